import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { webhookEvents } from '@beside/shared/domain/webhooks';
import type { WebhookForm, WebhookView } from '@beside/shared/protocol/admin/webhooks';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { AskDialog } from '../parts/AskDialog.tsx';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { RowActions } from '../parts/RowActions.tsx';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useListQuery } from '../parts/useListQuery.ts';
import { WebhookDialog } from './WebhookDialog.tsx';

type Sort = 'name' | 'url';
const newWebhook: WebhookForm = { name: '', url: '', events: [...webhookEvents], enabled: true };

/** Addresses that are told of what happens (rule O7). */
export function WebhooksPage(): ReactElement {
  const { t } = useI18n();
  const { look, change: onLook } = useListQuery<Sort>(['name', 'url']);
  const found = useAdmin('webhooks/list', look);
  const change = useChange();
  const [edited, setEdited] = useState<WebhookForm | null>(null);
  const [leaving, setLeaving] = useState<WebhookView | null>(null);

  const columns: Column<WebhookView, Sort>[] = [
    {
      title: t('webhooks.name'),
      sort: 'name',
      show: ({ id, name, enabled }) => (
        <span>
          <Link to={`/webhooks/${id}`}>{name}</Link>{' '}
          {!enabled && <span className={pageStyles.sign}>{t('webhooks.off')}</span>}
        </span>
      ),
    },
    {
      title: t('webhooks.url'),
      sort: 'url',
      show: ({ url }) => <span className={pageStyles.long}>{url}</span>,
    },
    {
      title: t('webhooks.events'),
      show: ({ events }) => `${events.length} / ${webhookEvents.length}`,
    },
    {
      title: t('admin.actions'),
      show: ({ createdAt, ...webhook }) => (
        <RowActions
          actions={[
            {
              label: t('admin.edit'),
              named: t('admin.edit-named', { name: webhook.name }),
              onClick: () => setEdited(webhook),
            },
            {
              label: t('admin.remove'),
              named: t('admin.remove-named', { name: webhook.name }),
              onClick: () => setLeaving({ ...webhook, createdAt }),
            },
          ]}
        />
      ),
    },
  ];

  return (
    <Page
      title={t('section.webhooks')}
      text={t('webhooks.hint')}
      actions={
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setEdited(newWebhook)}
        >
          {t('webhooks.add')}
        </Button>
      }
    >
      <DataTable
        label={t('section.webhooks')}
        found={found}
        look={look}
        onLook={onLook}
        empty={t('webhooks.none')}
        columns={columns}
      />
      <WebhookDialog webhook={edited} onClose={() => setEdited(null)} />
      <AskDialog
        opened={leaving !== null}
        title={t('webhooks.remove-title', { name: leaving?.name ?? '' })}
        text={t('webhooks.remove-text')}
        confirm={t('admin.remove')}
        onConfirm={() =>
          leaving ? change('webhooks/remove', { id: leaving.id }) : Promise.resolve()
        }
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}
