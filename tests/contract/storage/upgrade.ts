import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { defaultFields } from '@beside/shared/domain/portal';
import type { Subject } from './suite.ts';

const foundation = readFileSync(new URL('releases/0001Foundation.sql', import.meta.url), 'utf8');
const accountId = '01980000-0000-7000-8000-000000000001' as AccountId;
const requestId = '01980000-0000-7000-8000-000000000004' as RequestId;

/** What an earlier release left is brought up to date, and nothing of it is lost. */
export function describeUpgrade({ open }: Subject): void {
  test('[R1] what was there before types and modes is a SmartBox in web mode, and its requests wait on', async () => {
    const { storage, dispose } = await open(foundation);
    expect((await storage.directory.portalBySlug('acme'))?.portal).toMatchObject({
      name: 'Support',
      type: 'smart-box',
      mode: 'web',
      settings: { fields: defaultFields('smart-box') },
      technicians: [],
    });
    const account = storage.forAccount(accountId);
    expect(await account.waiting()).toMatchObject([{ id: requestId, queuedAt: 77, passed: [] }]);
    expect(await account.request(requestId)).toMatchObject({
      request: { phase: 'waiting', customer: { name: 'Grace' }, question: 'Where is the button?' },
    });
    expect(await account.requests(10, 'all', { search: 'BUTTON' })).toMatchObject([
      { id: requestId },
    ]);
    // Whoever is not there any more is given up, like everybody else.
    expect(await storage.due.claim(Date.now(), 10, 1)).toEqual([]);
    const due = await storage.due.claim(Date.now() + 61_000, 10, Number.MAX_SAFE_INTEGER);
    expect(due).toMatchObject([{ kind: 'leaving', subject: requestId }]);
    await dispose();
  });

  test('[T12] whoever was there before sees everything, and earlier requests are found', async () => {
    const email = "update requests set customer_email = ' Grace@Acme.test';";
    const { storage, dispose } = await open(`${foundation}\n${email}`);
    const account = storage.forAccount(accountId);
    const { id } = (await storage.directory.userByEmail('ada@acme.test'))!;
    expect(await account.grants(id)).toBe('all');
    expect(await account.companies()).toEqual([]);
    const { request } = (await account.request(requestId))!;
    expect(request.companyId).toBeNull();
    const other = { ...request, id: '01980000-0000-7000-8000-000000000009' as RequestId };
    const previous = await account.previous(other, 9, 'all', undefined);
    expect(previous.map((row) => row.id)).toEqual([requestId]);
    await dispose();
  });

  test('[M2] sessions of an earlier release are counted from their conversations', async () => {
    const said = (seq: number, kind: string, at: number, body: object): string =>
      `insert into entries values ('${requestId}', ${seq}, 'entry-${seq}', '${kind}', ${at},
        '${JSON.stringify(body)}');`;
    const by = { id: '01980000-0000-7000-8000-000000000002', name: 'Ada' };
    const served = [
      `update requests set phase = 'closed', phase_since = 9077, outcome = 'resolved',
        assignee_id = '${by.id}', last_seq = 5;`,
      said(2, 'event', 1077, { event: { code: 'assigned', by } }),
      said(3, 'message', 2077, { from: { party: 'technician', ...by }, text: 'Hello' }),
      said(4, 'event', 3077, { event: { code: 'share-started', surface: 'window' } }),
      said(5, 'event', 7077, { event: { code: 'share-ended', why: 'ended' } }),
    ];
    const { storage, dispose } = await open(`${foundation}\n${served.join('\n')}`);
    expect(await storage.forAccount(accountId).reports.row(requestId)).toMatchObject({
      state: 'served',
      outcome: 'resolved',
      waitingMs: 1000,
      answerMs: 2000,
      handlingMs: 8000,
      sharingMs: 4000,
      way: 'none',
    });
    // Their sums are made in time, and until then they are read by themselves.
    const { reports } = storage.forAccount(accountId);
    for (const days of [1, 0]) {
      const scope = { filter: { from: 0, to: Date.now() }, companies: 'all' as const };
      expect(await reports.totals(scope)).toMatchObject({ sessions: 1, sharingMs: 4000 });
      const changed = await storage.reportSums.changed(Date.now(), Date.now(), 10);
      expect(changed.length).toBe(days);
      for (const day of changed) await storage.reportSums.make(day, Date.now());
    }
    await dispose();
  });

  test('[C3] the conversation of an earlier release is read as it was written', async () => {
    const { storage, dispose } = await open(foundation);
    expect(await storage.forAccount(accountId).entriesAfter(requestId, 0, 10)).toMatchObject([
      { seq: 1, kind: 'message', text: 'Hello?', from: { name: 'Grace' } },
    ]);
    expect(await storage.directory.userByEmail('ADA@acme.test')).toMatchObject({ name: 'Ada' });
    await dispose();
  });
}
