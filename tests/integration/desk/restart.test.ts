import { expect, test } from 'vitest';
import { createDesk } from '@beside/signaling-server/desk/desk';
import type { Publisher } from '@beside/signaling-server/ports';
import { openOnSqlite } from '../../contract/storage/drivers.ts';
import { deskFiles } from '../../support/installation/deskFiles.ts';
import { createWorld } from './model/world.ts';
import { silentCourier } from '../../support/notify/silentCourier.ts';

const nothing = (): void => undefined;
const silent: Publisher = {
  requestChanged: nothing,
  entryAppended: nothing,
  alertRaised: nothing,
  alertGone: nothing,
  invitationGone: nothing,
  facesChanged: nothing,
  sideEntryAppended: nothing,
  statusChanged: nothing,
  fileRefused: nothing,
  codeChanged: nothing,
  queuePosition: nothing,
  noticeRaised: nothing,
  noteChanged: nothing,
  noteDeleted: nothing,
  replyChanged: nothing,
  replyDeleted: nothing,
  requestHidden: () => Promise.resolve(),
  sightChanged: () => Promise.resolve(),
  surveySent: nothing,
};

/** A line of one, whose node is gone for five minutes. */
async function afterAnOutage() {
  const opened = await openOnSqlite();
  const world = await createWorld([opened.storage]);
  await world.arrive(world.portals[0]!, '');
  await world.settle();
  await world.close();
  world.known.customers.clear();
  await world.advance(5 * 60_000);
  const { storage } = opened;
  const desk = createDesk({
    courier: silentCourier,
    storage,
    publisher: silent,
    clock: { now: world.now },
    files: deskFiles,
    onFailure: (failure) => {
      throw failure;
    },
  });
  const accountId = world.technicians[0]!.accountId;
  const row = async () => (await storage.forAccount(accountId).requests(10, 'all'))[0]!;
  const close = async (): Promise<void> => {
    await desk.due.close();
    await opened.dispose();
  };
  return { world, desk, accountId, row, close };
}

test('[R4] an outage costs nobody the place in the line: who comes back to it goes on', async () => {
  const { world, desk, accountId, row, close } = await afterAnOutage();
  const { id, queuedAt } = await row();
  await desk.due.tick();
  expect((await row()).phase).toBe('waiting');
  await desk.came(
    { party: 'customer', accountId, requestId: id },
    { endpoint: 'page', node: 'new' },
  );
  await world.advance(59_000);
  await desk.due.tick();
  expect(await row()).toMatchObject({ phase: 'waiting', queuedAt });
  await close();
});

test('[R4] who does not come back after an outage is given up all the same', async () => {
  const { world, desk, row, close } = await afterAnOutage();
  await desk.due.tick();
  await world.advance(60_000);
  await desk.due.tick();
  expect((await row()).phase).toBe('abandoned');
  await close();
});
