import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useNow } from '../../lib/useNow.ts';
import styles from './alerts.module.css';

const radius = 11;
const round = 2 * Math.PI * radius;

/** A ring that runs out, with the seconds that are left in it. */
export function Countdown({ endsAt, wholeMs }: { endsAt: number; wholeMs: number }): ReactElement {
  const { t } = useI18n();
  const now = useNow(1000);
  const leftMs = Math.max(0, endsAt - now);
  const seconds = Math.ceil(leftMs / 1000);
  const offset = round * (1 - Math.min(1, leftMs / wholeMs));
  return (
    <span className={styles.countdown} role="timer" aria-label={t('alert.left', { seconds })}>
      <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
        <circle cx="14" cy="14" r={radius} />
        <circle
          className={styles.rest}
          cx="14"
          cy="14"
          r={radius}
          strokeDasharray={round}
          strokeDashoffset={offset}
        />
      </svg>
      <b aria-hidden="true">{seconds}</b>
    </span>
  );
}
