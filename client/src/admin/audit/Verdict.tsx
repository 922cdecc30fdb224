import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './audit.module.css';
import type { VerifyState } from './useVerify.ts';

/** What checking has come to, in words for whoever has to act on it. */
export function Verdict({ state }: { state: VerifyState }): ReactElement {
  const { t } = useI18n();
  return (
    <div role="status">
      {state.phase === 'failed' && (
        <div className={styles.verdict} data-kind="bad">
          {t('admin.list-failed')}
        </div>
      )}
      {state.phase === 'done' && state.verdict.ok && (
        <div className={styles.verdict}>
          <strong>{t('audit.whole', { count: state.verdict.rows })}</strong>
          <p>{t('audit.whole-hint')}</p>
          <p>
            {t('audit.head')} <code>{state.verdict.hash}</code>
          </p>
        </div>
      )}
      {state.phase === 'done' && !state.verdict.ok && (
        <div className={styles.verdict} data-kind="bad">
          <strong>{t(`audit.fault-${state.verdict.why}`, { at: state.verdict.at })}</strong>
          <p>{t('audit.fault-hint')}</p>
        </div>
      )}
    </div>
  );
}
