import type { UserId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { CustomerLiveView } from '../../session/live.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './mirror.module.css';

interface Props {
  view: CustomerLiveView;
  nameOf: (user: UserId) => string;
}

/**
 * Says that something is asked, and leads to where it is answered: in the portal's own window alone,
 * whoever looks at this one.
 */
export function MirrorQuestion({ view, nameOf }: Props): ReactElement | null {
  const { t } = useI18n();
  const { control, clipboard, hand, record } = view;
  const holder = clipboard && control.phase === 'granted' ? control.to : null;
  const recordAsk = record.phase === 'proposed' ? record.by : undefined;
  const by = holder ?? recordAsk ?? hand.ask?.by;
  if (by === undefined) return null;
  const words =
    holder !== null
      ? 'mirror.asks'
      : recordAsk !== undefined
        ? 'mirror.asks-record'
        : 'mirror.asks-control';
  return (
    <div className={styles.question} role="alert">
      <p>
        <Icon name="alert" /> {t(words, { technician: nameOf(by) })}
      </p>
      <button type="button" onClick={() => window.focus()}>
        {t('mirror.answer')}
      </button>
    </div>
  );
}
