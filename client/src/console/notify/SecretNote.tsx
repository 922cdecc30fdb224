import { Button, CopyButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './notify.module.css';

/** The secret of the webhook, which nobody is shown again. */
export function SecretNote({ secret }: { secret: string }): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.secret} role="status">
      <p>{t('notify.secret')}</p>
      <code>{secret}</code>
      <CopyButton value={secret}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy}>
            {t(copied ? 'notify.copied' : 'notify.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
