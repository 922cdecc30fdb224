import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

const phaseForbids = { error: { code: 'conflict', reason: 'phase-forbids' } };
const grant = { level: 'pointer-and-keyboard', grantId: 7, span: 'once', again: false } as const;

let installation: TestInstallation;
let toni: Awaited<ReturnType<typeof enterAsTechnician>>;
let robin: Awaited<ReturnType<typeof enterAsTechnician>>;
beforeAll(async () => {
  installation = await startTestInstallation();
  toni = await enterAsTechnician(installation.url);
  robin = await enterAsTechnician(installation.url, 'tech2@demo.test');
});
afterAll(() => installation.close());

/** A customer to whom Toni shows a tab. */
async function showing(reach: 'linked' | null = 'linked') {
  const customer = await enterAsCustomer(installation.url);
  const { requestId } = customer;
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  await toni.request('request:follow', { requestId, afterSeq: 0 });
  await toni.request('request:assign', { requestId });
  await toni.request('request:join', { requestId });
  await toni.request('show:start', { requestId, surface: 'tab', sound: false });
  if (reach) await toni.request('tab:reach', { requestId, reach });
  return { customer, requestId };
}

const codes = async (page: TestPage, requestId: string): Promise<string[]> => {
  const { entries } = await page.request('chat:since', { requestId, afterSeq: 0 });
  return entries.flatMap((entry) => (entry.kind === 'event' ? entry.event.code : []));
};

test('[I6] the customer asks, the technician gives, and each step is a line of the log', async () => {
  const { customer, requestId } = await showing();
  await customer.request('control:request', { requestId, level: 'pointer' });
  const { request } = await toni.request('control:grant', { requestId, ...grant });
  expect(request.live.show).toMatchObject({
    control: { phase: 'granted', to: null, level: 'pointer', grantId: 7 },
  });
  // It is another hand than the one on the customer's screen.
  expect(request.live.control).toEqual({ phase: 'none' });
  await toni.request('tab:reach', { requestId, reach: 'ready' });
  await customer.request('control:end', { requestId, why: 'revoked', screen: 'technician' });
  const { request: offered } = await toni.request('control:grant', { requestId, ...grant });
  expect(offered.live.show).toMatchObject({ control: { level: 'pointer-and-keyboard' } });
  const stopped = await toni.request('show:stop', { requestId });
  expect(stopped.request.live.show).toEqual({ phase: 'off', last: 'stopped' });
  expect((await codes(customer, requestId)).slice(-8)).toEqual([
    ...['show-started', 'hand-requested', 'hand-granted', 'hand-agreed'],
    ...['hand-ended', 'hand-granted', 'hand-ended', 'show-ended'],
  ]);
});

test('[I6] who holds the hand only lets go of it; why else it ended is for the technician to say', async () => {
  const { customer, requestId } = await showing();
  const told = async (page: TestPage, why: 'revoked' | 'left') => {
    await toni.request('control:grant', { requestId, ...grant });
    const { request } = await page.request('control:end', {
      ...{ requestId, why, screen: 'technician' },
    });
    return request.live.show.phase === 'showing' && request.live.show.control;
  };
  expect(await told(customer, 'left')).toEqual({ phase: 'none', last: 'released' });
  expect(await told(toni, 'revoked')).toEqual({ phase: 'none', last: 'revoked' });
  // Nothing is there to be ended any more: that changes nothing.
  const { request } = await toni.request('show:pause', { requestId });
  const again = await toni.request('control:end', {
    ...{ requestId, why: 'revoked', screen: 'technician' },
  });
  expect(again.request.version).toBe(request.version);
});

test('[I6] where no hand could reach, none is asked for, given, declined or taken back', async () => {
  const { customer, requestId } = await showing(null);
  const none = [
    customer.ask('control:request', { requestId, level: 'pointer' }),
    toni.ask('control:grant', { requestId, ...grant }),
    toni.ask('control:decline', { requestId }),
  ];
  for (const refused of await Promise.all(none)) expect(refused).toMatchObject(phaseForbids);
  await toni.request('show:switch', { requestId, surface: 'this-page' });
  expect(await toni.ask('tab:reach', { requestId, reach: 'linked' })).toMatchObject(phaseForbids);
  expect(await customer.ask('control:request', { requestId, level: 'pointer' })).toMatchObject(
    phaseForbids,
  );
  await toni.request('show:switch', { requestId, surface: 'tab' });
  await toni.request('tab:reach', { requestId, reach: 'linked' });
  await customer.request('control:request', { requestId, level: 'pointer' });
  await customer.request('control:withdraw', { requestId });
  expect(await toni.ask('control:decline', { requestId })).toMatchObject(phaseForbids);
  await customer.request('control:request', { requestId, level: 'pointer' });
  const { request } = await toni.request('control:decline', { requestId });
  expect(request.live.show).toMatchObject({ control: { phase: 'none', last: 'declined' } });
});

test('[I6] the page that shows gives the hand, and no other page, guest, colleague or customer', async () => {
  const { customer, requestId } = await showing();
  await customer.request('control:request', { requestId, level: 'pointer' });
  const { cookie } = toni;
  const second = await connect(installation.url, { party: 'technician' }, { cookie });
  expect(await second.ask('control:grant', { requestId, ...grant })).toMatchObject(phaseForbids);
  expect(await second.ask('show:switch', { requestId, surface: 'screen' })).toMatchObject(
    phaseForbids,
  );
  // Robin takes no part in it.
  for (const refused of [
    await robin.ask('control:grant', { requestId, ...grant }),
    await robin.ask('control:decline', { requestId }),
    await robin.ask('show:switch', { requestId, surface: 'screen' }),
    await robin.ask('control:end', { requestId, why: 'revoked', screen: 'technician' }),
  ]) {
    expect(refused).toMatchObject({ error: { code: 'forbidden' } });
  }
  // Another customer is told what is told of a request that does not exist.
  const stranger = await enterAsCustomer(installation.url);
  expect(await stranger.ask('control:request', { requestId, level: 'pointer' })).toMatchObject({
    error: { code: 'not-found' },
  });
  // On the customer's own screen nothing is shared: an answer of theirs is about that one.
  expect(await customer.ask('control:grant', { requestId, ...grant })).toMatchObject(phaseForbids);
  second.close();
});

test('[I6][I5] text of a clipboard under the customer’s hand: the page that shows says so, and only then', async () => {
  const { customer, requestId } = await showing();
  const said = { requestId, to: 'customer' } as const;
  expect(await toni.ask('control:clipboard', said)).toMatchObject(phaseForbids);
  await toni.request('control:grant', { requestId, ...grant });
  const told = customer.next(
    'chat:entry',
    ({ entry }) => entry.kind === 'event' && entry.event.code === 'clipboard-sent',
  );
  await toni.request('control:clipboard', said);
  expect((await told).entry).toMatchObject({ event: { to: 'customer' } });
  const { cookie } = toni;
  const second = await connect(installation.url, { party: 'technician' }, { cookie });
  expect(await second.ask('control:clipboard', said)).toMatchObject(phaseForbids);
  second.close();
  expect(await robin.ask('control:clipboard', said)).toMatchObject({
    error: { code: 'forbidden' },
  });
  // There is no hand on the customer's own screen.
  expect(await customer.ask('control:clipboard', said)).toMatchObject(phaseForbids);
  await customer.request('control:end', { requestId, why: 'released', screen: 'technician' });
  expect(await toni.ask('control:clipboard', said)).toMatchObject(phaseForbids);
});
