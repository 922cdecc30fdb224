import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canMakeNetworks } from '../support/network/canMakeNetworks.ts';
import { findRedis, startRedis, type RedisServer } from '../support/redis/startRedis.ts';
import { say, serve } from './support/actors.ts';
import { bringUpApart } from './support/bringUpApart.ts';
import { describeWith } from './support/describeWith.ts';
import { longestGapSince, shareMotion, waitForFrames } from './support/frames.ts';
import { relay } from './support/relay.ts';

/** Longer than any move takes on a busy machine, shorter than a person's patience. */
const gapLimitMs = 8_000;
/** A busy machine alone is the reason for as much as this. */
const directGapLimitMs = 3_000;

const found = findRedis();
const isMany = process.env['BESIDE_TEST_NODES'] !== undefined && !('missing' in found);

/** In the project `nodes` customer and technician are on two nodes of signaling, too. */
describeWith(relay, canMakeNetworks())('two SFU nodes', () => {
  let redis: RedisServer | undefined;
  let portal: Page;
  let console: Page;

  beforeAll(async () => {
    redis = isMany ? await startRedis(found) : undefined;
  });
  afterAll(() => redis?.stop());
  const { beside, blockDirect } = bringUpApart({
    environment: () => (redis ? { REDIS_URL: redis.url } : {}),
    sfuNodes: 2,
  });
  /** Both go through all of it. */
  beforeAll(async () => {
    portal = await beside.open();
    console = await beside.open({}, 'technician');
  });

  test('[S6][K4][K5] the one that has the session dies or is stopped: the picture goes on through the other', async ({
    annotate,
  }) => {
    await serve(console, portal, beside.url, 'Nora Node');
    await shareMotion(console, portal, 20);
    await console.getByText('Direct connection').first().waitFor();
    await console.getByText('standby ready').first().waitFor();

    const relayState = async () => (await (await fetch(`${beside.url}/readyz`)).json()) as object;
    const gaps: number[] = [];
    const steps = [
      { signal: 'SIGKILL', way: 'Direct connection' },
      { signal: 'SIGKILL', way: 'Through the relay' },
      { signal: 'SIGTERM', way: 'Through the relay' },
    ] as const;
    for (const { signal, way } of steps) {
      if (way === 'Through the relay') blockDirect();
      await console.getByText(way).first().waitFor();
      const rooms = await Promise.all(
        beside.installation.sfuNodes.map(async (node) => (await node.readiness()).rooms),
      );
      const carrying = beside.installation.sfuNodes[rooms.indexOf(1)]!;
      const from = await console.evaluate(() => performance.now());
      carrying.kill(signal);
      await carrying.ended();
      await waitForFrames(console, 30);
      gaps.push(await longestGapSince(console, from - 200));
      // It is back, as its supervisor would bring it, and the other one has the session.
      await carrying.start();
      await expect
        .poll(relayState, { timeout: 10_000 })
        .toMatchObject({ relay: 'ok', relayNodes: 2 });
      if (way === 'Direct connection')
        await console.getByText('standby ready').first().waitFor({ timeout: 15_000 });
    }
    const [direct, killed, drained] = gaps.map((gap) => `${Math.round(gap)} ms`);
    const words = `killed under a direct link ${direct}, killed ${killed}, drained ${drained}`;
    await annotate(`SFU node: ${words}`);
    globalThis.console.log(`longest gaps in presented frames, SFU node ${words}`);
    expect(gaps[0]).toBeLessThan(directGapLimitMs);
    expect(Math.max(...gaps)).toBeLessThan(gapLimitMs);
    await portal.getByText('Through the relay').first().waitFor();
  });

  test.skipIf(!isMany)(
    '[G4] Redis is away for a while: what was written meanwhile is read by itself when it is back',
    async () => {
      await redis!.kill();
      await say(portal, 'Are you still there?');
      await portal.getByText('Are you still there?').first().waitFor();
      expect(await console.getByText('Are you still there?').count()).toBe(0);
      await redis!.start();
      await console.getByText('Are you still there?').first().waitFor();
      await say(portal, 'Good.');
      await console.getByText('Good.').first().waitFor();
    },
  );
});
