import { Button, Group, NativeSelect } from '@mantine/core';
import { deliveryStates, type DeliveryView } from '@beside/shared/protocol/admin/webhooks';
import { useEffect, useState, type ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { AdminDialog, AskDialog } from '../parts/AskDialog.tsx';
import { DataTable, type Column } from '../parts/DataTable.tsx';
import { Notice } from '../parts/Notice.tsx';
import { OnceShown } from '../parts/OnceShown.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import { useAdmin, useChange } from '../parts/useAdmin.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import { useListQuery, type ListLook } from '../parts/useListQuery.ts';
import { reasonWords } from './reasonWords.ts';

const states = ['all', ...deliveryStates] as const;
/** How often it is looked at what has become of those on their way. */
const lookEveryMs = 2_000;
const kinds = { sent: 'good', failed: 'bad', pending: undefined } as const;

/** What was sent to one webhook, newest first, and what became of it. */
export function DeliveriesPage(): ReactElement {
  const { t } = useI18n();
  const { id = '' } = useParams();
  const webhook = useAdmin('webhooks/get', { id });
  const { look, change: onLook } = useListQuery<'created'>(['created']);
  const [params, setParams] = useSearchParams();
  const state = states.find((one) => one === params.get('state')) ?? 'all';
  // What is newest comes first, unless the order is turned around.
  const shown: ListLook<'created'> = { ...look, descending: !look.descending };
  const found = useAdmin('webhooks/deliveries', { ...shown, id, state });
  const { refetch } = found;
  const isMoving = found.data?.rows.some(({ state: became }) => became === 'pending') ?? false;
  useEffect(() => {
    if (!isMoving) return undefined;
    const timer = setInterval(() => void refetch(), lookEveryMs);
    return () => clearInterval(timer);
  }, [isMoving, refetch]);
  const change = useChange();
  const { attempt, say } = useAttempt();
  const [opened, setOpened] = useState<DeliveryView | null>(null);

  if (!webhook.data) {
    return <Notice title={t(webhook.isError ? 'refusal.not-found' : 'app.loading')} quiet />;
  }
  const { name } = webhook.data.webhook;
  const send = async (task: () => Promise<unknown>, words: string): Promise<void> => {
    if (await attempt(task)) say(words);
  };

  const columns: Column<DeliveryView, 'created'>[] = [
    {
      title: t('webhooks.time'),
      sort: 'created',
      show: ({ createdAt }) => formatDayAndTime(createdAt),
    },
    { title: t('webhooks.event'), show: ({ event }) => t(`webhook-event.${event}`) },
    {
      title: t('webhooks.state'),
      show: ({ state: became, tries, reason }) => (
        <span>
          <span className={pageStyles.sign} data-kind={kinds[became]}>
            {t(`webhooks.state-${became}`)}
          </span>{' '}
          {t('webhooks.tries', { count: tries })}
          {reason !== null && <> · {reasonWords(reason, t)}</>}
        </span>
      ),
    },
    {
      title: t('admin.actions'),
      show: (delivery) => {
        const event = t(`webhook-event.${delivery.event}`);
        const time = formatDayAndTime(delivery.createdAt);
        return (
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('webhooks.show-named', { event, time })}
              onClick={() => setOpened(delivery)}
            >
              {t('webhooks.show')}
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('webhooks.resend-named', { event, time })}
              onClick={() =>
                void send(
                  () => change('webhooks/resend', { id: delivery.id }),
                  t('webhooks.resent'),
                )
              }
            >
              {t('webhooks.resend')}
            </Button>
          </Group>
        );
      },
    },
  ];

  return (
    <Page
      title={name}
      text={webhook.data.webhook.url}
      actions={
        <div className={pageStyles.row}>
          <Button component={Link} to="/webhooks" variant="default">
            {t('webhooks.back')}
          </Button>
          <RenewSecret id={id} />
          <Button
            onClick={() =>
              void send(() => change('webhooks/test', { id }), t('webhooks.test-sent'))
            }
          >
            {t('webhooks.test')}
          </Button>
        </div>
      }
    >
      <DataTable
        label={t('webhooks.log-named', { name })}
        found={found}
        look={shown}
        onLook={({ descending, ...next }) =>
          onLook({ ...next, ...(descending === undefined ? {} : { descending: !descending }) })
        }
        empty={t('webhooks.log-none')}
        columns={columns}
      >
        <NativeSelect
          aria-label={t('webhooks.state-filter')}
          value={state}
          data={states.map((value) => ({ value, label: t(`webhooks.state-${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setParams(value === 'all' ? {} : { state: value }, { replace: true })
          }
        />
      </DataTable>
      <AdminDialog
        opened={opened !== null}
        title={t('webhooks.show')}
        size="xl"
        onClose={() => setOpened(null)}
      >
        <pre className={pageStyles.code} tabIndex={0}>
          {opened && JSON.stringify(JSON.parse(opened.body), null, 2)}
        </pre>
      </AdminDialog>
    </Page>
  );
}

/** Another secret, after a question; shown this once. */
function RenewSecret({ id }: { id: string }): ReactElement {
  const { t } = useI18n();
  const change = useChange();
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('webhooks.renew')}
      </Button>
      <AskDialog
        opened={asking}
        title={t('webhooks.renew-title')}
        text={t('webhooks.renew-text')}
        confirm={t('webhooks.renew')}
        onConfirm={async () => setSecret((await change('webhooks/secret', { id })).secret)}
        onClose={() => setAsking(false)}
      />
      <AdminDialog
        opened={secret !== null}
        title={t('webhooks.secret')}
        onClose={() => setSecret(null)}
      >
        <OnceShown
          label={t('webhooks.secret')}
          hint={t('webhooks.secret-hint')}
          value={secret ?? ''}
          onClose={() => setSecret(null)}
        />
      </AdminDialog>
    </>
  );
}
