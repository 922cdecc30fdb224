import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { companyFormSchema, type CompanyView } from '@beside/shared/protocol/admin/teams';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
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
              <Group gap="xs">
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('admin.edit-named', { name: company.name })}
                  onClick={() => setEdited({ id: company.id, name: company.name })}
                >
                  {t('admin.edit')}
                </Button>
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={company.requests > 0}
                  aria-label={t('admin.remove-named', { name: company.name })}
                  onClick={() => setLeaving(company)}
                >
                  {t('admin.remove')}
                </Button>
              </Group>
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
    <form className={pageStyles.form} noValidate onSubmit={send}>
      {fault && (
        <p className={pageStyles.fault} role="alert">
          {fault}
        </p>
      )}
      <TextInput label={t('companies.name')} data-autofocus {...form.getInputProps('name')} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('admin.save')}
        </Button>
      </Group>
    </form>
  );
}
