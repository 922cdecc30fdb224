import { IconMail, IconUserX } from '@tabler/icons-react';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import styles from './phaseBadge.module.css';

const drawings: Partial<Record<RequestPhase, typeof IconMail>> = {
  'message-left': IconMail,
  abandoned: IconUserX,
};

export function PhaseBadge({ phase }: { phase: RequestPhase }): ReactElement {
  const { t } = useI18n();
  const Drawing = drawings[phase];
  return (
    <span className={styles.badge} data-phase={phase}>
      {Drawing && <Drawing size={13} aria-hidden="true" />}
      {t(`phase.${phase}`)}
    </span>
  );
}
