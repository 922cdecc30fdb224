import { request as httpRequest } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanyId, RequestId } from '@beside/shared/domain/ids';
import { parseCsv } from '@beside/shared/domain/csv';
import type { AdminInput, AdminName, AdminOutput } from '@beside/shared/protocol/admin';
import type { Reply } from '@beside/shared/protocol/errors';
import {
  enterAsCustomer,
  enterAsTechnician,
  openRequest,
  postJson,
  signIn,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { pourSessions } from '../../support/installation/manySessions.ts';
import { writeBehind } from '../../support/installation/writeBehind.ts';

let installation: TestInstallation;
let url: string;
let manager: string;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  manager = await signIn(url, 'manager@demo.test');
});
afterAll(() => installation.close());

const dayMs = 24 * 60 * 60_000;
const period = { from: Date.now() - 365 * dayMs, to: Date.now() + dayMs };

async function send(name: AdminName, input: unknown, cookie = manager): Promise<Reply<unknown>> {
  const response = await postJson(`${url}/api/admin/${name}`, input, cookie ? { cookie } : {});
  return (await response.json()) as Reply<unknown>;
}

async function ask<K extends AdminName>(
  name: K,
  input: AdminInput<K>,
  cookie = manager,
): Promise<AdminOutput<K>> {
  const reply = await send(name, input, cookie);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.field ?? ''}`);
  return reply.data as AdminOutput<K>;
}

const codeOf = async (answer: Promise<Reply<unknown>>): Promise<string> => {
  const reply = await answer;
  return reply.ok ? 'ok' : [reply.error.code, reply.error.field].filter(Boolean).join(' ');
};

function table(csv: string): Record<string, string>[] {
  const [head, ...rows] = parseCsv(csv)!;
  return rows.map(({ cells }) =>
    Object.fromEntries(head!.cells.map((name, at) => [name, cells[at]!])),
  );
}

const csvPath = (list: object): string =>
  `/api/admin/reports/sessions.csv?list=${encodeURIComponent(JSON.stringify(list))}`;

/** What was written down of who looked. */
const accesses = (act: string): unknown[] => {
  const database = new DatabaseSync(join(installation.dataDir, 'beside.sqlite'), {
    readOnly: true,
  });
  try {
    return database
      .prepare('select act, subject_id, detail from audit where act = ? order by seq')
      .all(act)
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
};

test('[M2] a session stands in the reports with what was said, and that it was read is kept', async () => {
  const customer = await enterAsCustomer(url, { name: 'Rita Report', question: 'Does it count?' });
  const technician = await enterAsTechnician(url);
  const { requestId } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await technician.request('chat:post', { requestId, id: uuidV7(), text: 'It does.' });
  await technician.request('request:end', { requestId });
  await technician.request('request:close', { requestId, outcome: 'resolved', notes: 'Counted.' });
  await customer.request('survey:send', { requestId, rating: 4, words: 'Fine' });

  const { rows } = await ask('reports/sessions', { ...period, search: 'rita' });
  expect(rows).toMatchObject([
    {
      id: requestId,
      state: 'served',
      outcome: 'resolved',
      rating: 4,
      technician: { name: 'Toni Technician' },
      sharingMs: null,
    },
  ]);
  for (const span of ['waitingMs', 'answerMs', 'handlingMs'] as const) {
    expect(rows[0]![span]).toBeTypeOf('number');
  }
  const session = await ask('reports/session', { id: requestId });
  expect(session).toMatchObject({
    details: { notes: 'Counted.', survey: { rating: 4, words: 'Fine' } },
    more: false,
  });
  const lines = session.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : []));
  expect(lines).toEqual(['Does it count?', 'It does.']);
  expect(accesses('transcript-read')).toContainEqual({
    ...{ act: 'transcript-read', subject_id: requestId, detail: '{}' },
  });
  const { totals, over } = await ask('reports/summary', {
    ...period,
    from: Date.now() - dayMs,
    zone: 'Europe/Madrid',
  });
  expect(totals).toMatchObject({ served: 1, resolved: 1, ratings: 1, rating: 4 });
  expect(over.reduce((sum, span) => sum + span.totals.sessions, 0)).toBe(totals.sessions);
  const { groups } = await ask('reports/groups', { ...period, group: 'technician' });
  expect(groups).toContainEqual(
    expect.objectContaining({
      name: 'Toni Technician',
      totals: expect.objectContaining({ served: 1 }),
    }),
  );
  customer.close();
  technician.close();
});

test('[M2] without the right, or signed in as nobody, there are no reports', async () => {
  const technician = await signIn(url, 'tech2@demo.test');
  expect(await codeOf(send('reports/sessions', period, technician))).toBe('forbidden');
  expect(await codeOf(send('reports/sessions', period, ''))).toBe('not-authenticated');
  const csv = async (headers: Record<string, string>) =>
    (await fetch(`${url}${csvPath(period)}`, { headers })).status;
  expect(await csv({ cookie: technician })).toBe(403);
  expect(await csv({})).toBe(401);
  const { token } = await openRequest(url);
  expect(await csv({ authorization: `Bearer ${token}` })).toBe(404);
  expect(await csv({ cookie: manager, origin: 'https://evil.test' })).toBe(404);
});

test('[T12] who sees one company finds its sessions, and no others by any way', async () => {
  const own = await openRequest(url, { name: 'Own' });
  const other = await openRequest(url, { name: 'Other' });
  const [accountId, companyId] = await writeBehind(installation, (database) => {
    const { id } = database.prepare('select id from accounts').get() as { id: string };
    database.exec(
      `update users set rights = '{"see-reports":true}' where email_key = 'tech2@demo.test'`,
    );
    return [id as never, '09000000-0000-4000-8000-000000000001' as CompanyId];
  });
  const company = await installation.companies.add(accountId, 'Granted');
  expect(company.id).not.toBe(companyId);
  await installation.companies.move(accountId, own.requestId, company.id);
  const user = await writeBehind(
    installation,
    (database) =>
      (
        database.prepare(`select id from users where email_key = 'tech2@demo.test'`).get() as {
          id: string;
        }
      ).id,
  );
  await installation.companies.grant(accountId, user as never, [company.id]);
  const limited = await signIn(url, 'tech2@demo.test');
  const { rows, count } = await ask('reports/sessions', period, limited);
  expect(rows.map(({ id }) => id)).toEqual([own.requestId]);
  expect(count).toEqual({ sessions: 1, more: false });
  expect(await codeOf(send('reports/session', { id: other.requestId }, limited))).toBe('not-found');
  expect(await codeOf(send('reports/entries', { id: other.requestId, after: 0 }, limited))).toBe(
    'not-found',
  );
  const { companies, noCompany } = await ask('reports/choices', {}, limited);
  expect({ companies, noCompany }).toEqual({ companies: [company], noCompany: false });
  const csv = await fetch(`${url}${csvPath(period)}`, { headers: { cookie: limited } });
  expect(table(await csv.text()).map(({ id }) => id)).toEqual([own.requestId]);
});

test('[M2] nonsense is refused, and says where it is', async () => {
  const sessions = (more: object): Promise<string> =>
    codeOf(send('reports/sessions', { ...period, ...more }));
  expect(await sessions({ from: period.to, to: period.from })).toBe('bad-request to');
  expect(await sessions({ from: 0, to: 8.64e15 })).toBe('bad-request to');
  expect(await sessions({ from: -1 })).toBe('bad-request from');
  expect(await sessions({ from: 'yesterday' })).toBe('bad-request from');
  expect(await sessions({ sort: 'token_hash' })).toBe('bad-request sort');
  expect(await sessions({ technician: "' or 1=1" })).toBe('bad-request technician');
  expect(await sessions({ rating: 6 })).toBe('bad-request rating');
  expect(await sessions({ nonsense: 1 })).toBe('bad-request');
  expect(await sessions({ after: 'nonsense' })).toBe('bad-request after');
  expect(await codeOf(send('reports/summary', { ...period, zone: 'Mars/Olympus' }))).toBe(
    'bad-request zone',
  );
  const csv = async (list: string) =>
    (
      await fetch(`${url}/api/admin/reports/sessions.csv?list=${list}`, {
        headers: { cookie: manager },
      })
    ).status;
  expect([await csv('{'), await csv('null'), await csv('{"from":1,"to":0}')]).toEqual([
    400, 400, 400,
  ]);
});

test('[M2] an export has each session once, harmless to spreadsheets, and is not held in memory', async () => {
  const count = 3_000;
  const { from, to } = await pourSessions(installation, count, {
    name: '=HYPERLINK("https://evil.test")',
    question: 'a "b",\nc',
  });
  const list = { from, to, sort: 'waiting', order: 'asc' };
  const headers = { cookie: manager };
  const answer = await fetch(`${url}${csvPath(list)}`, { headers });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=sessions.csv');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const rows = table(await answer.text());
  expect(rows).toHaveLength(count);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
  expect(rows[0]).toMatchObject({
    customer: `'=HYPERLINK("https://evil.test")`,
    question: 'a "b",\nc',
    waiting_seconds: '0',
  });
  // Who goes away in the middle harms nobody.
  await new Promise<void>((resolve) => {
    httpRequest(`${url}${csvPath(list)}`, { headers }, (response) => {
      response.once('data', () => response.destroy());
      response.once('close', () => resolve());
    }).end();
  });
  expect(accesses('report-exported').length).toBeGreaterThanOrEqual(2);
  expect(installation.log.filter((line) => line.includes('a request failed'))).toEqual([]);
});

test('[M2] pages follow each other by marks that are good for their own list alone', async () => {
  const list = { from: 1000, to: 2000, sort: 'waiting', order: 'desc' } as const;
  const seen: RequestId[] = [];
  let after: string | undefined;
  for (let page = 0; page < 3; page++) {
    const { rows, next, count } = await ask('reports/sessions', {
      ...list,
      ...(after && { after }),
    });
    seen.push(...rows.map(({ id }) => id));
    expect(rows).toHaveLength(50);
    expect(count.more).toBe(false);
    after = next!;
  }
  expect(new Set(seen).size).toBe(150);
  const misused = [
    { ...list, order: 'asc' },
    { ...list, state: 'served' },
    { ...list, to: 2001 },
  ].map((other) => codeOf(send('reports/sessions', { ...other, after })));
  expect(new Set(await Promise.all(misused))).toEqual(new Set(['bad-request after']));
  const administrator = await signIn(url, 'admin@demo.test');
  expect(await codeOf(send('reports/sessions', { ...list, after }, administrator))).toBe('ok');
});
