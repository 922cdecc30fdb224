import { Button, MultiSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { userRights } from '@beside/shared/domain/rightsTable';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import { teamFormSchema, type TeamForm, type TeamView } from '@beside/shared/protocol/admin/teams';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { Page } from '../parts/Page.tsx';
import { RightsFields } from '../parts/RightsFields.tsx';
import { RowActions } from '../parts/RowActions.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useListQuery } from '../parts/useListQuery.ts';

type Sort = 'name' | 'members';
const newTeam: TeamForm = { name: '', rights: {}, members: [] };

/** Users for whom rights are set together. */
export default function TeamsPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['name', 'members']);
  const found = useAdmin('teams/list', look);
  const choices = useAdmin('users/choices', {});
  const change = useChange();
  const [edited, setEdited] = useState<TeamForm | null>(null);
  const [leaving, setLeaving] = useState<TeamView | null>(null);

  return (
    <Page
      title={t('section.teams')}
      text={t('teams.hint')}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited(newTeam)}>
          {t('teams.add')}
        </Button>
      }
    >
      <DataTable
        label={t('section.teams')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('teams.none')}
        columns={[
          { title: t('teams.name'), sort: 'name', show: ({ name }) => name },
          {
            title: t('teams.members'),
            sort: 'members',
            show: ({ members }) => members.length,
          },
          {
            title: t('teams.rights'),
            show: ({ rights }) => Object.keys(rights).length || t('teams.no-rights'),
          },
          {
            title: t('admin.actions'),
            show: (team) => (
              <RowActions
                actions={[
                  {
                    label: t('admin.edit'),
                    named: t('admin.edit-named', { name: team.name }),
                    onClick: () => setEdited(team),
                  },
                  {
                    label: t('admin.remove'),
                    named: t('admin.remove-named', { name: team.name }),
                    onClick: () => setLeaving(team),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      <AdminDialog
        opened={edited !== null && choices.data !== undefined}
        title={t(edited?.id ? 'teams.edit' : 'teams.add')}
        size="xl"
        onClose={() => setEdited(null)}
      >
        {edited && choices.data && (
          <TeamEditor team={edited} choices={choices.data} onClose={() => setEdited(null)} />
        )}
      </AdminDialog>
      <AskDialog
        opened={leaving !== null}
        title={t('teams.remove-title', { name: leaving?.name ?? '' })}
        text={t('teams.remove-text')}
        confirm={t('admin.remove')}
        onConfirm={() => (leaving ? change('teams/remove', { id: leaving.id }) : Promise.resolve())}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

interface EditorProps {
  team: TeamForm;
  choices: AdminOutput<'users/choices'>;
  onClose: () => void;
}

function TeamEditor({ team, choices, onClose }: EditorProps): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(teamFormSchema, team);
  const send = submit(async (values) => {
    await change('teams/save', values);
    onClose();
  });
  return (
    <EditorForm
      fault={fault ?? form.errors['rights']}
      busy={busy}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput label={t('teams.name')} data-autofocus {...form.getInputProps('name')} />
      <MultiSelect
        label={t('teams.members')}
        data={choices.users.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        nothingFoundMessage={t('admin.none-found')}
        {...form.getInputProps('members')}
      />
      <RightsFields
        rights={userRights}
        value={form.values.rights}
        onChange={(rights) => form.setFieldValue('rights', rights)}
      />
    </EditorForm>
  );
}
