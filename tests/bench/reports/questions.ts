import type { CompanyId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import {
  maxCounted,
  reportSorts,
  sessionsPerPage,
  type ReportFilter,
} from '@beside/shared/protocol/admin/reports';
import type { ReportOrder, ReportStorage } from '@beside/signaling-server/ports/reports';
import { cutPeriod } from '@beside/signaling-server/desk/reportSpans';
import { periodMs, yearMs, type Generated } from './generate.ts';

export interface Question {
  name: string;
  ask(at: number): Promise<unknown>;
}

const dayMs = 24 * 60 * 60_000;
const periods = { '30 days': 30 * dayMs, '1 year': yearMs, 'all, 2 years': periodMs };

/** What a reader of reports asks; `at` varies the values from time to time. */
export function questionsOf(reports: ReportStorage, generated: Generated): Question[] {
  const { endsAt } = generated;
  const period = (ms: number): ReportFilter => ({ from: endsAt - ms, to: endsAt });
  /** As one page is made: the rows, and how many there are. */
  const page = async (
    filter: ReportFilter,
    order: ReportOrder,
    companies: GrantedCompanies = 'all',
  ): Promise<void> => {
    await Promise.all([
      reports.page({ filter, companies }, order, sessionsPerPage + 1),
      reports.count({ filter, companies }, maxCounted),
    ]);
  };
  const chart = (filter: ReportFilter, companies: GrantedCompanies = 'all'): Promise<unknown> => {
    const { times } = cutPeriod(filter.from, filter.to, 'Europe/Berlin');
    return reports.over({ filter, companies }, times);
  };
  const threeCompanies = (at: number): CompanyId[] =>
    [at, at + 1, at + 2].map((one) => generated.company(one) as CompanyId);
  const desc = { order: 'desc' } as const;
  const questions: Question[] = [];
  for (const [name, ms] of Object.entries(periods)) {
    for (const sort of reportSorts) {
      questions.push({
        name: `page, by ${sort}, ${name}`,
        ask: (at) => page(period(ms), { sort, order: at % 2 === 0 ? 'asc' : 'desc' }),
      });
    }
    const technician = (at: number) => generated.technician(at) as UserId;
    questions.push(
      {
        name: `page, of one technician by handling, ${name}`,
        ask: (at) =>
          page({ ...period(ms), technician: technician(at) }, { sort: 'handling', ...desc }),
      },
      {
        name: `page, of one portal, unresolved, ${name}`,
        ask: (at) =>
          page(
            { ...period(ms), portal: generated.portal(at) as PortalId, outcome: 'unresolved' },
            { sort: 'started', ...desc },
          ),
      },
      {
        name: `page, of three companies by waiting, ${name}`,
        ask: (at) => page(period(ms), { sort: 'waiting', ...desc }, threeCompanies(at)),
      },
      {
        name: `page, badly rated and relayed, by sharing, ${name}`,
        ask: () => page({ ...period(ms), rating: 2, way: 'relay' }, { sort: 'sharing', ...desc }),
      },
      {
        name: `page, never served, by handling, ${name}`,
        ask: () => page({ ...period(ms), state: 'unserved' }, { sort: 'handling', ...desc }),
      },
      {
        name: `page, a customer by words, ${name}`,
        ask: (at) =>
          page(
            { ...period(ms), search: `c${at * 7 + 10_000}@example` },
            { sort: 'started', ...desc },
          ),
      },
      {
        name: `sums, ${name}`,
        ask: () => reports.totals({ filter: period(ms), companies: 'all' }),
      },
      { name: `chart, ${name}`, ask: () => chart(period(ms)) },
      {
        name: `technicians, ${name}`,
        ask: () => reports.by({ filter: period(ms), companies: 'all' }, 'technician', 1000),
      },
      {
        name: `portals, ${name}`,
        ask: () => reports.by({ filter: period(ms), companies: 'all' }, 'portal', 1000),
      },
      {
        name: `chart of a portal, ${name}`,
        ask: (at) => chart({ ...period(ms), portal: generated.portal(at) as PortalId }),
      },
      {
        name: `chart of three companies, ${name}`,
        ask: (at) => chart(period(ms), threeCompanies(at)),
      },
      {
        name: `chart of those served and resolved, ${name}`,
        ask: () => chart({ ...period(ms), state: 'served', outcome: 'resolved' }),
      },
      // What no sums answer.
      {
        name: `chart of those of a portal unresolved, ${name}`,
        ask: (at) =>
          chart({
            ...period(ms),
            portal: generated.portal(at) as PortalId,
            outcome: 'unresolved',
          }),
      },
      {
        name: `technicians of a portal, ${name}`,
        ask: (at) => {
          const filter = { ...period(ms), portal: generated.portal(at) as PortalId };
          return reports.by({ filter, companies: 'all' }, 'technician', 1000);
        },
      },
      {
        name: `technicians for three companies, ${name}`,
        ask: (at) => {
          const scope = { filter: period(ms), companies: threeCompanies(at) };
          return reports.by(scope, 'technician', 1000);
        },
      },
      {
        name: `technicians of those served, ${name}`,
        ask: () => {
          const filter = { ...period(ms), state: 'served' } as const;
          return reports.by({ filter, companies: 'all' }, 'technician', 1000);
        },
      },
    );
  }
  questions.push(
    {
      name: 'page in the middle of all, by started',
      ask: (at) =>
        page(period(periodMs), {
          sort: 'started',
          ...desc,
          after: { value: endsAt - yearMs - at * dayMs, id: generated.session(1) as RequestId },
        }),
    },
    {
      name: 'page in the middle of all, by waiting',
      ask: (at) =>
        page(period(periodMs), {
          sort: 'waiting',
          ...desc,
          after: { value: 225_000 + at * 100, id: generated.session(1) as RequestId },
        }),
    },
    {
      name: 'one session',
      ask: (at) => reports.row(generated.session(at * 997) as RequestId),
    },
  );
  return questions;
}
