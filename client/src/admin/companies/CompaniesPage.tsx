import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { companyFormSchema, type CompanyView } from '@beside/shared/protocol/admin/teams';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { EditorForm } from '../parts/EditorForm.tsx';
import { Page } from '../parts/Page.tsx';
import { RowActions } from '../parts/RowActions.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAdminForm } from '../parts/useAdminForm.ts';
import { useListQuery } from '../parts/useListQuery.ts';

type Sort = 'name' | 'requests' | 'users';
type Form = AdminInput<'companies/save'>;

/** The organisations whose customers are supported. */
export default function CompaniesPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['name', 'requests', 'users']);
  const found = useAdmin('companies/list', look);
  const change = useChange();
  const [edited, setEdited] = useState<Form | null>(null);
  const [leaving, setLeaving] = useState<CompanyView | null>(null);

  return (
    <Page
      title={t('section.companies')}
      text={t('companies.hint')}
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited({ name: '' })}
        >
          {t('companies.add')}
        </Button>
      }
    >
      <DataTable
        label={t('section.companies')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('companies.none')}
        columns={[
          { title: t('companies.name'), sort: 'name', show: ({ name }) => name },
          { title: t('companies.requests'), sort: 'requests', show: ({ requests }) => requests },
          { title: t('companies.users'), sort: 'users', show: ({ users }) => users },
          {
            title: t('admin.actions'),
            show: (company) => (
              <RowActions
                actions={[
                  {
                    label: t('admin.edit'),
                    named: t('admin.edit-named', { name: company.name }),
                    onClick: () => setEdited({ id: company.id, name: company.name }),
                  },
                  {
                    label: t('admin.remove'),
                    named: t('admin.remove-named', { name: company.name }),
                    disabled: company.requests > 0,
                    onClick: () => setLeaving(company),
                  },
                ]}
              />
            ),
          },
        ]}
      />
      <AdminDialog
        opened={edited !== null}
        title={t(edited?.id ? 'companies.edit' : 'companies.add')}
        onClose={() => setEdited(null)}
      >
        {edited && <CompanyEditor company={edited} onClose={() => setEdited(null)} />}
      </AdminDialog>
      <AskDialog
        opened={leaving !== null}
        title={t('companies.remove-title', { name: leaving?.name ?? '' })}
        text={t('companies.remove-text', { count: leaving?.users ?? 0 })}
        confirm={t('admin.remove')}
        onConfirm={() =>
          leaving ? change('companies/remove', { id: leaving.id }) : Promise.resolve()
        }
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

function CompanyEditor({ company, onClose }: { company: Form; onClose: () => void }): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const { form, busy, fault, submit } = useAdminForm(companyFormSchema, company);
  const send = submit(async (values) => {
    await change('companies/save', values);
    onClose();
  });
  return (
    <EditorForm fault={fault} busy={busy} onSubmit={send} onClose={onClose}>
      <TextInput label={t('companies.name')} data-autofocus {...form.getInputProps('name')} />
    </EditorForm>
  );
}
