import { afterAll, beforeAll, expect, test } from 'vitest';
import { v4 as uuidV4 } from 'uuid';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enter, enterAvailable } from './support.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

/** A customer whom Toni serves, and Robin beside. */
async function serving() {
  const toni = await enterAvailable(installation.url);
  const robin = await enterAvailable(installation.url, 'tech2@demo.test');
  const { requestId } = await enter(installation.url, 'demo');
  await toni.request('request:assign', { requestId });
  await toni.request('request:join', { requestId });
  const { technicians, portals } = await toni.request('technicians:list', {});
  const robinId = technicians.find(({ name }) => name === 'Robin Technician')!.id;
  const close = (): void => {
    toni.close();
    robin.close();
  };
  return {
    toni,
    robin,
    requestId,
    to: { kind: 'technician', id: robinId } as const,
    portals,
    close,
  };
}

test('[T9] a transfer is an offer; who offers keeps the customer until the other accepts', async () => {
  const { toni, robin, requestId, to, close } = await serving();
  const raised = robin.next('alert:raised', ({ origin }) => origin === 'transfer');
  const { request } = await toni.request('request:transfer', { requestId, to });
  expect(request).toMatchObject({
    phase: 'offered',
    assignee: { name: 'Toni Technician' },
    offer: { to: { name: 'Robin Technician' }, by: { name: 'Toni Technician' } },
  });
  expect((await raised).request.id).toBe(requestId);
  const accepted = await robin.request('alert:accept', { requestId });
  expect(accepted.request).toMatchObject({
    phase: 'assigned',
    assignee: { name: 'Robin Technician' },
    offer: null,
  });
  close();
});

test('[T9] declined, or not taken in time, it stays with who offered it', async () => {
  const { toni, robin, requestId, to, close } = await serving();
  await toni.request('request:transfer', { requestId, to });
  const back = toni.next('request:changed', ({ request }) => request.phase === 'assigned');
  await robin.request('alert:decline', { requestId });
  expect((await back).request.assignee?.name).toBe('Toni Technician');

  await toni.request('request:transfer', { requestId, to });
  const again = toni.next('request:changed', ({ request }) => request.phase === 'assigned');
  await installation.pass(61_000);
  expect((await again).request).toMatchObject({
    assignee: { name: 'Toni Technician' },
    offer: null,
  });
  expect((await robin.request('status:get', {})).technician.status).toBe('available');
  close();
});

test('[T9] back to a line, it keeps its time of arrival and does not come back to the same', async () => {
  const { toni, robin, requestId, portals, close } = await serving();
  const line = portals.find(({ name }) => name === 'Demo: in line')!;
  const raised = robin.next('alert:raised', ({ offer }) => offer);
  const { request } = await toni.request('request:transfer', {
    requestId,
    to: { kind: 'portal', id: line.id },
  });
  expect(request).toMatchObject({ phase: 'waiting', assignee: null, portal: { id: line.id } });
  expect(request.queuedAt).toBe(request.createdAt);
  expect((await raised).request.id).toBe(requestId);
  close();
});

test('[T9] only who has the request may transfer it, and only to somebody who is there', async () => {
  const { toni, robin, requestId, to, close } = await serving();
  expect(await robin.ask('request:transfer', { requestId, to })).toMatchObject({
    error: { code: 'forbidden' },
  });
  await robin.request('status:set', { status: 'busy' });
  expect(await toni.ask('request:transfer', { requestId, to })).toMatchObject({
    error: { code: 'conflict', reason: 'technician-not-available' },
  });
  for (const kind of ['technician', 'portal']) {
    expect(
      await toni.ask('request:transfer', { requestId, to: { kind, id: uuidV4() } }),
    ).toMatchObject({ error: { code: 'not-found' } });
  }
  close();
});
