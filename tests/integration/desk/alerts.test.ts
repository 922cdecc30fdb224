import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enter, enterAvailable, gather, viewOf } from './support.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

/** Two who are available, and nobody else. */
async function two() {
  const toni = await enterAvailable(installation.url);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const close = (): void => {
    toni.close();
    robin.close();
  };
  return { toni, robin, close };
}

test.each([
  ['demo', 'box'],
  ['demo-button', 'button'],
])('[R1] a request on %s alerts every available technician, as %s', async (slug, origin) => {
  const { toni, robin, close } = await two();
  const alerts = [toni, robin].map((technician) => technician.next('alert:raised'));
  const customer = await enter(installation.url, slug);
  for (const alert of await Promise.all(alerts)) {
    expect(alert).toMatchObject({ origin, offer: false, request: { id: customer.requestId } });
  }
  close();
});

test('[R1] a SmartMatch request alerts the one who was picked, and nobody else', async () => {
  const { toni, robin, close } = await two();
  const { technicians } = await viewOf(installation.url, 'demo-match');
  const picked = technicians.find(({ name }) => name === 'Robin Technician');
  const others = gather(toni, 'alert:raised');
  const alert = robin.next('alert:raised');
  const customer = await enter(installation.url, 'demo-match', { technician: picked?.id });
  expect(await alert).toMatchObject({ origin: 'match', request: { id: customer.requestId } });
  await toni.request('status:get', {});
  expect(others).toEqual([]);
  close();
});

test("[T6] the first to accept gets the customer, and the others' alerts are gone at once", async () => {
  const { toni, robin, close } = await two();
  const { requestId } = await enter(installation.url, 'demo');
  const gone = robin.next('alert:gone');
  const { request } = await toni.request('alert:accept', { requestId });
  expect(request).toMatchObject({ phase: 'assigned', assignee: { name: 'Toni Technician' } });
  expect(await gone).toEqual({ requestId, why: 'taken' });
  expect(await robin.ask('alert:accept', { requestId })).toMatchObject({
    error: { code: 'conflict', reason: 'someone-was-faster' },
  });
  close();
});

test('[R3] twenty accept at once: one gets it', async () => {
  const { toni, robin, close } = await two();
  const { requestId } = await enter(installation.url, 'demo');
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 ? toni : robin).ask('alert:accept', { requestId }),
    ),
  );
  const takers = replies.flatMap((reply) =>
    reply.ok ? [(reply.data as { request: { assignee: { id: string } } }).request.assignee.id] : [],
  );
  expect(new Set(takers).size).toBe(1);
  close();
});

test('[T6] an alert ends after its time, and the request stays in the list', async () => {
  const { toni, close } = await two();
  const { requestId } = await enter(installation.url, 'demo');
  const gone = toni.next('alert:gone', (message) => message.requestId === requestId);
  await installation.pass(31_000);
  expect(await gone).toEqual({ requestId, why: 'expired' });
  const { requests } = await toni.request('requests:list', {});
  expect(requests.find(({ id }) => id === requestId)?.phase).toBe('waiting');
  close();
});

test('[T6] who comes, or becomes available, while an alert is up is alerted too', async () => {
  const { toni, robin, close } = await two();
  await robin.request('status:set', { status: 'busy' });
  const early = gather(robin, 'alert:raised');
  const { requestId } = await enter(installation.url, 'demo');
  const raised = robin.next('alert:raised', ({ request }) => request.id === requestId);
  await toni.request('status:get', {});
  expect(early).toEqual([]);
  await robin.request('status:set', { status: 'available' });
  await raised;
  const { alerts } = await toni.request('status:get', {});
  expect(alerts.map(({ request }) => request.id)).toContain(requestId);
  close();
});

test('[T6] a declined alert leaves the other pages of that technician, and goes on for the others', async () => {
  const { toni, robin, close } = await two();
  const second = await enterAvailable(installation.url);
  const { requestId } = await enter(installation.url, 'demo');
  const gone = second.next('alert:gone');
  await toni.request('alert:decline', { requestId });
  expect(await gone).toEqual({ requestId, why: 'declined' });
  expect((await robin.ask('alert:accept', { requestId })).ok).toBe(true);
  second.close();
  close();
});
