import type { Selectable } from 'kysely';
import type { IdentityStorage, Tries } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

type TriesStorage = Pick<IdentityStorage, 'countTries' | 'tries' | 'forgetTries'>;

export function createTriesStorage(database: Database): TriesStorage {
  return {
    countTries: (key, next) =>
      database.transaction(async (db) => {
        // There is a row to be locked, whoever comes first.
        await db
          .insertInto('tries')
          .values({ key, count: 0, last_at: 0, blocked_until: 0 })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute();
        const row = await db
          .selectFrom('tries')
          .selectAll()
          .where('key', '=', key)
          .forUpdate()
          .executeTakeFirst();
        const after = next(row && row.count > 0 ? toTries(row) : undefined);
        if (!after) {
          await db.deleteFrom('tries').where('key', '=', key).execute();
          return;
        }
        const { count, lastAt, blockedUntil } = after;
        await db
          .updateTable('tries')
          .set({ count, last_at: lastAt, blocked_until: blockedUntil })
          .where('key', '=', key)
          .execute();
      }),

    tries: (key) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('tries')
          .selectAll()
          .where('key', '=', key)
          .executeTakeFirst();
        return row && toTries(row);
      }),

    forgetTries: (before) =>
      database.run(async (db) => {
        await db.deleteFrom('tries').where('last_at', '<', before).execute();
      }),
  };
}

function toTries(row: Selectable<Schema['tries']>): Tries {
  return { count: row.count, lastAt: row.last_at, blockedUntil: row.blocked_until };
}
