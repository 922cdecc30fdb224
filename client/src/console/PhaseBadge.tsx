import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import styles from './phaseBadge.module.css';

export function PhaseBadge({ phase }: { phase: RequestPhase }): ReactElement {
  const { t } = useI18n();
  return (
    <span className={styles.badge} data-phase={phase}>
      {t(`phase.${phase}`)}
    </span>
  );
}
