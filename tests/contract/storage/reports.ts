import { expect, test } from 'vitest';
import type { CompanyId, RequestId } from '@beside/shared/domain/ids';
import type { SystemEvent } from '@beside/shared/domain/request';
import {
  reportSorts,
  type ReportFilter,
  type ReportRow,
} from '@beside/shared/protocol/admin/reports';
import type { NewEntry, StoredRequest } from '@beside/signaling-server/ports';
import type { ReportOrder, ReportScope } from '@beside/signaling-server/ports/reports';
import {
  buildMessage,
  createRequest,
  createTenant,
  newMessageId,
  type Tenant,
} from './builders.ts';
import type { Subject } from './suite.ts';

const begun = 1_700_000_000_000;
const everything: ReportFilter = { from: 0, to: begun * 2 };
const all = (filter: Partial<ReportFilter> = {}): ReportScope => ({
  filter: { ...everything, ...filter },
  companies: 'all',
});

const say = (event: SystemEvent, at: number): NewEntry => ({
  kind: 'event',
  id: newMessageId(),
  at,
  event,
});

/** What reports count, and how it is read (rule M2). */
export function describeReports({ storage, opened }: Subject): void {
  /** Changes a request as the desk does, and says something. */
  const move = async (
    tenant: Tenant,
    id: RequestId,
    at: number,
    changes: Partial<StoredRequest['request']>,
    entries: NewEntry[] = [],
  ): Promise<void> => {
    await storage()
      .forAccount(tenant.account.id)
      .transaction(async (transaction) => {
        const row = (await transaction.lockRequest(id))!;
        for (const entry of entries) await transaction.append(id, entry);
        await transaction.saveRequest({
          ...row,
          request: { ...row.request, ...changes, phaseSince: at },
        });
      });
  };

  test('[M2] a session is counted by the transactions that change it', async () => {
    const tenant = await createTenant(storage());
    const { reports, ...account } = storage().forAccount(tenant.account.id);
    const { request } = await createRequest(storage(), tenant);
    const [user] = tenant.users;
    const assignee = { id: user.id, name: user.name };
    expect(await reports.row(request.id)).toMatchObject({ state: 'open', waitingMs: null });

    await move(tenant, request.id, begun + 5_000, { phase: 'assigned', assignee });
    await account.transaction((transaction) =>
      transaction.append(request.id, {
        ...buildMessage(),
        at: begun + 9_000,
        from: { party: 'technician', ...assignee },
      } as NewEntry),
    );
    await move(tenant, request.id, begun + 10_000, { phase: 'active' }, [
      say({ code: 'share-started', surface: 'window' }, begun + 10_000),
      say({ code: 'path-changed', path: 'direct' }, begun + 11_000),
    ]);
    await move(tenant, request.id, begun + 20_000, { phase: 'ended' }, [
      say({ code: 'path-changed', path: 'relay' }, begun + 12_000),
      say({ code: 'share-ended', why: 'ended' }, begun + 20_000),
    ]);
    await move(tenant, request.id, begun + 30_000, { phase: 'closed', outcome: 'resolved' });
    expect(await reports.row(request.id)).toMatchObject({
      state: 'served',
      technician: assignee,
      outcome: 'resolved',
      waitingMs: 5_000,
      answerMs: 9_000,
      handlingMs: 15_000,
      sharingMs: 10_000,
      way: 'both',
    });
  });

  test('[M2] what is undone is not counted', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const { request } = await createRequest(storage(), tenant);
    const failing = account.transaction(async (transaction) => {
      const row = (await transaction.lockRequest(request.id))!;
      await transaction.append(request.id, say({ code: 'path-changed', path: 'relay' }, begun));
      await transaction.saveRequest({ ...row, request: { ...row.request, phase: 'ended' } });
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await account.reports.row(request.id)).toMatchObject({ state: 'open', way: 'none' });
  });

  /** Sessions with all kinds of figures, many of them the same, some of them missing. */
  const createMany = async (): Promise<{ tenant: Tenant; rows: ReportRow[] }> => {
    const tenant = await createTenant(storage());
    const { reports } = storage().forAccount(tenant.account.id);
    const ids: RequestId[] = [];
    for (let at = 0; at < 30; at++) {
      const createdAt = begun + (at % 9) * 60_000;
      const { request } = await createRequest(storage(), tenant, { createdAt });
      ids.push(request.id);
    }
    const value = (at: number, of: number): string =>
      (at * of) % 4 === 0 ? 'null' : String((at * of) % 7);
    await opened().execute(
      ids
        .map(
          (id, at) => `update session_reports set
            waiting_ms = ${value(at, 3)}, answer_ms = ${value(at, 5)}, taken = ${at % 2},
            handling_ms = ${value(at, 11)}, sharing_ms = ${value(at, 13)},
            rating = ${at % 3 === 0 ? 'null' : (at % 5) + 1},
            state = '${['open', 'served', 'unserved'][at % 3]!}',
            outcome = ${['null', "'resolved'", "'unresolved'"][at % 3]!},
            way = '${['none', 'direct', 'relay', 'both'][at % 4]!}'
            where request_id = '${id}';`,
        )
        .join('\n'),
    );
    const rows = await reports.page(all(), { sort: 'started', order: 'asc' }, 1000);
    expect(rows).toHaveLength(30);
    return { tenant, rows };
  };

  const figure = (row: ReportRow, sort: ReportOrder['sort']): number | null =>
    ({
      started: row.createdAt,
      waiting: row.waitingMs,
      answer: row.answerMs,
      handling: row.handlingMs,
      sharing: row.sharingMs,
      rating: row.rating,
    })[sort];

  test('[M2] in every order, page after page, each session comes once and in its place', async () => {
    const { tenant, rows } = await createMany();
    const { reports } = storage().forAccount(tenant.account.id);
    for (const sort of reportSorts) {
      for (const order of ['asc', 'desc'] as const) {
        const sign = order === 'asc' ? 1 : -1;
        const wanted = rows.toSorted((a, b) => {
          const [x, y] = [figure(a, sort), figure(b, sort)];
          if (x === null || y === null) {
            return x === y ? (a.id < b.id ? 1 : -1) : x === null ? 1 : -1;
          }
          return sign * (x - y || (a.id < b.id ? -1 : 1));
        });
        const read: ReportRow[] = [];
        for (let after: ReportOrder['after']; ;) {
          const page = await reports.page(all(), { sort, order, after }, 7);
          read.push(...page);
          const last = page.at(-1);
          if (!last) break;
          after = { value: figure(last, sort), id: last.id };
        }
        expect({ sort, order, ids: read.map(({ id }) => id) }).toEqual({
          sort,
          order,
          ids: wanted.map(({ id }) => id),
        });
      }
    }
  });

  test('[M2] filters leave what they say, in lists, counts, sums, spans and groups alike', async () => {
    const { tenant, rows } = await createMany();
    const { reports } = storage().forAccount(tenant.account.id);
    const cases: [Partial<ReportFilter>, (row: ReportRow) => boolean][] = [
      [{}, () => true],
      [{ state: 'served' }, ({ state }) => state === 'served'],
      [{ outcome: 'unresolved' }, ({ outcome }) => outcome === 'unresolved'],
      [{ rating: 2, way: 'direct' }, ({ rating, way }) => rating === 2 && way === 'direct'],
      [
        { from: begun + 60_000, to: begun + 180_000 },
        ({ createdAt }) => createdAt >= begun + 60_000 && createdAt < begun + 180_000,
      ],
      [{ search: 'CAROL' }, () => true],
      [{ search: '100%' }, () => false],
      [{ search: rows[3]!.id }, ({ id }) => id === rows[3]!.id],
      [{ portal: tenant.portal.id, company: 'none' }, () => true],
      [{ technician: tenant.users[0].id }, () => false],
    ];
    for (const [filter, isMeant] of cases) {
      const scope = all(filter);
      const wanted = rows.filter(isMeant);
      const found = await reports.page(scope, { sort: 'waiting', order: 'desc' }, 1000);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(wanted.map(({ id }) => id)));
      expect(await reports.count(scope, 1000)).toBe(wanted.length);
      const totals = await reports.totals(scope);
      const of = (state: string): number => wanted.filter((row) => row.state === state).length;
      const mean = (numbers: (number | null)[]): number | null => {
        const known = numbers.filter((number) => number !== null);
        return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
      };
      expect(totals).toMatchObject({
        sessions: wanted.length,
        open: of('open'),
        served: of('served'),
        unserved: of('unserved'),
        handlingMs: mean(wanted.map(({ handlingMs }) => handlingMs)),
        rating: mean(wanted.map(({ rating }) => rating)),
        relayed: wanted.filter(({ way }) => way === 'relay' || way === 'both').length,
      });
      const { from, to } = scope.filter;
      const over = await reports.over(scope, [from, Math.min(begun + 120_000, to - 1), to]);
      expect(over).toHaveLength(2);
      expect(over[0]!.sessions + over[1]!.sessions).toBe(wanted.length);
      const groups = await reports.by(scope, 'portal', 10);
      expect(groups.map(({ id, totals: { sessions } }) => [id, sessions])).toEqual(
        wanted.length === 0 ? [] : [[tenant.portal.id, wanted.length]],
      );
    }
    expect(await reports.count(all(), 10)).toBe(10);
    expect(await reports.by(all(), 'technician', 10)).toMatchObject([{ id: null, name: '' }]);
  });

  test('[T12] reports end at the account, and at the companies that are granted', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const companyId = (await account.transaction((transaction) =>
      transaction.ensureCompany('Acme'),
    )) as CompanyId;
    const mine = await createRequest(storage(), tenant, { companyId });
    await createRequest(storage(), tenant);
    const stranger = await createTenant(storage());
    const foreign = await createRequest(storage(), stranger);
    const limited: ReportScope = { filter: everything, companies: [companyId] };
    const order = { sort: 'started', order: 'desc' } as const;
    const page = await account.reports.page(limited, order, 10);
    expect(page.map(({ id }) => id)).toEqual([mine.request.id]);
    expect(await account.reports.totals(limited)).toMatchObject({ sessions: 1 });
    expect(await account.reports.by(limited, 'company', 10)).toMatchObject([
      { id: companyId, name: 'Acme' },
    ]);
    expect(await account.reports.count({ ...limited, companies: [] }, 10)).toBe(0);
    expect(await account.reports.row(foreign.request.id)).toBeUndefined();
    expect(await account.reports.totals(all())).toMatchObject({ sessions: 2 });
  });
}
