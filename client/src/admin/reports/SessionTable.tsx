import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReportRow, ReportSort } from '@beside/shared/protocol/admin/reports';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import styles from './reports.module.css';
import { useFigures } from './useFigures.ts';

interface Props {
  rows: readonly ReportRow[];
  sort: ReportSort;
  order: 'asc' | 'desc';
  onSort: (column: ReportSort) => void;
}

/** A page of sessions; each leads to all that there is of it. */
export function SessionTable({ rows, sort, order, onSort }: Props): ReactElement {
  const { t } = useI18n();
  const { span, rating } = useFigures();
  const { search } = useLocation();
  const sorted = (column: ReportSort) => {
    const isOn = column === sort;
    const Arrow = order === 'asc' ? IconArrowUp : IconArrowDown;
    const name = t(`reports.${column}`);
    return (
      <th
        scope="col"
        data-number={column !== 'started' || undefined}
        aria-sort={isOn ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
      >
        <button
          type="button"
          aria-label={t('reports.sort', { column: name })}
          onClick={() => onSort(column)}
        >
          {name} {isOn && <Arrow size={14} aria-hidden />}
        </button>
      </th>
    );
  };

  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('reports.sessions')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {sorted('started')}
            <th scope="col">{t('reports.customer')}</th>
            <th scope="col">{t('reports.portal')}</th>
            <th scope="col">{t('reports.technician')}</th>
            <th scope="col">{t('reports.state')}</th>
            <th scope="col">{t('reports.outcome')}</th>
            {sorted('waiting')}
            {sorted('answer')}
            {sorted('handling')}
            {sorted('sharing')}
            {sorted('rating')}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{formatDayAndTime(row.createdAt)}</td>
              <th scope="row">
                <Link to={`/reports/sessions/${row.id}${search}`}>
                  {row.customer.name || t('reports.unnamed')}
                </Link>
                <small>{row.company?.name ?? row.customer.company ?? row.customer.email}</small>
              </th>
              <td>{row.portal.name}</td>
              <td>{row.technician?.name ?? t('details.none')}</td>
              <td>{t(`reports.state-${row.state}`)}</td>
              <td>{row.outcome ? t(`outcome.${row.outcome}`) : t('details.none')}</td>
              <td data-number>{span(row.waitingMs)}</td>
              <td data-number>{span(row.answerMs)}</td>
              <td data-number>{span(row.handlingMs)}</td>
              <td data-number>{span(row.sharingMs)}</td>
              <td data-number>{rating(row.rating)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
