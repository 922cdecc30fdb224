import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkWays, reportStates } from '@beside/shared/domain/figures';
import type { CompanyId, RequestId } from '@beside/shared/domain/ids';
import { ratings } from '@beside/shared/domain/survey';
import { outcomes } from '@beside/shared/domain/words';
import {
  reportSorts,
  type ReportFilter,
  type ReportRow,
  type ReportSort,
} from '@beside/shared/protocol/admin/reports';
import type { Storage } from '@beside/signaling-server/ports';
import type { ReportOrder, ReportScope } from '@beside/signaling-server/ports/reports';
import { createRequest, createTenant, type Tenant } from './builders.ts';
import type { Subject } from './suite.ts';

const begun = 1_700_000_000_000;
const sessions = 48;
/** Words with what a search could stumble over, in several scripts. */
const words = [
  ...['Ann O’Neill', 'ann@example.test', '100% "sure"', 'Straße_12', 'ÅNGSTRÖM', 'a!b*c'],
  ...["it's -NOT- (off)", '東京支店', 'x', ''],
];
const searches = [
  ...['ann', 'ANN', 'nn@ex', '100%', '% "s', '"', '"""', '_12', 'straße', 'ångs', 'a!b', '*c'],
  ...[
    "it's",
    'not-',
    'NEAR(',
    'OR',
    '東京支',
    '東京',
    'x',
    'nobody',
    '(off)',
    '\u0000ab',
    '\ud800ab',
  ],
];

/** However it is found: the answers are those of reading all and looking at each (rule M2). */
export function describeReportAnswers({ opened, storage }: Subject): void {
  let tenant: Tenant;
  let rows: ReportRow[];
  let companies: CompanyId[];
  /** One that puts what it has found in order, one that reads in order from two on, one between. */
  const readers: Storage[] = [];

  beforeAll(async () => {
    tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    companies = (await account.transaction((transaction) =>
      Promise.all(['Acme', 'Bolt'].map((name) => transaction.ensureCompany(name))),
    )) as CompanyId[];
    const of = <T>(from: readonly T[], at: number): T => from[at % from.length]!;
    const changes: string[] = [];
    const ids: RequestId[] = [];
    for (let at = 0; at < sessions; at++) {
      const { request } = await createRequest(storage(), tenant, {
        createdAt: begun + ((at * 7) % 11) * 60_000,
        companyId: of([...companies, null], at * 5 + (at >> 2)),
        customer: { name: of(words, at), email: null, company: null, phone: null },
        question: of(words, at * 3 + 1),
      });
      ids.push(request.id);
      const number = (by: number): string => ((at * by) % 4 === 0 ? 'null' : String((at * by) % 9));
      const text = (value: string | null): string => (value === null ? 'null' : `'${value}'`);
      changes.push(`update session_reports set waiting_ms = ${number(3)}, answer_ms = ${number(5)},
        handling_ms = ${number(11)}, sharing_ms = ${number(13)}, taken = ${at % 2},
        rating = ${of(['null', ...ratings], at * 7)}, state = '${of(reportStates, at >> 1)}',
        outcome = ${text(of([null, ...outcomes], at * 3))}, way = '${of(linkWays, at >> 2)}',
        technician_id = ${text(of([null, tenant.users[0].id], at >> 3))}
        where request_id = '${request.id}';`);
    }
    await opened().execute(changes.join('\n'));
    rows = await Promise.all(ids.map(async (id) => (await account.reports.row(id))!));
    for (const manySessions of [20_000, 40, 2]) {
      readers.push(await opened().openAgain({ limits: { manySessions } }));
    }
  });
  afterAll(() => Promise.all(readers.map((reader) => reader.close())));

  const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const scopes = () =>
    fc
      .record({
        from: fc.integer({ min: 0, max: 10 }),
        minutes: fc.integer({ min: 1, max: 12 }),
        state: optional(...reportStates),
        outcome: optional(...outcomes),
        way: optional(...linkWays),
        rating: optional(...ratings),
        company: optional<ReportFilter['company']>(...companies, 'none'),
        technician: optional(tenant.users[0].id),
        portal: optional(tenant.portal.id),
        search: optional(...searches, rows[5]!.id),
        // Most filters leave something more often than not.
        kept: fc.integer({ min: 0, max: 255 }),
        granted: fc.constantFrom<ReportScope['companies']>('all', 'all', companies.slice(1), []),
      })
      .map(({ from, minutes, kept, granted, ...filters }): ReportScope => {
        const chosen = Object.entries(filters).filter(
          ([, value], at) => value !== undefined && (kept & (kept >> 3) & (1 << (at % 6))) !== 0,
        );
        const start = begun + from * 60_000;
        return {
          filter: { from: start, to: start + minutes * 60_000, ...Object.fromEntries(chosen) },
          companies: granted,
        };
      });

  const isMeant = ({ filter, companies: granted }: ReportScope, row: ReportRow): boolean => {
    const is = (wanted: unknown, value: unknown): boolean =>
      wanted === undefined || wanted === value;
    const told = [row.customer.name, row.question].filter(Boolean).join('\n').toLowerCase();
    const search = filter.search?.replaceAll('\u0000', '\ufffd').toWellFormed().toLowerCase();
    return (
      row.createdAt >= filter.from &&
      row.createdAt < filter.to &&
      (granted === 'all' || (row.company !== null && granted.includes(row.company.id))) &&
      is(filter.state, row.state) &&
      is(filter.outcome, row.outcome) &&
      is(filter.way, row.way) &&
      is(filter.rating, row.rating) &&
      is(filter.company, row.company?.id ?? 'none') &&
      is(filter.technician, row.technician?.id) &&
      is(filter.portal, row.portal.id) &&
      (search === undefined || row.id === search || told.includes(search))
    );
  };

  const figureOf = (row: ReportRow, sort: ReportSort): number | null =>
    sort === 'started' ? row.createdAt : sort === 'rating' ? row.rating : row[`${sort}Ms`];

  const inOrder = (some: ReportRow[], { sort, order }: ReportOrder): ReportRow[] =>
    some.toSorted((a, b) => {
      const [x, y] = [figureOf(a, sort), figureOf(b, sort)];
      if (x === null || y === null) return x === y ? (a.id < b.id ? 1 : -1) : x === null ? 1 : -1;
      return (order === 'asc' ? 1 : -1) * (x - y || (a.id < b.id ? -1 : 1));
    });

  test('[M2] whatever is filtered and sorted, pages and counts are as if each session was looked at', async () => {
    const orders = fc.record({
      sort: fc.constantFrom(...reportSorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      size: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(scopes(), orders, async (scope, { size, ...order }) => {
        const wanted = inOrder(
          rows.filter((row) => isMeant(scope, row)),
          order,
        );
        for (const reader of readers) {
          const { reports } = reader.forAccount(tenant.account.id);
          const read: ReportRow[] = [];
          for (let after: ReportOrder['after']; ;) {
            const page = await reports.page(scope, { ...order, after }, size);
            read.push(...page);
            const last = page.at(-1);
            if (!last) break;
            after = { value: figureOf(last, order.sort), id: last.id };
          }
          expect(read).toEqual(wanted);
          expect(await reports.count(scope, 1000)).toBe(wanted.length);
          const groups = await reports.by(scope, 'company', 10);
          const grouped = groups.reduce((sum, { totals }) => sum + totals.sessions, 0);
          const { sessions, relayed, ratings } = await reports.totals(scope);
          expect({ grouped, sessions, relayed, ratings }).toEqual({
            grouped: wanted.length,
            sessions: wanted.length,
            relayed: wanted.filter(({ way }) => way === 'relay' || way === 'both').length,
            ratings: wanted.filter(({ rating }) => rating !== null).length,
          });
        }
      }),
      { numRuns: 30, seed: 31 },
    );
  });

  test('[M2] what a customer is called from now on is found, and what they were called is not', async () => {
    const account = storage().forAccount(tenant.account.id);
    const { request } = await createRequest(storage(), tenant, { createdAt: begun - 1 });
    const found = async (search: string): Promise<RequestId[]> => {
      const scope: ReportScope = { filter: { from: 0, to: begun, search }, companies: 'all' };
      const page = await account.reports.page(scope, { sort: 'started', order: 'asc' }, 10);
      return page.map(({ id }) => id);
    };
    expect(await found('carol@')).toEqual([request.id]);
    await account.transaction(async (transaction) => {
      const row = (await transaction.lockRequest(request.id))!;
      const customer = { ...row.request.customer, email: 'dora@example.test' };
      await transaction.saveRequest({ ...row, request: { ...row.request, customer } });
    });
    expect(await found('dora@')).toEqual([request.id]);
    expect(await found('carol@')).toEqual([]);
  });
}
