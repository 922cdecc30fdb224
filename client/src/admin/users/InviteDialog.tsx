import { Button, CopyButton, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { mayManageRole, roles } from '@beside/shared/domain/rightsTable';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { inviteFormSchema } from '@beside/shared/protocol/admin/users';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAdminUser } from '../AdminContext.ts';
import { AdminDialog } from '../parts/AskDialog.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { useChange } from '../parts/useAdmin.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Invites one person; where no mail can be sent, there is a link to hand over. */
export function InviteDialog({ opened, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <AdminDialog opened={opened} onClose={onClose} title={t('users.invite')}>
      <InviteForm onClose={onClose} />
    </AdminDialog>
  );
}

function InviteForm({ onClose }: { onClose: () => void }): ReactElement {
  const { t, language } = useI18n();
  const me = useAdminUser();
  const change = useChange();
  const { say } = useAttempt();
  const [link, setLink] = useState<string | null>(null);
  const { form, busy, fault, submit } = useAdminForm<AdminInput<'users/invite'>>(inviteFormSchema, {
    name: '',
    email: '',
    role: 'technician',
    language,
  });

  if (link !== null) {
    return (
      <div className={pageStyles.form}>
        <Text size="sm">{t('users.link-hint')}</Text>
        <TextInput label={t('users.link')} readOnly value={link} />
        <Group justify="flex-end">
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'users.copied' : 'users.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('admin.done')}</Button>
        </Group>
      </div>
    );
  }

  const send = submit(async (values) => {
    const invited = await change('users/invite', values);
    if (invited.link !== null) {
      setLink(invited.link);
      return;
    }
    say(t('users.invited', { email: invited.email }));
    onClose();
  });
  return (
    <EditorForm
      fault={fault}
      busy={busy}
      save={t('users.send-invitation')}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput label={t('users.name')} data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('users.email')}
        type="email"
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      <NativeSelect
        label={t('users.role')}
        data={roles
          .filter((role) => mayManageRole(me.role, role))
          .map((role) => ({ value: role, label: t(`role.${role}`) }))
          .reverse()}
        {...form.getInputProps('role')}
      />
    </EditorForm>
  );
}
