import type { LinkWay, ReportState } from '@beside/shared/domain/figures';
import type { RequestId } from '@beside/shared/domain/ids';
import type { Outcome } from '@beside/shared/domain/words';
import type { ReportGroup, ReportTotals } from '@beside/shared/protocol/admin/reports';
import type { ReportScope } from '@beside/signaling-server/ports/reports';

/** A session as reports count it. */
export interface Counted {
  id: RequestId;
  createdAt: number;
  portal: string;
  company: string | null;
  technician: string | null;
  state: ReportState;
  taken: boolean;
  outcome: Outcome | null;
  rating: number | null;
  waitingMs: number | null;
  answerMs: number | null;
  handlingMs: number | null;
  sharingMs: number | null;
  way: LinkWay;
}

export function isMeant({ filter, companies }: ReportScope, one: Counted): boolean {
  const is = (wanted: unknown, value: unknown): boolean => wanted === undefined || wanted === value;
  return (
    one.createdAt >= filter.from &&
    one.createdAt < filter.to &&
    (companies === 'all' || companies.some((id) => id === one.company)) &&
    is(filter.portal, one.portal) &&
    is(filter.technician, one.technician) &&
    is(filter.company, one.company ?? 'none') &&
    is(filter.state, one.state) &&
    is(filter.outcome, one.outcome) &&
    is(filter.way, one.way) &&
    is(filter.rating, one.rating)
  );
}

/** What these come to, added up one by one. */
export function totalsOf(all: readonly Counted[]): ReportTotals {
  const count = (is: (one: Counted) => boolean): number => all.filter(is).length;
  const given = (of: (one: Counted) => number | null): number[] =>
    all.map(of).filter((value) => value !== null);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const mean = (values: number[], among = values.length): number | null =>
    among === 0 ? null : sum(values) / among;
  const waited = given((one) => (one.taken ? one.waitingMs : null));
  const unserved = given((one) => (one.state === 'unserved' ? one.waitingMs : null));
  const handled = given((one) => one.handlingMs);
  const shared = given((one) => one.sharingMs);
  const rated = given((one) => one.rating);
  return {
    sessions: all.length,
    open: count(({ state }) => state === 'open'),
    served: count(({ state }) => state === 'served'),
    unserved: count(({ state }) => state === 'unserved'),
    messages: count(({ state }) => state === 'message'),
    resolved: count(({ outcome }) => outcome === 'resolved'),
    unresolved: count(({ outcome }) => outcome === 'unresolved'),
    waitingMs: mean(waited),
    longestWaitingMs: waited.length === 0 ? null : Math.max(...waited),
    taken: waited.length,
    takenSoon: waited.filter((ms) => ms <= 60_000).length,
    unservedMs: mean(
      unserved,
      count(({ state }) => state === 'unserved'),
    ),
    answerMs: mean(given((one) => one.answerMs)),
    handlingMs: mean(handled),
    handledMs: sum(handled),
    shared: shared.length,
    sharingMs: mean(shared),
    direct: count(({ way }) => way === 'direct'),
    relayed: count(({ way }) => way === 'relay' || way === 'both'),
    ratings: rated.length,
    rating: mean(rated),
  };
}

/** The same for each of those who have some, by their ids. */
export function groupsOf(
  all: readonly Counted[],
  group: ReportGroup,
): Record<string, ReportTotals> {
  const groups = Object.groupBy(all, (one) => one[group] ?? '');
  return Object.fromEntries(
    Object.entries(groups).map(([id, those]) => [id, totalsOf(those ?? [])]),
  );
}
