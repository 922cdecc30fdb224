import { expect, test } from 'vitest';
import { createDesk } from '@beside/signaling-server/desk/desk';
import { openOnSqlite } from '../../contract/storage/drivers.ts';
import { deskFiles } from '../../support/installation/deskFiles.ts';
import { silentPublisher } from '../../support/installation/silentPublisher.ts';
import { createWorld } from './model/world.ts';
import { silentCourier } from '../../support/notify/silentCourier.ts';

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
    publisher: silentPublisher,
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
