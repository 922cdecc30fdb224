import type { ReportFilter } from '@beside/shared/protocol/admin/reports';
import { reportFilterSchema } from '@beside/shared/protocol/admin/reports';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { startOfDay } from '../../lib/formats.ts';
import { readPeriod, spanOf, type Period, type PeriodFault } from './period.ts';

/** The filters beside the period, as they stand in the address. */
export const filterNames = [
  'portal',
  'technician',
  'company',
  'state',
  'outcome',
  'rating',
  'way',
  'search',
] as const;
export type FilterName = (typeof filterNames)[number];

interface Looked {
  period: Period;
  /** Why the period is none; the filter is then that of the last 30 days. */
  fault: PeriodFault | undefined;
  filter: ReportFilter;
  values: Record<FilterName, string>;
  /** An empty text takes a filter away; whatever changes, the list begins at its beginning. */
  change: (next: Record<string, string>) => void;
}

/** What is looked at: all of it stands in the address, to be kept and to be sent to somebody. */
export function useReportFilter(): Looked {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const today = startOfDay(Date.now());
  const looked = useMemo(() => readFilter(new URLSearchParams(text), today), [text, today]);
  const change = useCallback(
    (next: Record<string, string>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete('after');
          for (const [name, value] of Object.entries(next)) {
            if (value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { ...looked, change };
}

function readFilter(params: URLSearchParams, today: number): Omit<Looked, 'change'> {
  const period = readPeriod(params);
  const found = spanOf(period, today);
  const fault = typeof found === 'string' ? found : undefined;
  const span = typeof found === 'string' ? spanOf({ recent: '30' }, today) : found;
  const values = Object.fromEntries(
    filterNames.map((name) => [name, (params.get(name) ?? '').slice(0, 200)]),
  ) as Record<FilterName, string>;
  // What nobody can choose is left out, whoever wrote it into the address.
  let filter = reportFilterSchema.parse(span);
  for (const name of filterNames) {
    const value = name === 'rating' ? Number(values.rating) : values[name];
    const with_ = values[name] === '' ? undefined : { ...filter, [name]: value };
    const parsed = with_ && reportFilterSchema.safeParse(with_);
    if (parsed?.success) filter = parsed.data;
    else values[name] = '';
  }
  return { period, fault, filter, values };
}
