import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { canMakeNetworks } from '../support/network/canMakeNetworks.ts';
import { findNginx } from '../support/nginx/startNginx.ts';
import { findCoturn } from '../support/turn/startCoturn.ts';
import { describeWith } from './support/describeWith.ts';
import { recordFrames, waitForFrames } from './support/frames.ts';
import { relay } from './support/relay.ts';
import { openTurnWorld, type TurnWorld } from './support/turn/world.ts';
import { waysOf } from './support/turn/ways.ts';

const [coturn, nginx] = [findCoturn(), findNginx()];
const describeWithAll = describeWith(relay, canMakeNetworks(), coturn, nginx);
const ends = ['customer', 'technician'] as const;

describeWithAll('the picture comes through narrow networks', () => {
  let world: TurnWorld;
  const directNever = (): void => world.network.blockAllBetween(...ends);
  /** A customer who shares meets a technician whose page is new: links are made from nothing. */
  const linkAnew = async (): Promise<void> => {
    await world.console.reload();
    await pictureMoves();
  };
  const pictureMoves = async (): Promise<void> => {
    await world.console.getByLabel('Shared screen').locator('video').first().waitFor();
    await recordFrames(world.console);
    await waitForFrames(world.console, 10);
  };
  const ways = async (): Promise<string[]> =>
    (await Promise.all([waysOf(world.portal), waysOf(world.console)])).flat();

  beforeAll(async () => {
    if ('missing' in coturn || 'missing' in nginx) return;
    world = await openTurnWorld({ coturn, nginx });
  });
  afterEach(() => world.network.unblockAll());
  afterAll(() => (world as TurnWorld | undefined)?.close());

  test('[O5][S6] where both reach nothing but port 443 by TCP, all goes by it: pages, chat, picture, and the way that stands by', async () => {
    directNever();
    for (const end of ends) world.network.allowOnlyTcp(end, 443);
    await world.share();
    await pictureMoves();
    const standby = world.console.getByText('standby ready').first();
    await standby.waitFor({ state: 'attached' });
    expect(new Set(await ways())).toEqual(new Set(['turn-tls']));
  });

  test('[O5][S6] where direct is impossible, the relay carries', async () => {
    directNever();
    await linkAnew();
    expect(await ways()).toContain('udp');
  });

  test('[O5][S6] where the SFU cannot be reached by UDP, it is by TCP, or by TURN', async () => {
    directNever();
    for (const end of ends) world.network.blockUdpBetween(end, 'server');
    await linkAnew();
    expect(await ways()).not.toContain('udp');
  });

  test('[O5][S6] where no UDP leaves the networks, TCP carries', async () => {
    directNever();
    for (const end of ends) {
      for (const peer of ['server', 'edge']) world.network.blockUdpBetween(end, peer);
    }
    await linkAnew();
    expect(await ways()).not.toContain('udp');
    expect(await ways()).not.toContain('turn-udp');
  });
});
