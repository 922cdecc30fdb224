import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReportGroup } from '@beside/shared/protocol/admin/reports';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDuration } from '../../lib/formats.ts';
import { Notice } from '../parts/Notice.tsx';
import { useAdmin } from '../parts/useAdmin.ts';
import { BarChart } from './BarChart.tsx';
import { FiguresTable, useFigureWriter, type FigureName } from './FiguresTable.tsx';
import { FilterBar } from './FilterBar.tsx';
import styles from './reports.module.css';
import { useFigures } from './useFigures.ts';
import { useReportFilter } from './useReportFilter.ts';

interface View {
  group: ReportGroup;
  drawn: 'sessions' | 'mean-waiting';
  names: readonly FigureName[];
}

const views = {
  technicians: {
    group: 'technician',
    drawn: 'sessions',
    names: [
      'sessions',
      'state-served',
      'resolved',
      'unresolved',
      'mean-answer',
      'mean-handling',
      'handled',
      'shared',
      'mean-sharing',
      'ratings',
      'mean-rating',
    ],
  },
  queues: {
    group: 'portal',
    drawn: 'mean-waiting',
    names: [
      'sessions',
      'state-served',
      'state-unserved',
      'mean-waiting',
      'longest-waiting',
      'soon',
      'unserved-waiting',
      'mean-answer',
    ],
  },
  portals: {
    group: 'portal',
    drawn: 'sessions',
    names: [
      'sessions',
      'state-served',
      'state-unserved',
      'messages',
      'resolved',
      'unresolved',
      'mean-handling',
      'shared',
      'relayed',
      'ratings',
      'mean-rating',
    ],
  },
} as const satisfies Record<string, View>;

/** How many of them are drawn; the table beneath has all. */
const maxBars = 12;

/** The sessions by who had them, or where they came in. */
export function GroupsPage({ view }: { view: keyof typeof views }): ReactElement {
  const { t } = useI18n();
  const { group, drawn, names }: View = views[view];
  const { filter } = useReportFilter();
  const { search } = useLocation();
  const { count } = useFigures();
  const write = useFigureWriter();
  const { data, isError } = useAdmin('reports/groups', { ...filter, group });
  const label = group === 'technician' ? t('reports.technician') : t('reports.portal');
  const rows = (data?.groups ?? []).map(({ id, name, totals }) => ({
    key: id ?? '',
    id,
    name: name || t('reports.nobody'),
    totals,
  }));
  const bars = rows.filter(({ id }) => id !== null).slice(0, maxBars);

  return (
    <>
      <FilterBar />
      <div className={styles.bar}>
        <p />
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('reports.print')}
        </Button>
      </div>
      {isError && <Notice title={t('reports.failed')} />}
      {data && rows.length === 0 && (
        <Notice title={t('reports.empty')} text={t('reports.empty-hint')} />
      )}
      {rows.length > 0 && (
        <>
          <BarChart
            title={t(`reports.${drawn}`)}
            kinds={[t(`reports.${drawn}`)]}
            write={drawn === 'sessions' ? count : (seconds) => formatDuration(seconds * 1000)}
            bars={bars.map(({ key, name, totals }) => ({
              key,
              label: shortened(name),
              title: `${name}: ${write(drawn, totals)}`,
              values: [drawn === 'sessions' ? totals.sessions : (totals.waitingMs ?? 0) / 1000],
            }))}
          />
          <FiguresTable
            caption={t('reports.figures')}
            head={label}
            names={names}
            rows={rows.map(({ key, id, name, totals }) => ({
              key,
              totals,
              head:
                id === null ? (
                  name
                ) : (
                  <Link to={`/reports/sessions?${withFilter(search, group, id)}`}>{name}</Link>
                ),
            }))}
          />
        </>
      )}
    </>
  );
}

function withFilter(search: string, name: string, value: string): string {
  const params = new URLSearchParams(search);
  params.delete('after');
  params.set(name, value);
  return params.toString();
}

function shortened(name: string): string {
  return name.length > 12 ? `${name.slice(0, 11)}…` : name;
}
