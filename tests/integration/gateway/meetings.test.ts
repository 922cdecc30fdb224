import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import { maxSealedTabLength } from '@beside/shared/protocol/limits';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  postJson,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

const site = 'http://localhost:8080';
const phaseForbids = { error: { code: 'conflict', reason: 'phase-forbids' } };

let installation: TestInstallation;
let technician: Awaited<ReturnType<typeof enterAsTechnician>>;
beforeAll(async () => {
  installation = await startTestInstallation();
  technician = await enterAsTechnician(installation.url);
});
afterAll(() => installation.close());

let places = 0;
const newPlace = (): string => String((places += 1)).padStart(22, 'p');

/** A customer who shares a tab, and waits for it at a place. */
async function sharing() {
  const customer = await enterAsCustomer(installation.url);
  const { requestId } = customer;
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await technician.request('share:propose', { requestId });
  await customer.request('share:start', { requestId, surface: 'tab' });
  const place = newPlace();
  await customer.request('tab:open', { requestId, place, sealed: 'b2ZmZXI=' });
  return { customer, requestId, place };
}

const at = (place: string): string => `${installation.url}/api/v1/tabs/${place}`;
async function ask(place: string, origin = site): Promise<unknown> {
  const response = await fetch(at(place), { headers: { origin } });
  const { data } = (await response.json()) as { data?: unknown };
  return response.ok ? data : response.status;
}
const answer = (place: string, body: unknown, origin = site): Promise<Response> =>
  postJson(at(place), body, { origin });

test('[I3] the tab finds who waits for it, with whose name the question bears, and answers', async () => {
  const { customer, requestId, place } = await sharing();
  expect(await ask(place)).toEqual({ sealed: 'b2ZmZXI=', company: 'Demo' });
  const told = customer.next('tab:answer');
  expect((await answer(place, { sealed: 'YW5zd2Vy' })).status).toBe(200);
  expect(await told).toEqual({ requestId, place, sealed: 'YW5zd2Vy' });
});

test('[I3] a page waits at one place at a time: the former is as one that there never was', async () => {
  const { customer, requestId, place } = await sharing();
  const next = newPlace();
  await customer.request('tab:open', { requestId, place: next, sealed: 'bmV4dA==' });
  expect(await ask(place)).toBeNull();
  expect(await ask(next)).toMatchObject({ sealed: 'bmV4dA==' });
  await customer.request('tab:close', { requestId });
  expect(await ask(next)).toBeNull();
  expect((await answer(next, { sealed: 'YW5zd2Vy' })).status).toBe(404);
});

test('[I3] nobody waits any more where sharing, or the page, has ended', async () => {
  const first = await sharing();
  await first.customer.request('share:switch', { requestId: first.requestId, surface: 'window' });
  expect(await ask(first.place)).toBeNull();
  const second = await sharing();
  await technician.request('share:stop', { requestId: second.requestId });
  expect(await ask(second.place)).toBeNull();
  const third = await sharing();
  third.customer.close();
  await expect.poll(() => ask(third.place)).toBeNull();
});

test('[I3] only the page that shares a tab waits for one, and says what a hand reaches there', async () => {
  const { customer, requestId } = await sharing();
  const second = await connect(installation.url, { party: 'customer', token: customer.token });
  await second.request('request:follow', { requestId, afterSeq: 0 });
  const open = { requestId, place: newPlace(), sealed: 'b2ZmZXI=' };
  expect(await second.ask('tab:open', open)).toMatchObject(phaseForbids);
  expect(await second.ask('tab:reach', { requestId, reach: 'ready' })).toMatchObject(phaseForbids);
  second.close();
  await customer.request('share:switch', { requestId, surface: 'window' });
  expect(await customer.ask('tab:open', open)).toMatchObject(phaseForbids);
  expect(await customer.ask('tab:reach', { requestId, reach: 'linked' })).toMatchObject(
    phaseForbids,
  );
});

test('[I3] what a hand reaches in the tab is told, written down where it matters, and over with the surface', async () => {
  const { customer, requestId } = await sharing();
  const told = technician.next(
    'request:changed',
    ({ request: { live } }) => live.share.phase === 'sharing' && live.share.tab === 'ready',
  );
  await customer.request('tab:reach', { requestId, reach: 'linked' });
  await customer.request('tab:reach', { requestId, reach: 'ready' });
  await customer.request('tab:reach', { requestId, reach: 'ready' });
  await told;
  const gone = await customer.request('tab:reach', { requestId, reach: null });
  expect(gone.request.live.share).not.toHaveProperty('tab');
  await customer.request('tab:reach', { requestId, reach: 'linked' });
  const other = await customer.request('share:switch', { requestId, surface: 'screen' });
  expect(other.request.live.share).not.toHaveProperty('tab');
  const { entries } = await technician.request('chat:since', { requestId, afterSeq: 6 });
  expect(entries.flatMap((entry) => (entry.kind === 'event' ? entry.event.code : []))).toEqual([
    'tab-agreed',
    'tab-left',
    'share-switched',
  ]);
});

test('[S5] places, offers and answers are held to their bounds', async () => {
  const { customer, requestId, place } = await sharing();
  const long = 'A'.repeat(maxSealedTabLength + 4);
  for (const wrong of [
    { place: 'short', sealed: 'b2ZmZXI=' },
    { place: `${place}x`, sealed: 'b2ZmZXI=' },
    { place, sealed: 'not base 64' },
    { place, sealed: '' },
  ]) {
    expect(await customer.ask('tab:open', { requestId, ...wrong })).toMatchObject({
      error: { code: 'bad-request' },
    });
  }
  expect(await customer.ask('tab:open', { requestId, place, sealed: long })).toMatchObject({
    error: { code: 'bad-request', reason: 'too-large' },
  });
  for (const body of [{}, { sealed: long }, { sealed: 'YQ==', more: 1 }, { sealed: { $ne: '' } }]) {
    expect((await answer(place, body)).status).toBe(400);
  }
  expect(await ask('../me')).toBe(404);
  expect(await ask('no-place')).toBe(404);
  expect(await ask(place)).toMatchObject({ sealed: 'b2ZmZXI=' });
});

test('[S6] who answers without end, or knocks without end, is held off by address', async () => {
  const flood = async (send: () => Promise<Response>, times: number): Promise<number[]> => {
    const responses = await Promise.all(Array.from({ length: times }, send));
    return responses.map(({ status }) => status);
  };
  const nowhere = newPlace();
  const answers = await flood(() => answer(nowhere, { sealed: 'YQ==' }), 80);
  expect([answers.includes(404), answers.includes(429)]).toEqual([true, true]);
  const knocks = await flood(() => fetch(at(nowhere), { headers: { origin: site } }), 620);
  expect([knocks.includes(200), knocks.includes(429)]).toEqual([true, true]);
});

test("[S5] another's request is answered as one that does not exist", async () => {
  const { requestId } = await sharing();
  const stranger = await enterAsCustomer(installation.url);
  for (const id of [requestId, uuidV7()]) {
    for (const [name, input] of [
      ['tab:open', { requestId: id, place: newPlace(), sealed: 'YQ==' }],
      ['tab:close', { requestId: id }],
      ['tab:reach', { requestId: id, reach: 'ready' }],
    ] as const) {
      expect(await stranger.ask(name, input)).toMatchObject({ error: { code: 'not-found' } });
    }
  }
});
