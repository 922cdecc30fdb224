import { Button } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { reportSorts, type ReportSort } from '@beside/shared/protocol/admin/reports';
import type { ReactElement } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Notice } from '../parts/Notice.tsx';
import { useAdmin } from '../parts/useAdmin.ts';
import { FilterBar } from './FilterBar.tsx';
import styles from './reports.module.css';
import { SessionTable } from './SessionTable.tsx';
import { useReportFilter } from './useReportFilter.ts';

/** All sessions that fit the filters, page by page. */
export function SessionsPage(): ReactElement {
  const { t, language } = useI18n();
  const { filter, change } = useReportFilter();
  const [params] = useSearchParams();
  const { pathname, state } = useLocation() as { pathname: string; state: unknown };
  const navigate = useNavigate();
  const sort = reportSorts.find((one) => one === params.get('sort')) ?? 'started';
  const order = params.get('order') === 'asc' ? 'asc' : 'desc';
  const after = params.get('after') ?? undefined;
  const list = { ...filter, sort, order } as const;
  const { data, isError } = useAdmin('reports/sessions', { ...list, ...(after && { after }) });

  /** The marks of the pages before this one; they stay with the browser's own history. */
  const trail = isTrail(state) ? state.trail : [];
  const go = (mark: string | undefined, marks: (string | null)[]): void => {
    const next = new URLSearchParams(params);
    if (mark === undefined) next.delete('after');
    else next.set('after', mark);
    void navigate(`${pathname}?${next.toString()}`, { state: { trail: marks } });
  };
  const sortBy = (column: ReportSort): void =>
    change({ sort: column, order: column === sort && order === 'desc' ? 'asc' : '' });
  const csv = `/api/admin/reports/sessions.csv?list=${encodeURIComponent(JSON.stringify(list))}`;
  const number = new Intl.NumberFormat(language);

  return (
    <>
      <FilterBar />
      <div className={styles.bar}>
        <p role="status">
          {data &&
            (data.count.more
              ? t('reports.count-more', { number: number.format(data.count.sessions) })
              : t('reports.count', { count: data.count.sessions }))}
        </p>
        <Button
          component="a"
          href={csv}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('reports.export')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('reports.print')}
        </Button>
      </div>
      {isError && <Notice title={t('reports.failed')} />}
      {data?.rows.length === 0 && (
        <Notice title={t('reports.empty')} text={t('reports.empty-hint')} />
      )}
      {data && data.rows.length > 0 && (
        <SessionTable rows={data.rows} sort={sort} order={order} onSort={sortBy} />
      )}
      {data && (after !== undefined || data.next !== null) && (
        <nav className={styles.pages} aria-label={t('reports.pages')}>
          <Button
            variant="default"
            disabled={after === undefined}
            onClick={() => go(trail.at(-1) ?? undefined, trail.slice(0, -1))}
          >
            {t('reports.previous')}
          </Button>
          <Button
            variant="default"
            disabled={data.next === null}
            onClick={() => data.next !== null && go(data.next, [...trail, after ?? null])}
          >
            {t('reports.next')}
          </Button>
        </nav>
      )}
    </>
  );
}

function isTrail(state: unknown): state is { trail: (string | null)[] } {
  return Array.isArray((state as { trail?: unknown } | null)?.trail);
}
