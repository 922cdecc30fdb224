import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './chatPage.module.css';

/** What a customer waits for while nobody has joined yet. */
export function WaitingNote({
  phase,
  technician,
}: {
  phase: RequestPhase;
  technician: string;
}): ReactElement | null {
  const { t } = useI18n();
  if (phase !== 'waiting' && phase !== 'offered' && phase !== 'assigned') return null;
  return (
    <section className={styles.waiting} role="status">
      <span>
        <Icon name="clock" size={20} />
      </span>
      {phase === 'assigned' ? (
        <p>{t('wait.assigned', { name: technician })}</p>
      ) : (
        <p>
          <b>{t('wait.title')}</b> {t('wait.text')}
        </p>
      )}
    </section>
  );
}
