import { Button, CopyButton, TagsInput, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { PortalForm } from './portalForm.ts';
import styles from './portal.module.css';

/** Where else a portal may stand, and what is put there (rule P8). */
export function EmbedFields({
  form,
  baseUrl,
}: {
  form: PortalForm;
  baseUrl: string;
}): ReactElement {
  const { t } = useI18n();
  const { slug, settings } = form.values;
  const code = `<script async src="${baseUrl}/embed.js" data-portal="${slug}"></script>`;
  const faulty = Object.keys(form.errors).some((field) =>
    field.startsWith('settings.embedOrigins'),
  );
  return (
    <>
      <h2>{t('embed-code.title')}</h2>
      <TagsInput
        label={t('embed-code.sites')}
        description={t('embed-code.sites-hint')}
        placeholder="https://www.example.com"
        maxTags={50}
        acceptValueOnBlur
        error={faulty && t('embed-code.sites-wrong')}
        value={settings.embedOrigins}
        onChange={(sites) =>
          form.setFieldValue(
            'settings.embedOrigins',
            sites.map((site) => site.trim().toLowerCase().replace(/\/$/, '')),
          )
        }
      />
      <Textarea
        className={styles.code}
        label={t('embed-code.code')}
        description={t('embed-code.code-hint')}
        readOnly
        rows={3}
        value={code}
      />
      <div>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button variant="default" disabled={slug === ''} onClick={copy}>
              {t(copied ? 'users.copied' : 'embed-code.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </>
  );
}
