import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import type { PostgresServer } from '../../support/postgres/startPostgres.ts';
import type { Open } from './suite.ts';

/** A database file in a directory of its own. */
export const openOnSqlite: Open = async (earlier) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'beside-storage-'));
  const execute = async (sql: string): Promise<void> => {
    const database = new DatabaseSync(join(dataDir, 'beside.sqlite'));
    database.exec(sql);
    database.close();
  };
  if (earlier !== undefined) await execute(earlier);
  const storage = await openStorage({ dataDir });
  return {
    storage,
    openAgain: (options) => openStorage({ dataDir, ...options }),
    execute,
    dispose: async () => {
      await storage.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** An empty database on the server. */
export function openOnPostgres(server: () => PostgresServer): Open {
  return async (earlier) => {
    const databaseUrl = await server().createDatabase();
    const execute = async (sql: string): Promise<void> => {
      const client = new pg.Client(databaseUrl);
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    };
    if (earlier !== undefined) await execute(earlier);
    const storage = await openStorage({ databaseUrl, dataDir: '/nowhere' });
    return {
      storage,
      openAgain: (options) => openStorage({ databaseUrl, dataDir: '/nowhere', ...options }),
      execute,
      dispose: () => storage.close(),
    };
  };
}
