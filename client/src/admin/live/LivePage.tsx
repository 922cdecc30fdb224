import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LiveRequest } from '@beside/shared/protocol/admin/live';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatTime } from '../../lib/formats.ts';
import { askAdmin } from '../../signaling/adminApi.ts';
import { Notice } from '../parts/Notice.tsx';
import { Page } from '../parts/Page.tsx';
import pageStyles from '../parts/page.module.css';
import tableStyles from '../parts/table.module.css';
import { useAttempt } from '../parts/useAttempt.ts';

const lookEveryMs = 3_000;
const running = ['offered', 'assigned', 'active'];

/** Who is available, what waits, what is running (rule M4). */
export default function LivePage(): ReactElement {
  const { t } = useI18n();
  const found = useQuery({
    queryKey: ['live/get'],
    queryFn: () => askAdmin('live/get', {}),
    refetchInterval: lookEveryMs,
  });
  if (!found.data) {
    return <Notice title={t(found.isError ? 'admin.list-failed' : 'app.loading')} quiet />;
  }
  const { technicians, requests, at } = found.data;
  const waiting = requests.filter(({ phase }) => phase === 'waiting');
  const inHand = requests.filter(({ phase }) => running.includes(phase));
  const here = technicians.filter(({ present }) => present);
  return (
    <Page title={t('section.live')} text={found.isError ? t('live.stale') : t('live.hint')}>
      <Part title={t('live.running', { number: inHand.length })} empty={t('live.none-running')}>
        {inHand.length > 0 && <Requests label={t('live.sessions')} rows={inHand} at={at} />}
      </Part>
      <Part title={t('live.waiting', { number: waiting.length })} empty={t('live.none-waiting')}>
        {waiting.length > 0 && <Requests label={t('live.line')} rows={waiting} at={at} />}
      </Part>
      <Part title={t('live.people', { number: here.length })} empty={t('live.nobody')}>
        {here.length > 0 && (
          <table className={tableStyles.table} aria-label={t('live.technicians')}>
            <thead>
              <tr>
                <th scope="col">{t('users.name')}</th>
                <th scope="col">{t('live.status')}</th>
                <th scope="col">{t('live.load')}</th>
              </tr>
            </thead>
            <tbody>
              {here.map(({ id, name, status, sessions, limit }) => (
                <tr key={id}>
                  <td data-title={t('users.name')}>{name}</td>
                  <td data-title={t('live.status')}>{t(`live.status-${status}`)}</td>
                  <td data-title={t('live.load')}>
                    {t('live.load-of', { number: sessions, limit })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Part>
    </Page>
  );
}

function Part(props: { title: string; empty: string; children: ReactNode }): ReactElement {
  const { title, empty, children } = props;
  return (
    <section className={pageStyles.part}>
      <h2>{title}</h2>
      {children || <p className={pageStyles.soft}>{empty}</p>}
    </section>
  );
}

function Requests({
  label,
  rows,
  at,
}: {
  label: string;
  rows: LiveRequest[];
  at: number;
}): ReactElement {
  const { t } = useI18n();
  const { busy, attempt } = useAttempt();

  async function join(id: LiveRequest['id']): Promise<void> {
    const joined = await attempt(() => askAdmin('live/join', { requestId: id }));
    if (joined) location.assign(`/console/requests/${id}`);
  }

  const titles = [
    t('live.customer'),
    t('live.portal'),
    t('live.assignee'),
    t('live.since'),
    t('admin.actions'),
  ] as const;
  return (
    <table className={tableStyles.table} aria-label={label}>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, customer, portal, assignee, since, sharing, mayJoin }) => (
          <tr key={id}>
            <td data-title={titles[0]}>{customer || t('live.unnamed')}</td>
            <td data-title={titles[1]}>{portal}</td>
            <td data-title={titles[2]}>
              <span>
                {assignee ?? t('live.nobody-yet')}{' '}
                {sharing && (
                  <span className={pageStyles.sign} data-kind="good">
                    {t('live.sharing')}
                  </span>
                )}
              </span>
            </td>
            <td data-title={titles[3]}>
              {t('live.since-at', {
                time: formatTime(since),
                minutes: Math.max(0, Math.floor((at - since) / 60_000)),
              })}
            </td>
            <td data-title={titles[4]}>
              <span className={pageStyles.row}>
                <Button
                  component="a"
                  href={`/console/requests/${id}`}
                  variant="default"
                  size="compact-sm"
                  aria-label={t('live.open-named', { name: customer })}
                >
                  {t('live.open')}
                </Button>
                {mayJoin && (
                  <Button
                    size="compact-sm"
                    loading={busy}
                    aria-label={t('live.join-named', { name: customer })}
                    onClick={() => void join(id)}
                  >
                    {t('live.join')}
                  </Button>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
