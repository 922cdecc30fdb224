import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzz, prepare } from '../../fuzz/fuzz.ts';
import { changedTables, hashState } from '../../fuzz/state.ts';
import { enterAsCustomer } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation({ LIMIT_FACTOR: '1000000', LOG_LEVEL: 'warn' });
});
afterAll(() => installation.close());

test('[Q8] malformed events, requests and packets are refused, change nothing, and hurt nobody', async () => {
  const { url, dataDir } = installation;
  const senders = await prepare(url);
  const { requestId, ...other } = await enterAsCustomer(url);
  const before = hashState(dataDir);
  // Another part of what the long form (`npm run fuzz`) tries, each time.
  const seed = Date.now() % 1_000_000_000;
  const findings = await fuzz(senders, { seed, events: 3_000, requests: 600, packets: 30 });
  expect(findings.wrong, `seed ${seed}`).toEqual([]);
  expect(findings.events).toBe(3_000);
  expect(changedTables(before, hashState(dataDir)), `seed ${seed}`).toEqual([]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics.match(/.*code="internal".*/g) ?? [], `seed ${seed}`).toEqual([]);
  expect((await other.ask('chat:since', { requestId, afterSeq: 0 })).ok).toBe(true);
  other.close();
});
