import type { ControlLevel } from '@beside/shared/domain/control';
import type { Surface, TabReach } from '@beside/shared/domain/sharing';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLiveView } from '../session/live.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';

interface Props {
  level: ControlLevel;
  /** `desktop`: the helper carries out what is done on the whole screen. */
  surface: Surface | 'desktop';
  /** What it reaches in a shared tab. */
  tab: TabReach | undefined;
  /** Whose hand it is. */
  holder: string;
  /** Whether it is moving right now, or waits. */
  hand: CustomerLiveView['hand'];
}

/** What the hand that was let in can do, and how to end it. */
export function ControlNote({ level, surface, tab, holder, hand }: Props): ReactElement {
  const { t } = useI18n();
  const reach = level === 'pointer' ? 'pointer' : 'keyboard';
  // Elsewhere than on a page of ours, and without the helper, a hand does no more than point.
  const words =
    surface === 'desktop'
      ? (`bar.desktop-${reach}` as const)
      : surface === 'this-page'
        ? (`bar.control-${reach}` as const)
        : tab === 'ready'
          ? (`bar.tab-${reach}` as const)
          : tab === 'linked'
            ? 'bar.tab-asking'
            : 'bar.pointing';
  return (
    <p className={styles.barControl} data-active={hand.handActive} role="status">
      <Icon name="hand" />
      {t(hand.held ? `bar.held-${hand.held}` : words, { technician: holder })}
    </p>
  );
}
