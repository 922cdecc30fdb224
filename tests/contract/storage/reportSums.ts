import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { linkWays, reportStates } from '@beside/shared/domain/figures';
import type { CompanyId, RequestId } from '@beside/shared/domain/ids';
import { ratings } from '@beside/shared/domain/survey';
import { outcomes } from '@beside/shared/domain/words';
import { reportGroups, type ReportFilter } from '@beside/shared/protocol/admin/reports';
import type { Storage } from '@beside/signaling-server/ports';
import type { ReportScope } from '@beside/signaling-server/ports/reports';
import { createRequest, createTenant, type Tenant } from './builders.ts';
import { groupsOf, isMeant, totalsOf, type Counted } from './reportModel.ts';
import type { Subject } from './suite.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const begun = 19_700 * dayMs;
const days = 5;
const later = begun + 100 * dayMs;

/** What can become of a session, by one number: the same one for the same number. */
const outcomeOf = (seed: number, { users }: Tenant, companies: readonly CompanyId[]) => {
  const of = <T>(from: readonly T[], by: number): T => from[Math.floor(seed / by) % from.length]!;
  const ms = (by: number) => ((seed * by) % 4 === 0 ? null : (seed * by * 7919) % 150_000);
  return {
    company: of([...companies, null], 1),
    technician: of([null, users[0].id, users[1].id], 3),
    state: of(reportStates, 2),
    taken: seed % 3 !== 0,
    outcome: of([null, ...outcomes], 5),
    rating: of([null, ...ratings], 7),
    ...{ waitingMs: ms(3), answerMs: ms(5), handlingMs: ms(11), sharingMs: ms(13) },
    way: of(linkWays, 11),
  };
};

const literal = (value: string | number | boolean | null): string =>
  value === null ? 'null' : typeof value === 'string' ? `'${value}'` : String(Number(value));

/** Made of sums or of sessions: what reports say of many sessions is true (rule M2). */
export function describeReportSums({ opened, storage, open }: Subject): void {
  let tenant: Tenant;
  let companies: CompanyId[];
  const sessions = new Map<RequestId, Counted>();
  /** Where the file is being written, that goes on as soon as nobody waits for it. */
  const execute = async (sql: string): Promise<void> => {
    for (let isDone = false; !isDone;) {
      try {
        await opened().execute(sql);
        isDone = true;
      } catch (failure) {
        if (!(failure as Error).message.includes('database is locked')) throw failure;
        await setImmediate();
      }
    }
  };

  const add = async (seed: number): Promise<RequestId> => {
    const createdAt = begun + ((seed * 7_919_777) % (days * dayMs));
    const { request } = await createRequest(storage(), tenant, { createdAt });
    const { id, portal } = request;
    sessions.set(id, {
      ...{ id, createdAt, portal: portal.id, company: null, technician: null, state: 'open' },
      ...{ taken: false, outcome: null, rating: null, way: 'none' },
      ...{ waitingMs: null, answerMs: null, handlingMs: null, sharingMs: null },
    });
    return id;
  };
  const change = async (id: RequestId, seed: number): Promise<void> => {
    const now = { ...sessions.get(id)!, ...outcomeOf(seed, tenant, companies) };
    sessions.set(id, now);
    const columns = {
      ...{ company_id: now.company, technician_id: now.technician, state: now.state },
      ...{ taken: now.taken, outcome: now.outcome, rating: now.rating, way: now.way },
      ...{ waiting_ms: now.waitingMs, answer_ms: now.answerMs },
      ...{ handling_ms: now.handlingMs, sharing_ms: now.sharingMs },
    };
    const set = Object.entries(columns).map(([name, value]) => `${name} = ${literal(value)}`);
    await execute(`update session_reports set ${set.join(', ')} where request_id = '${id}'`);
  };
  const remove = async (id: RequestId): Promise<void> => {
    sessions.delete(id);
    await execute(`delete from requests where id = '${id}'`);
  };
  const makeSums = async (by: Storage, most: number, now = later): Promise<number> => {
    const changed = await by.reportSums.changed(later, now, most);
    for (const day of changed) await by.reportSums.make(day, now);
    return changed.length;
  };

  const expectTrue = async (scope: ReportScope, times: readonly number[]): Promise<void> => {
    const { reports } = storage().forAccount(tenant.account.id);
    const meant = [...sessions.values()].filter((one) => isMeant(scope, one));
    expect(await reports.totals(scope)).toEqual(totalsOf(meant));
    expect(await reports.over(scope, times)).toEqual(
      times.slice(1).map((to, at) => {
        const from = times[at] ?? to;
        return totalsOf(meant.filter((one) => one.createdAt >= from && one.createdAt < to));
      }),
    );
    for (const group of reportGroups) {
      const found = await reports.by(scope, group, 10);
      expect(Object.fromEntries(found.map(({ id, totals }) => [id ?? '', totals]))).toEqual(
        groupsOf(meant, group),
      );
    }
  };

  beforeAll(async () => {
    tenant = await createTenant(storage());
    companies = (await storage()
      .forAccount(tenant.account.id)
      .transaction((transaction) =>
        Promise.all(['Acme', 'Bolt'].map((name) => transaction.ensureCompany(name))),
      )) as CompanyId[];
    for (let seed = 1; seed <= 60; seed++) await change(await add(seed), seed * 31);
  });

  const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const scopes = () =>
    fc
      .record({
        state: optional(...reportStates),
        outcome: optional(...outcomes),
        way: optional(...linkWays),
        rating: optional(...ratings),
        company: optional<ReportFilter['company']>(...companies, 'none'),
        technician: optional(tenant.users[0].id),
        portal: optional(tenant.portal.id),
        search: optional('carol'),
        // One at a time is what sums answer: often, then, and now and then none.
        kept: fc.constantFrom(0, 1, 1, 2, 8),
        first: fc.nat({ max: 7 }),
        granted: fc.constantFrom<ReportScope['companies']>('all', 'all', companies.slice(1), []),
        times: fc.uniqueArray(fc.integer({ min: -60, max: (days + 1) * 24 * 60 }), {
          ...{ minLength: 2, maxLength: 7 },
        }),
      })
      .map(({ kept, first, granted, times: minutes, ...filters }) => {
        const names = Object.entries(filters);
        const turned = [...names.slice(first), ...names.slice(0, first)];
        const chosen = turned.filter(([, value]) => value !== undefined).slice(0, kept);
        // Whole hours and days half of the time.
        const times = minutes
          .map((one, at) => begun + (at % 2 === 0 ? one : one - (one % 60)) * 60_000)
          .sort((a, b) => a - b)
          .filter((time, at, all) => time !== all[at - 1]);
        const period = { from: times[0]!, to: times.at(-1)! };
        return {
          scope: { filter: { ...period, ...Object.fromEntries(chosen) }, companies: granted },
          times,
        };
      })
      .filter(({ times }) => times.length > 1);

  test('[M2] whatever has changed, and whenever sums were made: reports say what the sessions say', async () => {
    const steps = fc.record({
      changes: fc.array(fc.nat({ max: 100_000 }), { maxLength: 4 }),
      added: fc.option(fc.nat({ max: 1000 }), { nil: undefined, freq: 1 }),
      removed: fc.option(fc.nat({ max: 1000 }), { nil: undefined, freq: 1 }),
      made: fc.constantFrom(0, 1, 3, 100),
    });
    await fc.assert(
      fc.asyncProperty(steps, scopes(), async (step, { scope, times }) => {
        const ids = [...sessions.keys()];
        for (const seed of step.changes) await change(ids[seed % ids.length]!, seed);
        if (step.added !== undefined) await add(step.added);
        if (step.removed !== undefined) await remove(ids[step.removed % ids.length]!);
        await makeSums(storage(), step.made);
        await expectTrue(scope, times);
      }),
      // Each run goes on from the one before: there is nothing to shrink.
      { numRuns: 20, seed: 32, endOnFailure: true },
    );
  });

  test('[M2] sums are made, on two nodes or one, while sessions change, and nothing is missed', async () => {
    const nodes = [await opened().openAgain(), await opened().openAgain()];
    const period = { from: begun, to: begun + dayMs };
    const scope: ReportScope = { filter: period, companies: 'all' };
    const day = { accountId: tenant.account.id, day: begun };
    const ids = [...sessions.values()].flatMap((one) => (isMeant(scope, one) ? [one.id] : []));
    for (let round = 0; round < 12; round++) {
      await change(ids[round % ids.length]!, round);
      let isMaking = true;
      const makers = nodes.slice(round % nodes.length);
      const making = Promise.all(makers.map((node) => node.reportSums.make(day, later))).finally(
        () => {
          isMaking = false;
        },
      );
      for (let at = 0; isMaking; at++) {
        await change(ids[(round + at) % ids.length]!, at * 97 + round);
        await setImmediate();
      }
      await making;
      await expectTrue(scope, [begun, begun + 7 * hourMs, begun + dayMs]);
    }
    // Who took a day and did not come to an end is not waited for long.
    while ((await makeSums(storage(), 100, later + dayMs)) > 0);
    await expectTrue(scope, [begun, begun + dayMs]);
    for (const node of nodes) await node.close();
  });

  test('[M2] sums are what is read, and the day that goes on is left as it is', async () => {
    const alone = await open();
    const own = await createTenant(alone.storage);
    const now = begun + 2 * dayMs + hourMs;
    for (const createdAt of [begun, begun + dayMs, now - 1]) {
      await createRequest(alone.storage, own, { createdAt });
    }
    const { reportSums } = alone.storage;
    const today = now - (now % dayMs);
    const changed = await reportSums.changed(today, now, 10);
    expect(changed.map(({ day }) => day)).toEqual([begun + dayMs, begun]);
    for (const day of changed) expect(await reportSums.make(day, now)).toBe(true);
    expect(await reportSums.changed(today, now, 10)).toEqual([]);
    await alone.execute('update report_sums set sessions = 100');
    const scope: ReportScope = { filter: { from: begun, to: begun + 3 * dayMs }, companies: 'all' };
    const { reports } = alone.storage.forAccount(own.account.id);
    expect((await reports.totals(scope)).sessions).toBe(201);
    expect((await reports.by(scope, 'portal', 10))[0]?.totals.sessions).toBe(201);
    await alone.dispose();
  });
}
