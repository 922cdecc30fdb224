import type { ShareState } from '@beside/shared/domain/sharing';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive, CustomerLiveView } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import styles from './live.module.css';
import { ShareCardFrame } from './ShareCardFrame.tsx';

export type ProposedShare = Extract<ShareState, { phase: 'proposed' }>;

interface Props {
  live: CustomerLive;
  view: CustomerLiveView;
  share: ProposedShare;
  technician: string;
}

export function ShareCard({ live, view, share, technician }: Props): ReactElement {
  const { t } = useI18n();
  const { ability, failure, picking } = view;
  const canShare = ability === 'yes';
  const trouble = !canShare
    ? t(`share.${ability}`)
    : failure === 'not-allowed-by-system'
      ? t('share.not-allowed')
      : failure === 'capture-failed'
        ? t('share.failed')
        : share.last === 'cancelled'
          ? t('share.cancelled')
          : null;
  return (
    <ShareCardFrame technician={technician}>
      {picking ? (
        <p role="status">{t('share.picking')}</p>
      ) : trouble === null ? (
        <p>{t('share.explain', { technician })}</p>
      ) : (
        <p role="status">{trouble}</p>
      )}
      <div className={styles.actions}>
        {canShare && (
          <button
            type="button"
            data-look="main"
            disabled={picking}
            onClick={({ nativeEvent }) => live.share(nativeEvent)}
            {...guard}
          >
            {t('share.start')}
          </button>
        )}
        <button type="button" disabled={picking} onClick={() => live.decline()} {...guard}>
          {t('share.not-now')}
        </button>
      </div>
    </ShareCardFrame>
  );
}
