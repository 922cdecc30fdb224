import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { MessageId } from '@beside/shared/domain/ids';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

const messageId = () => uuidV7() as MessageId;

/** A customer who chats with a technician who has joined. */
async function together() {
  const customer = await enterAsCustomer(installation.url);
  const technician = await enterAsTechnician(installation.url);
  const { requestId } = customer;
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  return { customer, technician, requestId };
}

test('[T2] a new request is told to the technicians at once, with its question', async () => {
  const technician = await enterAsTechnician(installation.url);
  const told = technician.next('request:changed');
  const { requestId } = await enterAsCustomer(installation.url, { question: 'Is it plugged in?' });
  const { request } = await told;
  expect(request).toMatchObject({ id: requestId, phase: 'waiting', question: 'Is it plugged in?' });
  const { requests } = await technician.request('requests:list', {});
  expect(requests[0]?.id).toBe(requestId);
});

test('[T5] assign, join, end and close move the request on, and the customer is told who joined', async () => {
  const { customer, technician, requestId } = await together();
  const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
  const events = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
  expect(events.map(({ code }) => code)).toEqual(['opened', 'assigned', 'joined']);
  expect(events.at(-1)).toMatchObject({ by: { name: 'Toni Technician' } });

  const ended = await technician.request('request:end', { requestId });
  expect(ended.request.phase).toBe('ended');
  const closed = await technician.request('request:close', {
    requestId,
    outcome: 'resolved',
    notes: 'It was not.',
  });
  expect(closed.request).toMatchObject({ phase: 'closed', outcome: 'resolved' });
});

test('[T5] a request that was given back waits again, and another technician can take it', async () => {
  const { technician, requestId } = await together();
  const back = await technician.request('request:unassign', { requestId });
  expect(back.request).toMatchObject({ phase: 'waiting', assignee: null });
  const other = await enterAsTechnician(installation.url, 'tech2@demo.test');
  const taken = await other.request('request:assign', { requestId });
  expect(taken.request.assignee?.name).toBe('Robin Technician');
});

test('[R3] two technicians assign at once: one gets it, the other is told', async () => {
  const { requestId } = await enterAsCustomer(installation.url);
  const first = await enterAsTechnician(installation.url);
  const second = await enterAsTechnician(installation.url, 'tech2@demo.test');
  const replies = await Promise.all(
    [first, second].map((technician) => technician.ask('request:assign', { requestId })),
  );
  expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
  const refused = replies.find((reply) => !reply.ok);
  expect(refused).toMatchObject({ error: { code: 'conflict', reason: 'someone-was-faster' } });
});

test('[C1] typing and read marks reach the other side, and only that one', async () => {
  const { customer, technician, requestId } = await together();
  const typing = technician.next('chat:typing');
  customer.socket.emit('chat:typing', { requestId, typing: true });
  expect(await typing).toMatchObject({ party: 'customer', typing: true });
  const read = customer.next('chat:read');
  technician.socket.emit('chat:read', { requestId, seq: 2 });
  expect(await read).toEqual({ requestId, party: 'technician', seq: 2 });
});

test('[C2] a message sent twice is stored once and answered the same', async () => {
  const { customer, requestId } = await together();
  const message = { requestId, id: messageId(), text: 'Only once' };
  const first = await customer.request('chat:post', message);
  const second = await customer.request('chat:post', message);
  expect(second).toEqual(first);
  const { entries } = await customer.request('chat:since', { requestId, afterSeq: first.seq - 1 });
  expect(entries).toHaveLength(1);
});

test('[C2] fifty messages from both sides at once have one order for everybody, and nobody is told twice', async () => {
  const { customer, technician, requestId } = await together();
  const onlooker = await enterAsTechnician(installation.url);
  await onlooker.request('request:follow', { requestId, afterSeq: 0 });
  const [fromCustomer, fromTechnician, byOnlooker] = [customer, technician, onlooker].map(
    (page) => {
      const places: number[] = [];
      page.socket.on('chat:entry', ({ entry }: { entry: { kind: string; seq: number } }) => {
        if (entry.kind === 'message') places.push(entry.seq);
      });
      return places;
    },
  ) as [number[], number[], number[]];
  await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const [page, places] =
        at % 2 ? [customer, fromCustomer] : ([technician, fromTechnician] as const);
      const message = { requestId, id: messageId(), text: `message ${at}` };
      places.push((await page.request('chat:post', message)).seq);
    }),
  );
  const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
  // The second is the question of the beginning.
  const stored = entries.flatMap(({ kind, seq }) => (kind === 'message' && seq > 2 ? [seq] : []));
  for (const places of [fromCustomer, fromTechnician, byOnlooker]) {
    await expect.poll(() => places.length).toBe(50);
    expect(places.toSorted((a, b) => a - b)).toEqual(stored);
  }
});

test('[S1] the upgrade goes from the question to the shared screen and back, and the chat says so', async () => {
  const { customer, technician, requestId } = await together();
  await technician.request('share:propose', { requestId });
  await customer.request('share:cancel', { requestId });
  const started = await customer.request('share:start', { requestId, surface: 'this-page' });
  expect(started.request.live.share).toMatchObject({
    phase: 'sharing',
    endpoint: customer.endpoint,
  });
  await customer.request('share:pause', { requestId });
  await customer.request('share:resume', { requestId });
  await customer.request('share:stop', { requestId });
  const { entries } = await technician.request('chat:since', { requestId, afterSeq: 4 });
  expect(entries.map((entry) => (entry.kind === 'event' ? entry.event.code : ''))).toEqual([
    'share-proposed',
    'share-cancelled',
    'share-started',
    'share-paused',
    'share-resumed',
    'share-ended',
  ]);
});

test('[I1] control is asked for, given, never for more than was asked, and ends with the sharing', async () => {
  const { customer, technician, requestId } = await together();
  await technician.request('share:propose', { requestId });
  expect(await technician.ask('control:request', { requestId, level: 'pointer' })).toMatchObject({
    error: { code: 'conflict' },
  });
  await customer.request('share:start', { requestId, surface: 'this-page' });
  await technician.request('control:request', { requestId, level: 'pointer' });
  const { request } = await customer.request('control:grant', {
    requestId,
    level: 'pointer-and-keyboard',
    grantId: 7,
    span: 'once',
    again: false,
  });
  expect(request.live.control).toMatchObject({ phase: 'granted', level: 'pointer', grantId: 7 });
  const entry = technician.next(
    'chat:entry',
    ({ entry }) => entry.kind === 'event' && entry.event.code === 'clipboard-sent',
  );
  await customer.request('control:clipboard', { requestId, to: 'customer' });
  expect((await entry).entry).toMatchObject({ event: { code: 'clipboard-sent', to: 'customer' } });
  const stopped = await customer.request('share:stop', { requestId });
  expect(stopped.request.live.control).toEqual({ phase: 'none', last: 'sharing-ended' });
  expect(await customer.ask('control:clipboard', { requestId, to: 'technician' })).toMatchObject({
    error: { reason: 'phase-forbids' },
  });
});

const codes = (entries: { kind: string; event?: { code: string } }[]): string[] =>
  entries.flatMap(({ event }) => event?.code ?? []);

test('[S3] the technician’s screen is shown without a question, and the chat says so to both', async () => {
  const { customer, technician, requestId } = await together();
  const told = customer.next('request:changed', ({ request }) => request.live.show.phase !== 'off');
  await technician.request('show:start', { requestId, surface: 'window', sound: true });
  expect((await told).request.live.show).toMatchObject({
    phase: 'showing',
    endpoint: technician.endpoint,
    surface: 'window',
    sound: true,
  });
  expect(await technician.ask('show:start', { requestId, surface: 'tab' })).toMatchObject({
    error: { code: 'conflict', reason: 'phase-forbids' },
  });
  await technician.request('show:pause', { requestId });
  await technician.request('show:resume', { requestId });
  const stopped = await technician.request('show:stop', { requestId });
  expect(stopped.request.live.show).toEqual({ phase: 'off', last: 'stopped' });
  const { entries } = await customer.request('chat:since', { requestId, afterSeq: 3 });
  expect(codes(entries)).toEqual([
    'joined',
    'show-started',
    'show-paused',
    'show-resumed',
    'show-ended',
  ]);
});

test('[S9] each side sets its own microphone; on and off are written down, muted is not', async () => {
  const { customer, technician, requestId } = await together();
  const on = await customer.request('voice:set', { requestId, setting: 'on' });
  expect(on.request.live.voice).toEqual({
    customer: { phase: 'on', endpoint: customer.endpoint, muted: false },
    technician: { phase: 'off' },
  });
  // The other side cannot switch it: what it sets is its own.
  await technician.request('voice:set', { requestId, setting: 'off' });
  await customer.request('voice:set', { requestId, setting: 'muted' });
  const both = await technician.request('voice:set', { requestId, setting: 'on' });
  expect(both.request.live.voice).toMatchObject({
    customer: { phase: 'on', muted: true },
    technician: { phase: 'on', muted: false },
  });
  const ended = await customer.request('request:end', { requestId });
  expect(ended.request.live.voice).toEqual({
    customer: { phase: 'off' },
    technician: { phase: 'off' },
  });
  const { entries } = await customer.request('chat:since', { requestId, afterSeq: 3 });
  expect(codes(entries)).toEqual([
    'joined',
    'voice-on',
    'voice-on',
    'voice-off',
    'voice-off',
    'ended',
  ]);
});

test('[S9] a side sends from one page: where its screen begins, a voice elsewhere is over', async () => {
  const { customer, technician, requestId } = await together();
  const { connect } = await import('../../support/installation/people.ts');
  const { token } = customer;
  const second = await connect(installation.url, { party: 'customer', token });
  await second.request('request:follow', { requestId, afterSeq: 0 });
  await second.request('voice:set', { requestId, setting: 'on' });
  await technician.request('share:propose', { requestId });
  const shared = await customer.request('share:start', { requestId, surface: 'tab', sound: true });
  expect(shared.request.live).toMatchObject({
    share: { sound: true },
    voice: { customer: { phase: 'off' } },
  });
  expect(await second.ask('voice:set', { requestId, setting: 'on' })).toMatchObject({
    error: { code: 'conflict', reason: 'phase-forbids' },
  });
  second.close();
});

test('[S3][S9] before anybody has joined there is neither screen nor voice', async () => {
  const customer = await enterAsCustomer(installation.url);
  const technician = await enterAsTechnician(installation.url);
  const { requestId } = customer;
  const conflict = { error: { code: 'conflict', reason: 'phase-forbids' } };
  expect(await customer.ask('voice:set', { requestId, setting: 'on' })).toMatchObject(conflict);
  await technician.request('request:assign', { requestId });
  expect(await technician.ask('show:start', { requestId, surface: 'tab' })).toMatchObject(conflict);
  const other = await enterAsTechnician(installation.url, 'tech2@demo.test');
  for (const [name, input] of [
    ['show:start', { requestId, surface: 'tab' }],
    ['show:stop', { requestId }],
    ['voice:set', { requestId, setting: 'on' }],
  ] as const) {
    expect(await other.ask(name, input)).toMatchObject({ error: { code: 'forbidden' } });
  }
});

test('[C2] what was acknowledged is there after a restart, and a customer goes on where it was', async () => {
  const first = await startTestInstallation({ DATA_DIR: `${installation.dataDir}/restart` });
  const { requestId, token, ...customer } = await enterAsCustomer(first.url);
  const { seq } = await customer.request('chat:post', {
    requestId,
    id: messageId(),
    text: 'Still here?',
  });
  customer.close();
  await first.close();

  const second = await startTestInstallation({ DATA_DIR: first.dataDir });
  expect(second.demo).toBeUndefined();
  const { connect } = await import('../../support/installation/people.ts');
  const again = await connect(second.url, { party: 'customer', token });
  const followed = await again.request('request:follow', { requestId, afterSeq: seq - 1 });
  expect(followed.entries).toMatchObject([{ kind: 'message', text: 'Still here?', seq }]);
  await second.close();
});
