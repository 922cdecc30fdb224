import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
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
import { findRedis, startRedis, type RedisServer } from '../../support/redis/startRedis.ts';
import { layWire, type Wire } from '../../chaos/world/wire.ts';
import { gather } from '../desk/support.ts';

let redis: RedisServer;
let wire: Wire;
let installation: TestInstallation;
beforeAll(async () => {
  const found = findRedis();
  if ('missing' in found) throw new Error(found.missing);
  redis = await startRedis(found);
  const address = new URL(redis.url);
  const { port } = address;
  wire = await layWire(() => [Number(port)]);
  address.port = String(wire.port);
  installation = await startTestInstallation({ REDIS_URL: address.href });
});
afterAll(async () => {
  await installation.close();
  await wire.close();
  await redis.stop();
});

/** What every node says of Redis. */
const said = () =>
  Promise.all(
    installation.nodes.map(async ({ url }) => {
      const ready = (await (await fetch(`${url}/readyz`)).json()) as { redis: string };
      return ready.redis;
    }),
  );
const isHere = () => expect.poll(said, { timeout: 10_000 }).toEqual(['ok', 'ok']);
const isAway = () => expect.poll(said, { timeout: 10_000 }).toEqual(['away', 'away']);

const post = (page: Pick<TestPage, 'request'>, requestId: never, text: string) =>
  page.request('chat:post', { requestId, id: uuidV7(), text });
const isText = (text: string) => (message: { entry: { kind: string; text?: string } }) =>
  message.entry.text === text;

/** A customer with two pages on one node, and a technician on the other. */
async function together() {
  const { requestId, token, ...customer } = await enterAsCustomer(installation.url);
  const second = await connect(installation.url, { party: 'customer', token });
  const technician = await enterAsTechnician(installation.url, 'tech2@demo.test');
  for (const page of [customer, second, technician]) {
    await page.request('request:follow', { requestId, afterSeq: 0 });
  }
  return { requestId: requestId as never, customer, second, technician };
}

beforeEach(isHere);
afterEach(() => redis.start());

test('[G4][C3] Redis is away: everybody on one node hears all, and the others catch up when it is back', async () => {
  const { requestId, customer, second, technician } = await together();
  const heard = gather(technician, 'chat:entry');
  const live = technician.next('chat:entry', isText('before'));
  const { seq } = await post(customer, requestId, 'before');
  await live;
  const before = heard.length;

  await redis.kill();
  await isAway();
  const texts = Array.from({ length: 5 }, (_, at) => `while away ${at}`);
  for (const text of texts) {
    const here = second.next('chat:entry', isText(text));
    await post(customer, requestId, text);
    await here;
  }
  expect(heard).toHaveLength(before);

  const behind = technician.next('socket:behind');
  const startedAt = performance.now();
  await redis.start();
  await behind;
  console.log(`Redis is back: told after ${(performance.now() - startedAt).toFixed()} ms`);
  const { entries } = await technician.request('request:follow', { requestId, afterSeq: seq });
  const caughtUp = entries.flatMap((entry) => (entry.kind === 'message' ? entry.text : []));
  expect(caughtUp).toEqual(texts);
  const again = technician.next('chat:entry', isText('after'));
  await post(customer, requestId, 'after');
  await again;
});

test('[G6][G4] a line to Redis that is dead without a word is noticed, and pages catch up', async () => {
  const { requestId, customer, technician } = await together();
  wire.strand();
  const { seq } = await post(customer, requestId, 'into a black hole');
  await new Promise((resolve) => technician.socket.once('socket:behind', resolve));
  await isHere();
  const { entries } = await technician.request('request:follow', { requestId, afterSeq: seq - 1 });
  expect(entries).toMatchObject([{ text: 'into a black hole' }]);
  const again = technician.next('chat:entry', isText('after'));
  await post(customer, requestId, 'after');
  await again;
});

test('[G4][T12] a right that is taken away while Redis is away goes on the other node when it is back', async () => {
  const { requestId, technician } = await together();
  const database = new pg.Client(installation.environment['DATABASE_URL']);
  await database.connect();
  const { rows } = await database.query<{ id: UserId; account_id: AccountId }>(
    `select id, account_id from users where email = 'tech2@demo.test'`,
  );
  await database.end();
  const { id, account_id: accountId } = rows[0]!;
  await redis.kill();
  await isAway();
  await installation.companies.grant(accountId, id, []);
  const hidden = technician.next('request:hidden', (told) => told.requestId === requestId);
  await redis.start();
  await hidden;
  const refused = await technician.ask('chat:since', { requestId, afterSeq: 0 });
  expect(refused).toMatchObject({ error: { code: 'not-found' } });
  await installation.companies.grant(accountId, id, 'all');
});
