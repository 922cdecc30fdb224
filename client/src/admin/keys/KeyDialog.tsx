import { Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import { apiScopes, mayUseScope } from '@beside/shared/domain/apiScopes';
import { keyFormSchema, type KeyForm } from '@beside/shared/protocol/admin/keys';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdminUser } from '../AdminContext.ts';
import { AdminDialog } from '../parts/AskDialog.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { OnceShown } from '../parts/OnceShown.tsx';
import { useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

const spans = [30, 90, 365] as const;
const newKey: KeyForm = { name: '', scopes: [], days: 90 };

/** Makes a key, and shows it this once. */
export function KeyDialog({ opened, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const [token, setToken] = useState<string | null>(null);
  const close = (): void => {
    setToken(null);
    onClose();
  };
  return (
    <AdminDialog opened={opened} title={t(token ? 'keys.token' : 'keys.add')} onClose={close}>
      {token ? (
        <OnceShown
          label={t('keys.token')}
          hint={t('keys.token-hint')}
          value={token}
          onClose={close}
        />
      ) : (
        <KeyEditor onMade={setToken} onClose={close} />
      )}
    </AdminDialog>
  );
}

interface EditorProps {
  onMade: (token: string) => void;
  onClose: () => void;
}

function KeyEditor({ onMade, onClose }: EditorProps): ReactElement {
  const { t } = useI18n();
  const { rights } = useAdminUser();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(keyFormSchema, newKey);
  const { scopes, days } = form.values;
  const send = submit(async (values) => onMade((await change('keys/create', values)).token));

  return (
    <EditorForm fault={fault} busy={busy} save={t('keys.add')} onSubmit={send} onClose={onClose}>
      <TextInput
        label={t('keys.name')}
        description={t('keys.name-hint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group
        label={t('keys.scopes')}
        error={form.errors['scopes'] && t('keys.scopes-missing')}
        value={scopes}
        onChange={(value) =>
          form.setFieldValue(
            'scopes',
            apiScopes.filter((scope) => value.includes(scope)),
          )
        }
      >
        <Stack gap="xs" mt="xs">
          {apiScopes
            // Nobody gives what they have not got.
            .filter((scope) => mayUseScope(rights, scope))
            .map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`scope.${scope}`)} />
            ))}
        </Stack>
      </Checkbox.Group>
      <NativeSelect
        label={t('keys.days')}
        value={days === null ? 'never' : String(days)}
        data={[...spans, 'never' as const].map((span) => ({
          value: String(span),
          label: t(`keys.days-${span}`),
        }))}
        onChange={({ currentTarget: { value } }) =>
          form.setFieldValue('days', value === 'never' ? null : Number(value))
        }
      />
    </EditorForm>
  );
}
