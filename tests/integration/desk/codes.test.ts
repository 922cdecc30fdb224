import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { Reply } from '@beside/shared/protocol/errors';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import {
  connect,
  enterAsTechnician,
  postJson,
  requestForm,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { createTenant } from '../../contract/storage/builders.ts';
import { sendForm } from './support.ts';

let installation: TestInstallation;
let toni: TestPage;
beforeAll(async () => {
  installation = await startTestInstallation();
  toni = await enterAsTechnician(installation.url);
});
afterAll(() => installation.close());

const create = async (): Promise<AccessCode> => (await toni.request('code:create', {})).code;

async function join(code: string | null, form = requestForm(), address = '10.0.0.1') {
  const body = { ...form, question: '', code };
  const headers = { 'x-forwarded-for': address };
  const response = await postJson(`${installation.url}/api/v1/join`, body, headers);
  return { status: response.status, reply: (await response.json()) as Reply<unknown>, form };
}

test('[T7] a code connects one customer to the technician who made it, and its maker sees who joined', async () => {
  const code = await create();
  expect(code).toMatchObject({ state: 'live', joined: null });
  expect(code.digits).toMatch(/^\d{9}$/);
  const told = toni.next('code:changed');
  const { status, form } = await join(code.digits);
  expect(status).toBe(200);
  expect((await told).code).toMatchObject({
    state: 'used',
    digits: null,
    joined: { requestId: form.id, name: 'Carla Customer' },
  });
  const customer = await connect(installation.url, { party: 'customer', token: form.secret });
  const { request } = await customer.request('request:follow', {
    requestId: form.id,
    afterSeq: 0,
  });
  expect(request).toMatchObject({ phase: 'assigned', assignee: { name: 'Toni Technician' } });
  expect((await toni.request('codes:list', {})).codes[0]?.id).toBe(code.id);
});

test('[P2] no alert is raised for who comes with a code', async () => {
  const raised: unknown[] = [];
  toni.socket.on('alert:raised', (alert: unknown) => raised.push(alert));
  const code = await create();
  const spoken = code.digits?.replace(/(\d{3})(\d{3})/, '$1 $2-');
  expect((await sendForm(installation.url, 'demo-pin', { code: spoken })).status).toBe(200);
  await toni.request('status:get', {});
  expect(raised).toEqual([]);
});

test('[P3] wrong, used, expired and cancelled codes get one and the same answer', async () => {
  const used = await create();
  await join(used.digits);
  const cancelled = await create();
  await toni.request('code:cancel', { id: cancelled.id });
  const expired = await create();
  await installation.pass(60 * 60_000 + 1);
  const answers = [];
  for (const { digits } of [used, cancelled, expired]) {
    const { status, reply } = await join(digits);
    answers.push([status, reply.ok ? 'ok' : [reply.error.code, reply.error.reason]]);
  }
  const { status, reply } = await join('000000000');
  answers.push([status, reply.ok ? 'ok' : [reply.error.code, reply.error.reason]]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([JSON.stringify([404, ['not-found', 'wrong-code']])]),
  );
  const { codes } = await toni.request('codes:list', {});
  expect(codes.slice(0, 3).map(({ state, digits }) => [state, digits])).toEqual([
    ['expired', null],
    ['cancelled', null],
    ['used', null],
  ]);
});

test('[P3] guessing is slowed down for that address, and not yet for another', async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 22; guess += 1) {
    statuses.push((await join('123456789', requestForm(), '10.9.9.9')).status);
  }
  expect(statuses[0]).toBe(404);
  expect(statuses.at(-1)).toBe(429);
  const code = await create();
  expect((await join(code.digits, requestForm(), '10.0.0.2')).status).toBe(200);
});

test('[R3] ten join with one code at once: one gets in', async () => {
  const code = await create();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => join(code.digits, requestForm(), `10.1.0.${at}`)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(9);
});

test('[P3] the same form sent again is answered as the first time', async () => {
  const code = await create();
  const first = await join(code.digits, requestForm(), '10.2.0.1');
  const again = await join(code.digits, first.form, '10.2.0.1');
  expect(again.reply).toEqual(first.reply);
});

test("[T7] another technician's code can be neither seen nor cancelled", async () => {
  const code = await create();
  const robin = await enterAsTechnician(installation.url, 'tech2@demo.test');
  expect((await robin.request('codes:list', {})).codes).toEqual([]);
  expect(await robin.ask('code:cancel', { id: code.id })).toMatchObject({
    error: { code: 'not-found' },
  });
});

test('[P2] [T12] a SmartPin portal takes its own account’s codes, and another’s is as one that does not exist', async () => {
  const digits = '135792468';
  const theirs = await openStorage({ dataDir: installation.dataDir });
  try {
    const tenant = await createTenant(theirs);
    const account = theirs.forAccount(tenant.account.id);
    const now = Date.now();
    await account.transaction((transaction) =>
      transaction.insertCode({
        makerId: tenant.users[0].id,
        code: {
          id: uuidV7(),
          state: 'live',
          digits,
          createdAt: now,
          expiresAt: now + 3_600_000,
          joined: null,
        },
      }),
    );
    const answers = await Promise.all(
      [digits, '246813579'].map((code) => sendForm(installation.url, 'demo-pin', { code })),
    );
    for (const { status, reply } of answers) {
      expect(status).toBe(404);
      expect(reply).toMatchObject({ error: { code: 'not-found', reason: 'wrong-code' } });
    }
    const [code] = await account.codes(tenant.users[0].id, 1);
    expect(code).toMatchObject({ state: 'live', digits });
  } finally {
    await theirs.close();
  }
});
