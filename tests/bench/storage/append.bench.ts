/*
 * Durable appends per second through the storage port, on both databases, beside a bare node:sqlite
 * loop that commits each insert by itself. Rounds are interleaved; the table shows medians.
 *
 *   node tests/bench/storage/append.bench.ts [seconds of each round] [rounds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Storage } from '@beside/signaling-server/ports';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { buildMessage, createRequest, createTenant } from '../../contract/storage/builders.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';

const roundMs = Number(process.argv[2] ?? 2) * 1_000;
const rounds = Number(process.argv[3] ?? 5);
const writerCounts = [1, 16, 256];

interface Figures {
  perSecond: number;
  p50: number;
  p99: number;
  /** Processor time of this process for one append, in microseconds. */
  cpuUs: number;
}

type Append = () => Promise<void> | void;

async function measure(appends: Append[]): Promise<Figures> {
  const latencies: number[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    appends.map(async (append) => {
      while (performance.now() - startedAt < roundMs) {
        const before = performance.now();
        await append();
        latencies.push(performance.now() - before);
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    perSecond: (latencies.length / (performance.now() - startedAt)) * 1_000,
    p50: at(0.5),
    p99: at(0.99),
    cpuUs: (user + system) / latencies.length,
  };
}

function openBare(directory: string): { append: Append; close: () => void } {
  const database = new DatabaseSync(join(directory, 'bare.sqlite'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE entries (request_id text, seq integer, id text, kind text, at integer, body text,
      PRIMARY KEY (request_id, seq), UNIQUE (request_id, id))`);
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)');
  let seq = 0;
  return {
    append: () => {
      const { id, at, ...body } = buildMessage();
      insert.run('request', ++seq, id, body.kind, at, JSON.stringify(body));
    },
    close: () => database.close(),
  };
}

/** Each writer has a request of its own, as customers do. */
async function openWriters(storage: Storage): Promise<Append[]> {
  const tenant = await createTenant(storage);
  const account = storage.forAccount(tenant.account.id);
  return Promise.all(
    Array.from({ length: Math.max(...writerCounts) }, async () => {
      const { request } = await createRequest(storage, tenant);
      return async () => {
        await account.transaction((transaction) => transaction.append(request.id, buildMessage()));
      };
    }),
  );
}

const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const directory = mkdtempSync(join(tmpdir(), 'beside-bench-'));
const bare = openBare(directory);
const sqlite = await openStorage({ dataDir: join(directory, 'data') });
const programs = findPostgres();
if ('missing' in programs) console.log(programs.missing);
const server = 'missing' in programs ? undefined : await startPostgres(programs, { fsync: true });
const postgres =
  server && (await openStorage({ databaseUrl: await server.createDatabase(), dataDir: directory }));

const sqliteWriters = await openWriters(sqlite);
const postgresWriters = postgres && (await openWriters(postgres));
const contenders = [
  { name: 'bare node:sqlite, 1', appends: [bare.append] },
  ...writerCounts.map((count) => ({
    name: `storage on node:sqlite, ${count}`,
    appends: sqliteWriters.slice(0, count),
  })),
  ...(postgresWriters
    ? writerCounts.map((count) => ({
        name: `storage on PostgreSQL, ${count}`,
        appends: postgresWriters.slice(0, count),
      }))
    : []),
].map((contender) => ({ ...contender, results: [] as Figures[] }));

for (let round = 0; round < rounds; round++) {
  for (const { appends, results } of contenders) results.push(await measure(appends));
}
console.table(
  Object.fromEntries(
    contenders.map(({ name, results }) => {
      const of = (pick: (figures: Figures) => number): number => median(results.map(pick));
      return [
        name,
        {
          'appends/s': Math.round(of(({ perSecond }) => perSecond)),
          'p50 ms': Number(of(({ p50 }) => p50).toFixed(2)),
          'p99 ms': Number(of(({ p99 }) => p99).toFixed(2)),
          'cpu us': Math.round(of(({ cpuUs }) => cpuUs)),
        },
      ];
    }),
  ),
);
bare.close();
await sqlite.close();
await postgres?.close();
await server?.stop();
rmSync(directory, { recursive: true, force: true });
