import {
  chmodSync,
  chownSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { systemClock } from '@beside/shared/lib/clock';
import { createReportSums } from '@beside/signaling-server/desk/reportSums';
import type { Storage } from '@beside/signaling-server/ports';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { generate, postgresDialect, sqliteDialect, type Dialect, type Made } from './generate.ts';

/** A database full of sessions. */
export interface Subject {
  name: string;
  storage: Storage;
  made: Made;
}

type Execute = (sql: string) => Promise<void>;

/** One after the other, each closed when the next is wanted; the `directory` may hold them already. */
export async function* openSubjects(
  directory: string,
  sessions: number,
): AsyncGenerator<Subject, void> {
  yield* openOnSqlite(join(directory, `sqlite-${sessions}`), sessions);
  yield* openOnPostgres(join(directory, `postgres-${sessions}`), sessions);
}

async function* openOnSqlite(directory: string, sessions: number): AsyncGenerator<Subject, void> {
  mkdirSync(directory, { recursive: true });
  const storage = await openStorage({ dataDir: directory });
  const execute: Execute = async (sql) => {
    const database = new DatabaseSync(join(directory, 'beside.sqlite'), { timeout: 60_000 });
    database.exec(sql);
    database.close();
  };
  const made = await provide('SQLite', { directory, storage, execute }, sqliteDialect, sessions);
  yield { name: 'SQLite', storage, made };
  await storage.close();
}

async function* openOnPostgres(directory: string, sessions: number): AsyncGenerator<Subject, void> {
  const programs = findPostgres();
  if ('missing' in programs) return console.log(programs.missing);
  mkdirSync(directory, { recursive: true });
  // The server runs as somebody else, and has to come by.
  chmodSync(dirname(directory), 0o711);
  if (programs.runAs) chownSync(directory, programs.runAs.uid, programs.runAs.gid);
  const server = await startPostgres(programs, {
    ...{ fsync: true, keptIn: directory },
    // As a server has it that nobody has set up.
    sharedBuffers: '128MB',
  });
  const client = new pg.Client(server.url);
  await client.connect();
  const storage = await openStorage({ databaseUrl: server.url, dataDir: directory });
  const execute: Execute = async (sql) => {
    await client.query(sql);
  };
  const made = await provide(
    'PostgreSQL',
    { directory, storage, execute },
    postgresDialect,
    sessions,
  );
  yield { name: 'PostgreSQL', storage, made };
  await storage.close();
  await client.end();
  await server.stop();
}

async function provide(
  name: string,
  { directory, storage, execute }: { directory: string; storage: Storage; execute: Execute },
  dialect: Dialect,
  sessions: number,
): Promise<Made> {
  const note = join(directory, 'made.json');
  if (!existsSync(note)) {
    const made = await timed(`${name}: ${sessions} sessions were made`, () =>
      generate(storage, execute, dialect, sessions),
    );
    writeFileSync(note, JSON.stringify(made));
  }
  // As it is a minute later, and from then on.
  const sums = createReportSums({ storage, clock: systemClock, onFailure: rethrow });
  await timed(`${name}: their sums were made`, () => sums.tick());
  if (dialect.settle) await execute(dialect.settle);
  await readThrough(directory);
  return JSON.parse(readFileSync(note, 'utf8')) as Made;
}

/** As on a server that has been asked before: what is measured is not how fast a disk is. */
async function readThrough(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = createReadStream(join(entry.parentPath, entry.name), { highWaterMark: 2 ** 22 });
    // What a server removes meanwhile is not asked for either.
    await pipeline(file, new Writable({ write: (_chunk, _encoding, done) => done() })).catch(
      (failure: unknown) => {
        if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure;
      },
    );
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const done = await work();
  console.log(`${what} in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  return done;
}

function rethrow(failure: unknown): never {
  throw failure;
}
