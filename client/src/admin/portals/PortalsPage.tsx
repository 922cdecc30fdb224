import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { PortalRow } from '@beside/shared/protocol/admin/portals';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AskDialog } from '../parts/AskDialog.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { Page } from '../parts/Page.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { useListQuery } from '../parts/useListQuery.ts';

type Sort = 'name' | 'slug' | 'type' | 'mode';
const states = ['open', 'removed'] as const;

/** What customers come in by. */
export function PortalsPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['name', 'slug', 'type', 'mode']);
  const [params, setParams] = useSearchParams();
  const state = states.find((one) => one === params.get('state')) ?? 'open';
  const found = useAdmin('portals/list', { ...look, state });
  const change = useChange();
  const { attempt } = useAttempt();
  const [leaving, setLeaving] = useState<PortalRow | null>(null);

  return (
    <Page
      title={t('section.portals')}
      actions={
        <Button component={Link} to="/portals/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t('portals.add')}
        </Button>
      }
    >
      <DataTable
        label={t('section.portals')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('portals.none')}
        columns={[
          {
            title: t('portals.name'),
            sort: 'name',
            show: ({ id, name }) => <Link to={`/portals/${id}`}>{name}</Link>,
          },
          { title: t('portals.address'), sort: 'slug', show: ({ slug }) => `/p/${slug}` },
          { title: t('portals.type'), sort: 'type', show: ({ type }) => t(`portal-type.${type}`) },
          { title: t('portals.mode'), sort: 'mode', show: ({ mode }) => t(`portal-mode.${mode}`) },
          {
            title: t('admin.actions'),
            show: (portal) =>
              portal.removedAt === null ? (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('portals.close-named', { name: portal.name })}
                  onClick={() => setLeaving(portal)}
                >
                  {t('portals.close')}
                </Button>
              ) : (
                <Button
                  variant="default"
                  size="compact-sm"
                  aria-label={t('portals.reopen-named', { name: portal.name })}
                  onClick={() => void attempt(() => change('portals/restore', { id: portal.id }))}
                >
                  {t('portals.reopen')}
                </Button>
              ),
          },
        ]}
      >
        <NativeSelect
          aria-label={t('portals.state')}
          value={state}
          data={states.map((value) => ({ value, label: t(`portals.state-${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setParams(value === 'open' ? {} : { state: value })
          }
        />
      </DataTable>
      <AskDialog
        opened={leaving !== null}
        title={t('portals.close-title', { name: leaving?.name ?? '' })}
        text={t('portals.close-text')}
        confirm={t('portals.close')}
        onConfirm={() =>
          leaving ? change('portals/remove', { id: leaving.id }) : Promise.resolve()
        }
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}
