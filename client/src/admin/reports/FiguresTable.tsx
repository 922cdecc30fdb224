import type { ReportTotals } from '@beside/shared/protocol/admin/reports';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './reports.module.css';
import { useFigures } from './useFigures.ts';

/** What can be told of many sessions; each has its column. */
export type FigureName =
  | 'sessions'
  | 'state-served'
  | 'state-unserved'
  | 'messages'
  | 'resolved'
  | 'unresolved'
  | 'mean-waiting'
  | 'longest-waiting'
  | 'soon'
  | 'unserved-waiting'
  | 'mean-answer'
  | 'mean-handling'
  | 'handled'
  | 'shared'
  | 'mean-sharing'
  | 'relayed'
  | 'ratings'
  | 'mean-rating';

/** A figure of these sessions, as it is written. */
export function useFigureWriter(): (name: FigureName, totals: ReportTotals) => string {
  const { count, span, total, rating, share } = useFigures();
  return (name, totals) => {
    switch (name) {
      case 'sessions':
        return count(totals.sessions);
      case 'state-served':
        return count(totals.served);
      case 'state-unserved':
        return count(totals.unserved);
      case 'messages':
        return count(totals.messages);
      case 'resolved':
        return count(totals.resolved);
      case 'unresolved':
        return count(totals.unresolved);
      case 'mean-waiting':
        return span(totals.waitingMs);
      case 'longest-waiting':
        return span(totals.longestWaitingMs);
      case 'soon':
        return share(totals.takenSoon, totals.taken);
      case 'unserved-waiting':
        return span(totals.unservedMs);
      case 'mean-answer':
        return span(totals.answerMs);
      case 'mean-handling':
        return span(totals.handlingMs);
      case 'handled':
        return total(totals.handledMs);
      case 'shared':
        return count(totals.shared);
      case 'mean-sharing':
        return span(totals.sharingMs);
      case 'relayed':
        return share(totals.relayed, totals.direct + totals.relayed);
      case 'ratings':
        return count(totals.ratings);
      case 'mean-rating':
        return rating(totals.rating);
    }
  };
}

interface Props {
  /** What the rows are. */
  head: string;
  caption: string;
  names: readonly FigureName[];
  rows: readonly { key: string; head: ReactNode; totals: ReportTotals }[];
}

/** Figures in rows and columns. */
export function FiguresTable({ head, caption, names, rows }: Props): ReactElement {
  const { t } = useI18n();
  const write = useFigureWriter();
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={caption}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {names.map((name) => (
              <th key={name} scope="col" data-number>
                {t(`reports.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.head}</th>
              {names.map((name) => (
                <td key={name} data-number>
                  {write(name, row.totals)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
