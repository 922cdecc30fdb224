import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { HiddenParts } from '../../session/privacy/hiddenParts.ts';
import { guard } from '../../ui/guard.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from '../live.module.css';

interface Props {
  hidden: HiddenParts;
  /** How many places of this page are covered. */
  places: number;
  technician: string;
}

/** What of the shared screen the technician does not see (rules I4, X4). */
export function HiddenNote({ hidden, places, technician }: Props): ReactElement | null {
  const { t } = useI18n();
  const { regions, changed, failed } = useStore(hidden.view, (whole) => whole);
  if (changed) {
    return (
      <p className={styles.barStanding} role="alert">
        {t('bar.hidden-changed', { technician })}
        <button type="button" onClick={() => void hidden.edit()} {...guard}>
          {t('bar.hidden-check')}
        </button>
      </p>
    );
  }
  const words = [
    regions.length > 0 && t('bar.hidden', { count: regions.length, technician }),
    places > 0 && t('bar.private', { technician }),
    failed && t('bar.hide-failed'),
  ].filter((each) => each !== false);
  return words.length === 0 ? null : (
    <p className={styles.barNote} role="status">
      <Icon name="hide" /> {words.join(' ')}
    </p>
  );
}
