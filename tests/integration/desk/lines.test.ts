import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { connect } from '../../support/installation/people.ts';
import { enter, enterAvailable, leave } from './support.ts';

let installation: TestInstallation;
beforeEach(async () => {
  installation = await startTestInstallation();
});
afterEach(() => installation.close());

const inLine = (name: string) => enter(installation.url, 'demo-queue', { name });

test('[R2] the first in line is offered to the technician who has waited longest', async () => {
  const toni = await enterAvailable(installation.url);
  await installation.pass(1_000);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const first = toni.next('alert:raised');
  const one = await inLine('One');
  expect(await first).toMatchObject({ offer: true, origin: 'box', request: { id: one.requestId } });
  const second = robin.next('alert:raised');
  const two = await inLine('Two');
  expect((await second).request.id).toBe(two.requestId);
});

test('[R2] none free: it waits, is told its place, and moves up as the line does', async () => {
  const one = await inLine('One');
  const two = await inLine('Two');
  await two.request('request:follow', { requestId: two.requestId, afterSeq: 0 });
  const { place } = await two.request('request:follow', { requestId: two.requestId, afterSeq: 0 });
  expect(place).toEqual({ position: 2, estimateMs: null });
  const moved = two.next('queue:position', ({ position }) => position === 1);
  const toni = await enterAvailable(installation.url);
  // It is up already, or comes; listened for before it is asked, it cannot come in between.
  const raised = toni.next('alert:raised').then(
    () => true,
    () => false,
  );
  const { alerts } = await toni.request('status:get', {});
  expect(alerts.length > 0 || (await raised)).toBe(true);
  expect((await moved).estimateMs).toBeGreaterThan(0);
  const next = toni.next('alert:raised', ({ request }) => request.id === two.requestId);
  await toni.request('alert:accept', { requestId: one.requestId });
  await next;
});

test('[R2] nobody is given more than the limit, and the next comes when a slot is free', async () => {
  const toni = await enterAvailable(installation.url);
  const taken: string[] = [];
  for (const name of ['One', 'Two', 'Three']) {
    const raised = toni.next('alert:raised');
    const { requestId } = await inLine(name);
    await raised;
    await toni.request('alert:accept', { requestId });
    taken.push(requestId);
  }
  const four = await inLine('Four');
  await installation.pass(0);
  const { request } = await four.request('request:follow', {
    requestId: four.requestId,
    afterSeq: 0,
  });
  expect(request.phase).toBe('waiting');
  const raised = toni.next('alert:raised');
  await toni.request('request:end', { requestId: taken[0] as never });
  expect((await raised).request.id).toBe(four.requestId);
});

test('[R2] declined, it goes to the next one and not back to the same', async () => {
  const toni = await enterAvailable(installation.url);
  await installation.pass(1_000);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const first = toni.next('alert:raised');
  const { requestId } = await inLine('One');
  await first;
  const second = robin.next('alert:raised');
  await toni.request('alert:decline', { requestId });
  expect((await second).request.id).toBe(requestId);
  expect(await toni.ask('alert:accept', { requestId })).toMatchObject({
    error: { reason: 'someone-was-faster' },
  });
});

test('[R2] not accepted in time, the next one is tried and the technician is set away', async () => {
  const toni = await enterAvailable(installation.url);
  await installation.pass(1_000);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const first = toni.next('alert:raised');
  const { requestId } = await inLine('One');
  await first;
  const second = robin.next('alert:raised');
  const away = toni.next('status:changed', ({ why }) => why === 'offer-missed');
  const gone = toni.next('alert:gone');
  await installation.pass(31_000);
  expect((await second).request.id).toBe(requestId);
  expect((await away).technician).toMatchObject({ name: 'Toni Technician', status: 'away' });
  expect(await gone).toEqual({ requestId, why: 'expired' });
});

test('[R2] who goes away gives back what was just offered', async () => {
  const toni = await enterAvailable(installation.url);
  await installation.pass(1_000);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const first = toni.next('alert:raised');
  const { requestId } = await inLine('One');
  await first;
  const second = robin.next('alert:raised');
  await toni.request('status:set', { status: 'away' });
  expect((await second).request.id).toBe(requestId);
});

test('[R4] a customer who stays away is abandoned; one who comes back in time keeps the place', async () => {
  const [one, two] = [await inLine('One'), await inLine('Two')];
  await leave(installation.url, one);
  await installation.pass(50_000);
  const back = await connect(installation.url, { party: 'customer', token: one.token });
  const followed = await back.request('request:follow', { requestId: one.requestId, afterSeq: 0 });
  expect(followed).toMatchObject({ request: { phase: 'waiting' }, place: { position: 1 } });
  await leave(installation.url, back);
  await installation.pass(59_000);
  const moved = two.next('queue:position', ({ position }) => position === 1);
  await two.request('request:follow', { requestId: two.requestId, afterSeq: 0 });
  await installation.pass(5_000);
  await moved;
});

test('[R4] who comes back too late waits again, at the end of the line', async () => {
  const [one, two] = [await inLine('One'), await inLine('Two')];
  await leave(installation.url, one);
  await installation.pass(61_000);
  const toni = await enterAvailable(installation.url);
  const { requests } = await toni.request('requests:list', {});
  expect(requests.find(({ id }) => id === one.requestId)?.phase).toBe('abandoned');
  await toni.request('status:set', { status: 'away' });
  const back = await connect(installation.url, { party: 'customer', token: one.token });
  const { place, entries } = await back.request('request:follow', {
    requestId: one.requestId,
    afterSeq: 0,
  });
  expect(place?.position).toBe(2);
  const codes = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event.code] : []));
  expect(codes).toEqual(['opened', 'abandoned', 'returned']);
  expect(two.requestId).toBeDefined();
});
