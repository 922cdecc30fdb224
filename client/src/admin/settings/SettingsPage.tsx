import { Button, Checkbox, FileButton, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { fileExtensions } from '@beside/shared/domain/fileTypes';
import { maxRetentionDays } from '@beside/shared/domain/limits';
import { upgradeChats } from '@beside/shared/domain/sessionWindow';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import {
  maxFileBytes,
  settingsFormSchema,
  type SettingsForm,
} from '@beside/shared/protocol/admin/settings';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import styles from './settings.module.css';

type View = AdminOutput<'settings/get'>;

const megabyte = 1024 * 1024;

/** What holds for all of the account. */
export default function SettingsPage(): ReactElement {
  const { t } = useI18n();
  const found = useAdmin('settings/get', {});
  if (!found.data) {
    return <Notice title={t(found.isError ? 'admin.list-failed' : 'app.loading')} quiet />;
  }
  return (
    <Page title={t('section.settings')} text={t('settings.hint')}>
      <Logo logo={found.data.logo} />
      <SettingsEditor stored={found.data.settings} />
    </Page>
  );
}

function SettingsEditor({ stored }: { stored: SettingsForm }): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { say } = useAttempt();
  const { form, busy, fault, submit } = useAdminForm(settingsFormSchema, stored);
  const { files, retentionDays, recordings } = form.values;
  const send = submit(async (values) => {
    await change('settings/save', values);
    say(t('admin.saved'));
  });

  return (
    <form className={pageStyles.form} noValidate onSubmit={send}>
      {fault && (
        <p className={pageStyles.fault} role="alert">
          {fault}
        </p>
      )}
      <TextInput label={t('settings.name')} {...form.getInputProps('name')} />
      <TextInput type="color" label={t('portals.colour')} {...form.getInputProps('colour')} />
      <Radio.Group
        label={t('settings.upgrade')}
        description={t('settings.upgrade-hint')}
        {...form.getInputProps('upgradeChat')}
      >
        <Stack gap="xs" mt="xs">
          {upgradeChats.map((value) => (
            <Radio key={value} value={value} label={t(`settings.upgrade-${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <h2>{t('settings.files')}</h2>
      <NumberInput
        label={t('settings.max-size')}
        suffix=" MB"
        min={1}
        max={maxFileBytes / megabyte}
        error={form.errors['files.maxBytes']}
        value={Math.round(files.maxBytes / megabyte)}
        onChange={(value) =>
          form.setFieldValue('files.maxBytes', Math.round(Number(value) * megabyte))
        }
      />
      <Checkbox.Group
        label={t('settings.types')}
        error={form.errors['files.extensions']}
        value={files.extensions}
        onChange={(value) =>
          form.setFieldValue(
            'files.extensions',
            fileExtensions.filter((extension) => value.includes(extension)),
          )
        }
      >
        <div className={styles.types}>
          {fileExtensions.map((extension) => (
            <Checkbox key={extension} value={extension} label={extension} />
          ))}
        </div>
      </Checkbox.Group>
      <h2>{t('settings.privacy')}</h2>
      <NumberInput
        label={t('settings.retention')}
        description={t('settings.retention-hint')}
        min={1}
        max={maxRetentionDays}
        allowDecimal={false}
        error={form.errors['retentionDays']}
        value={retentionDays ?? ''}
        onChange={(value) =>
          form.setFieldValue('retentionDays', value === '' ? null : Number(value))
        }
      />
      <h2>{t('settings.recordings')}</h2>
      <Checkbox
        label={t('settings.recordings-allowed')}
        description={t('settings.recordings-allowed-hint')}
        checked={recordings.allowed}
        onChange={(event) => form.setFieldValue('recordings.allowed', event.currentTarget.checked)}
      />
      <NumberInput
        label={t('settings.recording-days')}
        description={t('settings.recording-days-hint')}
        min={1}
        max={maxRetentionDays}
        allowDecimal={false}
        error={form.errors['recordings.days']}
        value={recordings.days ?? ''}
        onChange={(value) =>
          form.setFieldValue('recordings.days', value === '' ? null : Number(value))
        }
      />
      <div className={pageStyles.row}>
        <Button type="submit" loading={busy}>
          {t('admin.save')}
        </Button>
      </div>
    </form>
  );
}

/** The account's picture; it changes at once. */
function Logo({ logo }: { logo: View['logo'] }): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { busy, attempt, say } = useAttempt();

  async function send(data: string | null): Promise<void> {
    if (await attempt(() => change('settings/logo', { data }))) say(t('admin.saved'));
  }
  async function read(file: File | null): Promise<void> {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    await send(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
  }

  return (
    <section className={styles.logo} aria-label={t('settings.logo')}>
      {logo && <img src={logo} alt={t('settings.logo')} />}
      <div>
        <p className={pageStyles.soft}>{t('settings.logo-hint')}</p>
        <div className={pageStyles.row}>
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void read(file)}>
            {(props) => (
              <Button variant="default" loading={busy} {...props}>
                {t('settings.logo-choose')}
              </Button>
            )}
          </FileButton>
          {logo && (
            <Button variant="subtle" color="gray" onClick={() => void send(null)}>
              {t('settings.logo-remove')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
