import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountId } from '@beside/shared/domain/ids';
import { sessionWindows, upgradeChats } from '@beside/shared/domain/sessionWindow';
import { createSettings } from '@beside/signaling-server/desk/settings';
import { createTenant } from '../../contract/storage/builders.ts';
import { openOnSqlite } from '../../contract/storage/drivers.ts';
import { connect, enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import { settingsIn } from '../../support/installation/settings.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

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

test('[S2] what an upgrade does to the chat is one of four, and each account’s own', async () => {
  const { storage, dispose } = await openOnSqlite();
  const settings = createSettings(storage);
  const [mine, theirs] = [await createTenant(storage), await createTenant(storage)];
  const { id } = mine.account;
  expect(await settings.upgradeChat(id)).toBe('same-page');
  for (const setting of upgradeChats) {
    expect(await settings.setUpgradeChat(id, setting)).toBe(setting);
    expect(await settings.upgradeChat(id)).toBe(setting);
    expect(await settings.upgradeChat(theirs.account.id)).toBe('same-page');
  }
  for (const wrong of ['', 'Moves', 'moves ', null, undefined, 2, ['moves'], { moves: true }]) {
    await expect(settings.setUpgradeChat(id, wrong)).rejects.toMatchObject({
      code: 'bad-request',
      field: 'upgradeChat',
    });
  }
  expect(await settings.upgradeChat(id)).toBe('both');
  const nobody = '01980000-0000-7000-8000-000000000000' as AccountId;
  await expect(settings.setUpgradeChat(nobody, 'moves')).rejects.toMatchObject({
    code: 'not-found',
  });
  await dispose();
});

test('[S2] both sides are told with the question, and what is under way stays as it was', async () => {
  const { customer, technician, requestId } = await together();
  const settings = settingsIn(installation);
  for (const setting of sessionWindows) {
    await settings.setUpgradeChat(setting);
    const told = customer.next('request:changed');
    await technician.request('share:propose', { requestId });
    expect((await told).request.live.sessionWindow).toBe(setting);
    await settings.setUpgradeChat('same-page');
    const started = await customer.request('share:start', { requestId, surface: 'tab' });
    expect(started.request.live.sessionWindow).toBe(setting);
    // Until the next question, so that the window that is still open keeps its part.
    const stopped = await customer.request('share:stop', { requestId });
    expect(stopped.request.live.sessionWindow).toBe(setting);
  }
  const asked = await technician.request('share:propose', { requestId });
  expect(asked.request.live).not.toHaveProperty('sessionWindow');
});

test('[S2] a session window shows in the presence, and nobody else can say to be one', async () => {
  const { customer, technician, requestId } = await together();
  const session = true as const;
  const told = technician.next('presence:changed');
  await customer.request('request:follow', { requestId, afterSeq: 0, session });
  const { presence } = await told;
  expect(presence.find(({ party }) => party === 'customer')).toMatchObject({ session: true });
  await technician.request('request:follow', { requestId, afterSeq: 0, session });
  const again = await customer.request('request:follow', { requestId, afterSeq: 0 });
  expect(again.presence.filter((one) => one.session)).toEqual([]);
});

test('[S4] every step is recorded in its order, with whose it was', async () => {
  const { customer, technician, requestId } = await together();
  const of = { requestId };
  const carried = { ...of, linkId: crypto.randomUUID() as never };
  await technician.request('share:propose', of);
  await customer.request('share:cancel', of);
  await customer.request('share:decline', of);
  await technician.request('share:propose', of);
  const { request } = await customer.request('share:start', { ...of, surface: 'this-page' });
  expect(request.live.share).toMatchObject({ since: expect.closeTo(Date.now(), -5) });
  await technician.request('link:carried', {
    ...carried,
    ...{ epoch: 1, path: 'direct', why: 'first', frameMs: 700 },
  });
  await technician.request('control:request', { ...of, level: 'pointer' });
  await customer.request('control:decline', of);
  await technician.request('control:request', { ...of, level: 'pointer' });
  await customer.request('control:grant', {
    ...of,
    ...{ level: 'pointer', grantId: 3, span: 'once', again: false },
  });
  await customer.request('control:end', { ...of, why: 'revoked' });
  await customer.request('share:switch', { ...of, surface: 'screen' });
  await customer.request('share:switch', { ...of, surface: 'screen' });
  await customer.request('share:pause', of);
  await customer.request('share:resume', of);
  await technician.request('link:carried', { ...carried, epoch: 2, path: 'relay', why: 'silent' });
  // Nobody watches along whom the customer may know of: then there is no such reason to be told.
  await technician.request('link:carried', {
    ...carried,
    epoch: 3,
    path: 'relay',
    why: 'together',
  });
  await technician.request('share:stop', of);
  await technician.request('share:propose', of);
  await customer.request('share:start', { ...of, surface: 'tab' });
  await customer.request('share:stop', of);

  const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
  const events = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
  const toni = { id: expect.any(String) as string, name: 'Toni Technician' };
  expect(events.slice(events.findIndex(({ code }) => code === 'joined') + 1)).toEqual([
    { code: 'share-proposed', by: toni },
    { code: 'share-cancelled' },
    { code: 'share-ended', why: 'declined' },
    { code: 'share-proposed', by: toni },
    { code: 'share-started', surface: 'this-page' },
    { code: 'path-changed', path: 'direct', why: 'first' },
    { code: 'control-requested', level: 'pointer', by: toni },
    { code: 'control-ended', why: 'declined' },
    { code: 'control-requested', level: 'pointer', by: toni },
    { code: 'control-granted', level: 'pointer', span: 'once', again: false, to: toni },
    { code: 'control-ended', why: 'revoked' },
    { code: 'share-switched', surface: 'screen' },
    { code: 'share-paused' },
    { code: 'share-resumed' },
    { code: 'path-changed', path: 'relay', why: 'silent' },
    { code: 'path-changed', path: 'relay' },
    { code: 'share-ended', why: 'stopped', by: toni },
    { code: 'share-proposed', by: toni },
    { code: 'share-started', surface: 'tab' },
    { code: 'share-ended', why: 'stopped', by: null },
  ]);
});

test('[S4] only the page that shares says that it shows something else', async () => {
  const { customer, technician, requestId } = await together();
  const tab = { requestId, surface: 'tab' } as const;
  expect(await customer.ask('share:switch', tab)).toMatchObject({ error: { code: 'conflict' } });
  await technician.request('share:propose', { requestId });
  await customer.request('share:start', { requestId, surface: 'screen' });
  const other = await connect(installation.url, { party: 'customer', token: customer.token });
  expect(await other.ask('share:switch', tab)).toMatchObject({ error: { code: 'conflict' } });
  const wrong = await customer.ask('share:switch', { requestId, surface: 'everything' });
  expect(wrong).toMatchObject({ error: { code: 'bad-request' } });
  other.close();
});

test('[O4] how long first frames took, as their viewers tell, is a figure of the installation', async () => {
  const { technician, customer, requestId } = await together();
  await technician.request('share:propose', { requestId });
  await customer.request('share:start', { requestId, surface: 'tab' });
  const read = async (): Promise<number> => {
    const told = await (await fetch(`${installation.url}/metrics`)).text();
    return Number(/^beside_first_frame_seconds_sum\{path="relay"\} (\S+)$/m.exec(told)?.[1] ?? 0);
  };
  const before = await read();
  const carried = {
    requestId,
    linkId: crypto.randomUUID() as never,
    epoch: 1,
    path: 'relay',
  } as const;
  await technician.request('link:carried', { ...carried, frameMs: 700 });
  await technician.request('link:carried', carried);
  expect((await read()) - before).toBeCloseTo(0.7);
  for (const frameMs of [-1, 0.5, 600_001]) {
    const refused = await technician.ask('link:carried', { ...carried, frameMs });
    expect(refused).toMatchObject({ error: { code: 'bad-request' } });
  }
});
