import { maxReportMs } from '@beside/shared/protocol/admin/reports';

/** Periods that are counted back from today, in days. */
export const recentDays = ['7', '30', '90', '365'] as const;
export type Recent = (typeof recentDays)[number];

/** What is written in the address: so many days back, or two dates as `yyyy-mm-dd`. */
export type Period = { recent: Recent } | { from: string; until: string };
export type PeriodFault = 'backwards' | 'too-long';

export function readPeriod(params: URLSearchParams): Period {
  const [from, until] = [params.get('from'), params.get('until')];
  if (from !== null && until !== null && isDate(from) && isDate(until)) return { from, until };
  return { recent: recentDays.find((days) => days === params.get('days')) ?? '30' };
}

/**
 * From the first moment of the first day to the last of the last, in the reader's zone; why it is
 * none.
 */
export function spanOf(period: Period, now: number): { from: number; to: number } | PeriodFault {
  if ('recent' in period) {
    const tomorrow = startOfDay(now, 1);
    return { from: startOfDay(now, 1 - Number(period.recent)), to: tomorrow };
  }
  const span = { from: dateAt(period.from, 0), to: dateAt(period.until, 1) };
  if (span.from >= span.to) return 'backwards';
  return span.to - span.from > maxReportMs ? 'too-long' : span;
}

/** The date of that moment for a date field. */
export function dateOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first moment of that date, or of one so many days later; `undefined`: it is none. */
export function startOf(date: string, daysLater = 0): number | undefined {
  return isDate(date) ? dateAt(date, daysLater) : undefined;
}

/** Days are counted by the calendar: one of them may have 23 hours. */
function startOfDay(at: number, daysLater: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater).getTime();
}

function dateAt(date: string, daysLater: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater).getTime();
}

function isDate(text: string): boolean {
  return /^(19[7-9]|20\d)\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
