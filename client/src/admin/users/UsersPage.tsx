import { Button, NativeSelect } from '@mantine/core';
import { IconTableImport, IconUserPlus } from '@tabler/icons-react';
import type { ManagedUserView } from '@beside/shared/protocol/admin/users';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdmin } from '../parts/useAdmin.ts';
import { useListQuery } from '../parts/useListQuery.ts';
import { InviteDialog } from './InviteDialog.tsx';

const states = ['all', 'active', 'disabled'] as const;
type Sort = 'name' | 'email' | 'role' | 'seen';

/** Everybody of the account. */
export function UsersPage(): ReactElement {
  const { t } = useI18n();
  const { look, change } = useListQuery<Sort>(['name', 'email', 'role', 'seen']);
  const [params, setParams] = useSearchParams();
  const state = states.find((one) => one === params.get('state')) ?? 'all';
  const found = useAdmin('users/list', { ...look, state });
  const [inviting, setInviting] = useState(false);

  const columns: Column<ManagedUserView, Sort>[] = [
    {
      title: t('users.name'),
      sort: 'name',
      show: ({ id, name, disabledAt }) => (
        <span>
          <Link to={`/users/${id}`}>{name}</Link>{' '}
          {disabledAt !== null && (
            <span className={pageStyles.sign} data-kind="bad">
              {t('users.disabled')}
            </span>
          )}
        </span>
      ),
    },
    { title: t('users.email'), sort: 'email', show: ({ email }) => email },
    { title: t('users.role'), sort: 'role', show: ({ role }) => t(`role.${role}`) },
    {
      title: t('users.seen'),
      sort: 'seen',
      show: ({ seenAt }) => (seenAt === null ? t('users.never') : formatDayAndTime(seenAt)),
    },
  ];

  return (
    <Page
      title={t('section.users')}
      actions={
        <div className={pageStyles.row}>
          <Button
            component={Link}
            to="/users/import"
            variant="default"
            leftSection={<IconTableImport size={16} aria-hidden />}
          >
            {t('users.import')}
          </Button>
          <Button
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t('users.invite')}
          </Button>
        </div>
      }
    >
      <DataTable
        label={t('section.users')}
        columns={columns}
        found={found}
        look={look}
        onLook={change}
        empty={t('users.none')}
      >
        <NativeSelect
          aria-label={t('users.state')}
          value={state}
          data={states.map((value) => ({ value, label: t(`users.state-${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setParams(value === 'all' ? {} : { state: value })
          }
        />
      </DataTable>
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
