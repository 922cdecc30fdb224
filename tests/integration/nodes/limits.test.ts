import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRequest, postJson, requestForm } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { findRedis, startRedis, type RedisServer } from '../../support/redis/startRedis.ts';

let redis: RedisServer;
let installation: TestInstallation;
beforeAll(async () => {
  const found = findRedis();
  if ('missing' in found) throw new Error(found.missing);
  redis = await startRedis(found);
  installation = await startTestInstallation({ REDIS_URL: redis.url, LIMIT_FACTOR: '0.1' });
  await openRequest(installation.url);
});
afterAll(async () => {
  await installation.close();
  await redis.stop();
});

/** How many forms of that address get through, sent to the nodes by turns. */
async function passing(address: string): Promise<number> {
  const statuses: number[] = [];
  for (let at = 0; at < 14; at += 1) {
    const { url } = installation.nodes[at % installation.nodes.length]!;
    const answer = await postJson(`${url}/api/v1/portals/demo/requests`, requestForm(), {
      'x-forwarded-for': address,
    });
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    statuses.push(answer.status);
  }
  return statuses.filter((status) => status === 200).length;
}

test('[Q3] nodes count together; while Redis is away each counts alone, and nobody is shut out', async () => {
  expect(await passing('203.0.113.60')).toBe(6);
  await redis.kill();
  expect(await passing('203.0.113.61')).toBe(12);
  await redis.start();
  const said = async () =>
    ((await (await fetch(`${installation.url}/readyz`)).json()) as { redis: string }).redis;
  await expect.poll(said, { timeout: 10_000 }).toBe('ok');
  await expect.poll(() => passing(`203.0.113.${100 + Math.floor(Math.random() * 100)}`)).toBe(6);
});
