/*
 * Chat through the whole server, checked, stored durably, fanned out and acknowledged, beside a bare
 * Socket.IO relay in the same run; how the cost grows with rooms, with the length of messages and
 * with nodes; as tables and in `.bench/load.json`.
 *
 *   npm run bench:load -- [--rounds N] [--seconds N] [--only sizes,rooms,bytes,nodes] [--case NAME]
 *     [--profile]
 *
 * `--case` takes those alone whose name begins so, for example `--case '5,000 sockets'`.
 * `--profile` leaves a CPU profile of each run of the server in `.bench`, for a flame graph.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { findRedis, startRedis } from '../../support/redis/startRedis.ts';
import { serverEnvironment, serverFlags } from '../../support/installation/serverProcess.ts';
import { figuresFolder, writeFigures } from '../figures.ts';
import { median } from '../statistics.ts';
import { cases, type Case } from './cases.ts';
import { measureDisk, type DiskDelays } from './diskFloor.ts';
import { measure, startTarget, type Load, type Target } from './measure.ts';
import { fillDatabase } from './seats.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    only: { type: 'string' },
    case: { type: 'string' },
    profile: { type: 'boolean', default: false },
  },
});
const forMs = Number(values.seconds) * 1_000;
const groups = values.only?.split(',');
const begin = values.case ?? '';
const profile = values.profile ? ['--cpu-prof', '--cpu-prof-dir', figuresFolder] : [];
/** As `npm start` does. */
const server = [
  ...serverFlags,
  ...profile,
  'signaling-server/src/main.ts',
  ...['--role', 'signaling'],
];

async function closeAll(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.close()));
}

/** A bare relay stores nothing: what the disk does at the same time is measured by itself. */
async function onFloor(floor: Case): Promise<Load & DiskDelays> {
  const { sockets, rooms, messagesPerS, bytes = 100 } = floor;
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-load-'));
  const seats = await fillDatabase({ dataDir }, sockets, rooms);
  const target = await startTarget(['tests/bench/load/bareRelay.ts']);
  const measuring = measure([target], seats, { messagesPerS, forMs, bytes });
  const disk = await measureDisk(dataDir, measuring);
  const load = await measuring;
  await closeAll([target]);
  await rm(dataDir, { recursive: true });
  return { ...load, ...disk };
}

async function onBeside({ sockets, rooms, messagesPerS, bytes = 100, nodes }: Case): Promise<Load> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-load-'));
  const servers = nodes === undefined ? undefined : await startServers();
  const seats = await fillDatabase(
    { dataDir, ...(servers && { databaseUrl: servers.databaseUrl }) },
    sockets,
    rooms,
  );
  const environment = {
    ...serverEnvironment,
    // All come from one address, and some from many pages of one person.
    ...{ DATA_DIR: dataDir, PORT: '0', DEMO: '0', LOG_LEVEL: 'warn', LIMIT_FACTOR: '100' },
    ...(servers && { DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl }),
  };
  const targets: Target[] = [];
  for (let at = 0; at < (nodes ?? 1); at += 1) targets.push(await startTarget(server, environment));
  const load = await measure(targets, seats, { messagesPerS, forMs, bytes });
  await closeAll(targets);
  await servers?.stop();
  await rm(dataDir, { recursive: true });
  return load;
}

async function startServers() {
  const [programs, redisProgram] = [findPostgres(), findRedis()];
  if ('missing' in programs) throw new Error(programs.missing);
  if ('missing' in redisProgram) throw new Error(redisProgram.missing);
  const postgres = await startPostgres(programs, { fsync: true });
  const redis = await startRedis(redisProgram);
  return {
    databaseUrl: await postgres.createDatabase(),
    redisUrl: redis.url,
    stop: () => Promise.all([postgres.stop(), redis.stop()]),
  };
}

function summarize(loads: readonly Load[]): Record<string, number> {
  const of = (pick: (load: Load) => number): number =>
    Number(median(loads.map(pick)).toPrecision(3));
  return {
    'answered p50, ms': of(({ ackP50 }) => ackP50),
    'answered p99, ms': of(({ ackP99 }) => ackP99),
    'heard p99, ms': of(({ heardP99 }) => heardP99),
    'cpu for each, µs': of(({ cpuUs }) => cpuUs),
    'refused or unanswered': of(({ refused, unanswered }) => refused + unanswered),
    'start, MiB': of(({ startMiB }) => startMiB),
    'with all there, MiB': of(({ idleMiB }) => idleMiB),
    'loaded, MiB': of(({ loadedMiB }) => loadedMiB),
    'each idle socket, KiB': of(({ idleKiBEach }) => idleKiBEach),
    'all connected, ms': of(({ connectMs }) => connectMs),
  };
}

function summarizeDisk(floors: readonly DiskDelays[]): Record<string, string> {
  const all = (pick: (disk: DiskDelays) => number): string =>
    floors.map((disk) => pick(disk).toPrecision(3)).join(', ');
  return {
    'bare disk, p99, ms': all(({ fsyncP99 }) => fsyncP99),
    'bare disk, longest, ms': all(({ fsyncLongest }) => fsyncLongest),
  };
}

const results = cases
  .filter(({ group, name }) => (groups?.includes(group) ?? true) && name.startsWith(begin))
  .map((one) => ({ case: one, floor: [] as (Load & DiskDelays)[], beside: [] as Load[] }));
if (results.length === 0) {
  console.error(`there is no such case; there are ${cases.map(({ name }) => name).join('; ')}`);
  process.exit(1);
}
const loadBefore = loadavg();
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const result of results) {
    if (result.case.floor) result.floor.push(await onFloor(result.case));
    result.beside.push(await onBeside(result.case));
    const { cpuUs = 0, ackP50 = 0, ackP99 = 0 } = result.beside.at(-1) ?? {};
    const [cpu, p50, p99] = [cpuUs, ackP50, ackP99].map((value) => value.toPrecision(3));
    console.log(`round ${round + 1}: ${result.case.name}: ${cpu} µs, p50 ${p50} ms, p99 ${p99} ms`);
  }
}
const rows = results.flatMap(({ case: { name }, floor, beside }) => {
  const ratio = median(beside.map(({ cpuUs }) => cpuUs)) / median(floor.map(({ cpuUs }) => cpuUs));
  return [
    ...(floor.length > 0
      ? [{ name: `${name}: floor`, ...summarize(floor), ...summarizeDisk(floor) }]
      : []),
    {
      name: `${name}: Beside`,
      ...summarize(beside),
      ...(floor.length > 0 && { 'cpu, × floor': Number(ratio.toFixed(2)) }),
    },
  ];
});
console.table(Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures])));
console.log(
  `load of the machine before and after: ${loadBefore.join(' ')}, ${loadavg().join(' ')}`,
);
await writeFigures('load', { rows, results, loadBefore, loadAfter: loadavg() });
process.exit();
