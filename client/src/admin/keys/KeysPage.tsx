import { Button, Switch } from '@mantine/core';
import { IconBook, IconPlus } from '@tabler/icons-react';
import type { KeyView } from '@beside/shared/protocol/admin/keys';
import { useState, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { AskDialog } from '../parts/AskDialog.tsx';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useListQuery } from '../parts/useListQuery.ts';
import { KeyDialog } from './KeyDialog.tsx';

const sorts = ['name', 'created', 'used', 'expires'] as const;
type Sort = (typeof sorts)[number];

/** Keys of the API: what programs come in by (rule O7). */
export default function KeysPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(sorts);
  const [params, setParams] = useSearchParams();
  const state = params.has('all') ? 'all' : 'live';
  const found = useAdmin('keys/list', { ...look, state });
  const change = useChange();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<KeyView | null>(null);

  const columns: Column<KeyView, Sort>[] = [
    {
      title: t('keys.name'),
      sort: 'name',
      show: (key) => (
        <span>
          {key.name} <code>…{key.hint}</code>{' '}
          {key.state !== 'live' && (
            <span className={pageStyles.sign} data-kind="bad">
              {t(`keys.state-${key.state}`)}
            </span>
          )}
        </span>
      ),
    },
    {
      title: t('keys.scopes'),
      show: ({ scopes }) => scopes.map((scope) => t(`scope.${scope}`)).join(', '),
    },
    { title: t('keys.maker'), show: ({ maker }) => maker.name },
    {
      title: t('keys.created'),
      sort: 'created',
      show: ({ createdAt }) => formatDayAndTime(createdAt),
    },
    {
      title: t('keys.used'),
      sort: 'used',
      show: ({ usedAt }) => (usedAt === null ? t('keys.never') : formatDayAndTime(usedAt)),
    },
    {
      title: t('keys.expires'),
      sort: 'expires',
      show: ({ expiresAt }) =>
        expiresAt === null ? t('keys.days-never') : formatDayAndTime(expiresAt),
    },
    {
      title: t('admin.actions'),
      show: (key) =>
        key.state !== 'revoked' && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('keys.revoke-named', { name: key.name })}
            onClick={() => setLeaving(key)}
          >
            {t('keys.revoke')}
          </Button>
        ),
    },
  ];

  return (
    <Page
      title={t('section.keys')}
      text={t('keys.hint')}
      actions={
        <div className={pageStyles.row}>
          <Button
            component="a"
            href="/api"
            variant="default"
            leftSection={<IconBook size={16} aria-hidden />}
          >
            {t('keys.reference')}
          </Button>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('keys.add')}
          </Button>
        </div>
      }
    >
      <DataTable
        label={t('section.keys')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('keys.none')}
        columns={columns}
      >
        <Switch
          label={t('keys.all')}
          checked={state === 'all'}
          onChange={({ currentTarget }) =>
            setParams(currentTarget.checked ? { all: '1' } : {}, { replace: true })
          }
        />
      </DataTable>
      <KeyDialog opened={adding} onClose={() => setAdding(false)} />
      <AskDialog
        opened={leaving !== null}
        title={t('keys.revoke-title', { name: leaving?.name ?? '' })}
        text={t('keys.revoke-text')}
        confirm={t('keys.revoke')}
        onConfirm={() => (leaving ? change('keys/revoke', { id: leaving.id }) : Promise.resolve())}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}
