/*
 * How long each page of the reports takes over many generated sessions, on both databases; the
 * target is 200 ms. Questions are asked one after another, as one reader does.
 *
 *   npm run bench:reports [sessions] [times each is asked]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Storage } from '@beside/signaling-server/ports';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { writeFigures } from '../figures.ts';
import { median, percentile } from '../statistics.ts';
import { generate, postgresDialect, sqliteDialect, type Dialect } from './generate.ts';
import { questionsOf } from './questions.ts';

const sessions = Number(process.argv[2] ?? 1_000_000);
const times = Number(process.argv[3] ?? 20);
const targetMs = 200;

interface Found {
  p50: number;
  p95: number;
}

async function measure(
  name: string,
  storage: Storage,
  execute: (sql: string) => Promise<void>,
  dialect: Dialect,
): Promise<Map<string, Found>> {
  const startedAt = performance.now();
  const generated = await generate(storage, execute, dialect, sessions);
  const tookS = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${name}: ${sessions} sessions were made in ${tookS} s`);
  const { reports } = storage.forAccount(generated.tenant.account.id);
  const found = new Map<string, Found>();
  for (const { name: question, ask } of questionsOf(reports, generated)) {
    const took: number[] = [];
    // The first one warms the file's pages, as the day's first reader does.
    for (let at = 0; at <= times; at++) {
      const before = performance.now();
      await ask(at);
      if (at > 0) took.push(performance.now() - before);
    }
    found.set(question, { p50: median(took), p95: percentile(took, 0.95) });
  }
  return found;
}

const directory = mkdtempSync(join(tmpdir(), 'beside-bench-'));
const results = new Map<string, Map<string, Found>>();
try {
  const sqlite = await openStorage({ dataDir: directory });
  const executeOnSqlite = async (sql: string): Promise<void> => {
    const database = new DatabaseSync(join(directory, 'beside.sqlite'), { timeout: 60_000 });
    database.exec(sql);
    database.close();
  };
  results.set('SQLite', await measure('SQLite', sqlite, executeOnSqlite, sqliteDialect));
  await sqlite.close();

  const programs = findPostgres();
  if ('missing' in programs) console.log(programs.missing);
  else {
    const server = await startPostgres(programs, { fsync: true });
    const databaseUrl = await server.createDatabase();
    const client = new pg.Client(databaseUrl);
    await client.connect();
    const postgres = await openStorage({ databaseUrl, dataDir: directory });
    const executeOnPostgres = async (sql: string): Promise<void> => {
      await client.query(sql);
    };
    await executeOnPostgres('set max_parallel_workers_per_gather = 0');
    results.set(
      'PostgreSQL',
      await measure('PostgreSQL', postgres, executeOnPostgres, postgresDialect),
    );
    await postgres.close();
    await client.end();
    await server.stop();
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}

const questions = [...(results.get('SQLite')?.keys() ?? [])];
console.table(
  Object.fromEntries(
    questions.map((question) => [
      question,
      Object.fromEntries(
        [...results].flatMap(([name, found]) => {
          const { p50, p95 } = found.get(question) ?? { p50: Number.NaN, p95: Number.NaN };
          const over = p95 > targetMs ? ' !' : '';
          return [
            [`${name} p50, ms`, Math.round(p50)],
            [`${name} p95, ms`, `${Math.round(p95)}${over}`],
          ];
        }),
      ),
    ]),
  ),
);
await writeFigures('reports', {
  sessions,
  targetMs,
  found: Object.fromEntries([...results].map(([name, found]) => [name, Object.fromEntries(found)])),
});
