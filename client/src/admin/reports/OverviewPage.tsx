import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReportSummary } from '@beside/shared/protocol/admin/reports';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDuration, timeZone } from '../../lib/formats.ts';
import { Notice } from '../parts/Notice.tsx';
import { useAdmin } from '../parts/useAdmin.ts';
import { BarChart } from './BarChart.tsx';
import { FiguresTable, useFigureWriter, type FigureName } from './FiguresTable.tsx';
import { FilterBar } from './FilterBar.tsx';
import styles from './reports.module.css';
import { useFigures } from './useFigures.ts';
import { useReportFilter } from './useReportFilter.ts';

const first: readonly FigureName[] = [
  'sessions',
  'state-served',
  'state-unserved',
  'mean-waiting',
  'mean-answer',
  'mean-handling',
  'mean-sharing',
  'mean-rating',
];
const inTime: readonly FigureName[] = [
  'sessions',
  'state-served',
  'state-unserved',
  'messages',
  'resolved',
  'mean-waiting',
  'mean-answer',
  'mean-handling',
  'shared',
  'relayed',
  'mean-rating',
];

/** How it went, in a few figures and over time. */
export function OverviewPage(): ReactElement {
  const { t } = useI18n();
  const { filter } = useReportFilter();
  const { data, isError } = useAdmin('reports/summary', { ...filter, zone: timeZone() });
  return (
    <>
      <FilterBar />
      {isError && <Notice title={t('reports.failed')} />}
      {data && <Summary summary={data} />}
    </>
  );
}

function Summary({ summary: { totals, step, over } }: { summary: ReportSummary }): ReactElement {
  const { t } = useI18n();
  const write = useFigureWriter();
  const { count } = useFigures();
  const dates = new Intl.DateTimeFormat(undefined, {
    month: 'short',
    ...(step === 'month' ? { year: 'numeric' } : { day: 'numeric' }),
  });
  const spans = over.map(({ from, totals }) => ({ from, totals, label: dates.format(from) }));
  const by = t(`reports.by-${step}`);
  return (
    <>
      <div className={styles.bar}>
        <p role="status">{t('reports.count', { count: totals.sessions })}</p>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('reports.print')}
        </Button>
      </div>
      <dl className={styles.tiles}>
        {first.map((name) => (
          <div key={name}>
            <dt>{t(`reports.${name}`)}</dt>
            <dd>{write(name, totals)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.charts}>
        <BarChart
          title={`${t('reports.over-time')}, ${by}`}
          kinds={[t('reports.state-served'), t('reports.state-unserved'), t('reports.others')]}
          write={count}
          bars={spans.map(({ from, label, totals }) => ({
            key: String(from),
            label,
            title: `${label}: ${t('reports.count', { count: totals.sessions })}`,
            values: [totals.served, totals.unserved, totals.open + totals.messages],
          }))}
        />
        <BarChart
          title={`${t('reports.waiting-over-time')}, ${by}`}
          kinds={[t('reports.mean-waiting')]}
          write={(seconds) => formatDuration(seconds * 1000)}
          bars={spans.map(({ from, label, totals }) => ({
            key: String(from),
            label,
            title: `${label}: ${write('mean-waiting', totals)}`,
            values: [(totals.waitingMs ?? 0) / 1000],
          }))}
        />
      </div>
      <FiguresTable
        caption={`${t('reports.figures')}, ${by}`}
        head={t('reports.when')}
        names={inTime}
        rows={spans.map(({ from, label, totals }) => ({ key: String(from), head: label, totals }))}
      />
    </>
  );
}
