import { Button, FileButton, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { profileNameSchema } from '@beside/shared/protocol/admin/replies';
import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import { useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatBytes } from '../../lib/formatBytes.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { addProfile } from '../../signaling/api.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { RowActions } from '../parts/RowActions.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { useListQuery } from '../parts/useListQuery.ts';

type Sort = 'name' | 'created' | 'size';

/** The mobile profiles that technicians can send (rule F4). */
export default function ProfilesPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['name', 'created', 'size']);
  const found = useAdmin('profiles/list', look);
  const change = useChange();
  const [edited, setEdited] = useState<MobileProfile | null>(null);
  const [leaving, setLeaving] = useState<MobileProfile | null>(null);

  const columns: Column<MobileProfile, Sort>[] = [
    { title: t('profiles.name'), sort: 'name', show: ({ name }) => name },
    { title: t('profiles.size'), sort: 'size', show: ({ size }) => formatBytes(size) },
    {
      title: t('profiles.signature'),
      show: ({ signed }) => (
        <span className={pageStyles.sign} data-kind={signed ? 'good' : undefined}>
          {t(signed ? 'profile.signed' : 'profile.unsigned')}
        </span>
      ),
    },
    {
      title: t('profiles.created'),
      sort: 'created',
      show: ({ createdAt }) => formatDayAndTime(createdAt),
    },
    {
      title: t('admin.actions'),
      show: (profile) => (
        <RowActions
          actions={[
            {
              label: t('profiles.rename'),
              named: t('profiles.rename-named', { name: profile.name }),
              onClick: () => setEdited(profile),
            },
            {
              label: t('profile.remove-confirm'),
              named: t('profile.remove', { name: profile.name }),
              onClick: () => setLeaving(profile),
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Page title={t('section.profiles')} text={t('profiles.hint')} actions={<AddProfile />}>
      <DataTable
        label={t('section.profiles')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('profile.none')}
        columns={columns}
      />
      <AdminDialog
        opened={edited !== null}
        title={t('profiles.rename')}
        onClose={() => setEdited(null)}
      >
        {edited && <NameEditor profile={edited} onClose={() => setEdited(null)} />}
      </AdminDialog>
      <AskDialog
        opened={leaving !== null}
        title={t('profile.remove-title', { name: leaving?.name ?? '' })}
        text={t('profile.remove-text')}
        confirm={t('profile.remove-confirm')}
        onConfirm={() =>
          leaving ? change('profiles/remove', { id: leaving.id }) : Promise.resolve()
        }
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

/** What is chosen is there at once. */
function AddProfile(): ReactElement {
  const { t } = useI18n();
  const client = useQueryClient();
  const { busy, attempt } = useAttempt();
  const resetPicker = useRef<() => void>(null);

  async function add(file: File | null): Promise<void> {
    if (file && (await attempt(() => addProfile(file)))) await client.invalidateQueries();
    // The same one can be chosen again.
    resetPicker.current?.();
  }
  return (
    <FileButton resetRef={resetPicker} accept=".mobileconfig" onChange={(file) => void add(file)}>
      {(props) => (
        <Button {...props} loading={busy} leftSection={<IconUpload size={16} aria-hidden />}>
          {t('profile.add')}
        </Button>
      )}
    </FileButton>
  );
}

interface EditorProps {
  profile: MobileProfile;
  onClose: () => void;
}

function NameEditor({ profile: { id, name }, onClose }: EditorProps): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(profileNameSchema, { id, name });
  const send = submit(async (values) => {
    await change('profiles/rename', values);
    onClose();
  });
  return (
    <EditorForm fault={fault} busy={busy} onSubmit={send} onClose={onClose}>
      <TextInput label={t('profiles.name')} data-autofocus {...form.getInputProps('name')} />
    </EditorForm>
  );
}
