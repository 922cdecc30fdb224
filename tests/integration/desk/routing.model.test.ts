import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SupportRequest } from '@beside/shared/domain/request';
import { openOnPostgres, openOnSqlite } from '../../contract/storage/drivers.ts';
import type { Open } from '../../contract/storage/suite.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres/startPostgres.ts';
import { doSomething } from './model/operations.ts';
import { Random } from './model/random.ts';
import { checkRules } from './model/rules.ts';
import { createWorld, type World } from './model/world.ts';

const stepsPerAccount = 60;
/** How many times as long as usual: a night's run is set by hand. */
const times = Number(process.env['MODEL_TIMES'] ?? 1);
const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 0x7fffffff));

const rowsOf = async ({ storage, technicians }: World): Promise<SupportRequest[]> =>
  storage.forAccount(technicians[0]!.accountId).requests(1_000, 'all');

/** @returns how often each operation was done */
async function live(world: World, random: Random): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let rows: SupportRequest[] = [];
  for (let step = 0; step < stepsPerAccount; step += 1) {
    const done = await doSomething(world, random, rows);
    for (const name of done) counts.set(name, (counts.get(name) ?? 0) + 1);
    await world.settle();
    const after = await rowsOf(world);
    await checkRules(world, rows, after);
    rows = after;
  }
  await nothingHangs(world);
  return counts;
}

/** With everybody gone, everybody is given up in the end, and no offer stays. */
async function nothingHangs(world: World): Promise<void> {
  world.known.present.clear();
  world.known.customers.clear();
  for (let minutes = 0; minutes < 4; minutes += 1) {
    await world.advance(61_000);
    await world.settle();
  }
  const phases = new Set((await rowsOf(world)).map(({ phase }) => phase));
  expect(phases.has('waiting') || phases.has('offered')).toBe(false);
}

async function run(open: Open, nodes: number, accounts: number): Promise<void> {
  const opened = await open();
  const more = await Promise.all(Array.from({ length: nodes - 1 }, () => opened.openAgain()));
  const counts = new Map<string, number>();
  const began = performance.now();
  try {
    for (let at = 0; at < accounts; at += 1) {
      const world = await createWorld([opened.storage, ...more]);
      try {
        const done = await live(world, new Random(seed + at));
        for (const [name, count] of done) counts.set(name, (counts.get(name) ?? 0) + count);
      } catch (failure) {
        throw new Error(`seed ${seed}, account ${at}`, { cause: failure });
      } finally {
        await world.close();
      }
    }
  } finally {
    for (const storage of more) await storage.close();
    await opened.dispose();
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const list = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  console.log(
    `seed ${seed}: ${accounts * stepsPerAccount} steps, ${total} operations in ${seconds} s (${list})`,
  );
}

test('[R3] whatever happens at the same moment, each request is in one place: node:sqlite', async () => {
  await run(openOnSqlite, 1, 15 * times);
});

const programs = findPostgres();
if ('missing' in programs) {
  test.skip(`[R3] on PostgreSQL (${programs.missing})`);
} else {
  describe('with a server', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(programs);
    }, 60_000);
    afterAll(() => server.stop());
    test('[R3] whatever happens at the same moment, on two nodes: PostgreSQL', async () => {
      await run(
        openOnPostgres(() => server),
        2,
        10 * times,
      );
    });
  });
}
