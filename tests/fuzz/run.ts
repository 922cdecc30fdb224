import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Order } from './attacker.ts';
import type { flood } from './attacks.ts';
import type { Findings } from './fuzz.ts';
import { graph } from '../soak/graph.ts';
import { createOnlooker, percentile } from './onlooker.ts';
import { startServer, type Vitals } from './serverUnderTest.ts';
import { changedTables, hashState } from './state.ts';

const help = `Usage: npm run fuzz [-- OPTIONS]

Attacks a server of its own: a flood, slow connections, then malformed events and requests; says what
became of it and of an onlooker, and fails where something did not hold.

Options:
  --events N    malformed events (1000000)
  --requests N  malformed HTTP requests (100000)
  --seed N      where to begin; a finding names the seed that brings it back (any)
  --only PART   flood, slow or fuzz
  -h, --help    show this help`;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}

const failures: string[] = [];
function hold(what: string, holds: boolean): void {
  console.log(`  ${holds ? '✓' : '✗'} ${what}`);
  if (!holds) failures.push(what);
}

interface Said {
  ready?: true;
  progress?: { events: number; requests: number };
  result?: unknown;
}

function send<T>(
  order: Order,
  {
    onReady,
    onProgress,
  }: {
    onReady?: () => Promise<void>;
    onProgress?: (said: NonNullable<Said['progress']>) => void;
  } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('attacker.ts', import.meta.url), { workerData: order });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the attacker gave up')));
    worker.on('message', ({ ready, progress, result }: Said) => {
      if (ready) onReady?.().then(() => worker.postMessage('go'), reject);
      if (progress) onProgress?.(progress);
      if (result !== undefined) resolve(result as T);
    });
  });
}

async function tryFlood(): Promise<void> {
  console.log('▸ One attacker, 20,000 messages a second, for 20 s');
  const server = await startServer({});
  const onlooker = await createOnlooker(server.url);
  const calm = await onlooker.ask(10_000);
  const asking = onlooker.begin();
  const done = await send<Awaited<ReturnType<typeof flood>>>({
    do: 'flood',
    url: server.url,
    forMs: 20_000,
  });
  const stormy = await asking.end();
  const [before, during] = [percentile(calm, 0.99), percentile(stormy, 0.99)];
  const slowest = Math.max(...done.cutAfterMs);
  console.log(
    `  sent ${done.sent}, cut ${done.cutAfterMs.length} times, refused at the door ${done.refused} times`,
  );
  console.log(
    `  onlooker p50 ${percentile(calm, 0.5).toFixed(1)} → ${percentile(stormy, 0.5).toFixed(1)} ms, p99 ${before.toFixed(1)} → ${during.toFixed(1)} ms`,
  );
  hold(
    `cut within 2 s (slowest ${Math.round(slowest)} ms)`,
    done.cutAfterMs.length > 0 && slowest <= 2_000,
  );
  hold(
    `onlooker's p99 at most twice as long (${(during / before).toFixed(2)} ×)`,
    during <= 2 * before,
  );
  onlooker.close();
  await server.stop();
}

async function trySlow(): Promise<void> {
  console.log('▸ 2,000 connections that say half of something');
  const server = await startServer({});
  const lasted = await send<number>({ do: 'crawl', url: server.url, count: 2_000 });
  hold(`all closed within 11 s (${(lasted / 1000).toFixed(2)} s)`, lasted <= 11_000);
  hold('the server is up', server.isUp());
  await server.stop();
}

async function tryFuzz(): Promise<void> {
  const [seed, events, requests] = [
    Number(values.seed),
    Number(values.events),
    Number(values.requests),
  ];
  console.log(`▸ ${events} malformed events, ${requests} malformed requests, seed ${seed}`);
  const server = await startServer({ LIMIT_FACTOR: '1000000', LOG_LEVEL: 'silent' });
  const onlooker = await createOnlooker(server.url);
  const calm = await onlooker.ask(3_000);
  let before: Record<string, string> = {};
  const samples: Vitals[] = [];
  const sampling = setInterval(
    () =>
      void server.vitals().then(
        (one) => samples.push(one),
        () => undefined,
      ),
    1_000,
  );
  const asking = onlooker.begin();
  const started = performance.now();
  const findings = await send<Findings>(
    { do: 'fuzz', url: server.url, seed, events, requests, packets: Math.ceil(requests / 50) },
    {
      onReady: async () => {
        before = hashState(server.dataDir);
      },
      onProgress: (said) => {
        if (said.events % 20_000 === 0)
          console.log(`  ${said.events} events, ${said.requests} requests`);
      },
    },
  );
  const stormy = await asking.end();
  clearInterval(sampling);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `  ${findings.events} events, ${findings.requests} requests, ${findings.packets} broken packets in ${seconds.toFixed(0)} s; ${findings.cut} connections closed for it`,
  );
  console.log(
    `  onlooker p50 ${percentile(calm, 0.5).toFixed(1)} → ${percentile(stormy, 0.5).toFixed(1)} ms, p99 ${percentile(calm, 0.99).toFixed(1)} → ${percentile(stormy, 0.99).toFixed(1)} ms, worst ${stormy.at(-1)?.toFixed(0)} ms`,
  );
  hold('the server is up', server.isUp());
  hold(
    `everything was refused (${findings.wrong.join('; ') || 'no finding'})`,
    findings.wrong.length === 0,
  );
  const changed = changedTables(before, hashState(server.dataDir));
  hold(`nothing was changed (${changed.join(', ') || 'no table'})`, changed.length === 0);
  const internal = (await server.metrics()).match(/.*code="internal".*/g) ?? [];
  hold(`nothing failed inside (${internal.join('; ') || 'no failure'})`, internal.length === 0);
  hold('the onlooker was always answered', (stormy.at(-1) ?? Infinity) < 60_000);
  for (const what of ['rssMiB', 'heapMiB', 'externalMiB'] as const) {
    const values = samples.map((one) => one[what]);
    console.log(`  ${what.padEnd(11)} ${graph(values)} at most ${Math.max(...values).toFixed(0)}`);
  }
  const fifth = Math.floor(samples.length / 5);
  if (fifth >= 3) {
    const least = (of: Vitals[], what: 'rssMiB' | 'heapMiB') =>
      Math.min(...of.map((one) => one[what]));
    const [early, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)];
    for (const what of ['heapMiB', 'rssMiB'] as const) {
      const [from, to] = [least(early, what), least(late, what)];
      hold(`${what} flat: ${from.toFixed(0)} → ${to.toFixed(0)}`, to <= from * 1.1 + 5);
    }
  }
  onlooker.close();
  await server.stop();
}

const parts = { flood: tryFlood, slow: trySlow, fuzz: tryFuzz };
for (const [name, part] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await part();
}
console.log(failures.length === 0 ? '\nEverything held.' : `\n${failures.length} did not hold.`);
process.exit(failures.length === 0 ? 0 : 1);
