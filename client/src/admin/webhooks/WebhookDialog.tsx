import { Checkbox, Stack, Switch, TextInput } from '@mantine/core';
import { webhookEvents } from '@beside/shared/domain/webhooks';
import { webhookFormSchema, type WebhookForm } from '@beside/shared/protocol/admin/webhooks';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AdminDialog } from '../parts/AskDialog.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { OnceShown } from '../parts/OnceShown.tsx';
import { useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';

interface Props {
  /** Null: closed. */
  webhook: WebhookForm | null;
  onClose: () => void;
}

/** Sets a webhook up; the secret of a new one is shown this once. */
export function WebhookDialog({ webhook, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const [secret, setSecret] = useState<string | null>(null);
  const close = (): void => {
    setSecret(null);
    onClose();
  };
  const title = webhook?.id === undefined ? t('webhooks.add') : t('webhooks.edit');
  return (
    <AdminDialog
      opened={webhook !== null}
      title={secret ? t('webhooks.secret') : title}
      onClose={close}
    >
      {secret && (
        <OnceShown
          label={t('webhooks.secret')}
          hint={t('webhooks.secret-hint')}
          value={secret}
          onClose={close}
        />
      )}
      {webhook && !secret && (
        <WebhookEditor
          webhook={webhook}
          onSaved={(made) => (made === null ? close() : setSecret(made))}
          onClose={close}
        />
      )}
    </AdminDialog>
  );
}

interface EditorProps {
  webhook: WebhookForm;
  /** @param secret of a new one */
  onSaved: (secret: string | null) => void;
  onClose: () => void;
}

function WebhookEditor({ webhook, onSaved, onClose }: EditorProps): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(webhookFormSchema, webhook);
  const send = submit(async (values) => onSaved((await change('webhooks/save', values)).secret));
  return (
    <EditorForm fault={fault} busy={busy} onSubmit={send} onClose={onClose}>
      <TextInput label={t('webhooks.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('webhooks.url')}
        type="url"
        placeholder="https://"
        {...form.getInputProps('url')}
      />
      <Checkbox.Group
        label={t('webhooks.events')}
        error={form.errors['events'] && t('webhooks.events-missing')}
        value={form.values.events}
        onChange={(value) =>
          form.setFieldValue(
            'events',
            webhookEvents.filter((event) => value.includes(event)),
          )
        }
      >
        <Stack gap="xs" mt="xs">
          {webhookEvents.map((event) => (
            <Checkbox key={event} value={event} label={t(`webhook-event.${event}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Switch
        label={t('webhooks.enabled')}
        {...form.getInputProps('enabled', { type: 'checkbox' })}
      />
    </EditorForm>
  );
}
