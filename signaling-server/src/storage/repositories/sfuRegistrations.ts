import type { SfuRegistrations } from '../../ports/relay.ts';
import type { Database } from '../database.ts';

export function createSfuRegistrations(database: Database): SfuRegistrations {
  return {
    renew: (url, until) =>
      database.run(async (db) => {
        await db
          .insertInto('sfu_registrations')
          .values({ url, expires_at: until })
          .onConflict((conflict) => conflict.column('url').doUpdateSet({ expires_at: until }))
          .execute();
      }),

    list: (now) =>
      database.run(async (db) => {
        const rows = await db
          .selectFrom('sfu_registrations')
          .select('url')
          .where('expires_at', '>', now)
          .orderBy('url')
          .execute();
        return rows.map(({ url }) => url);
      }),

    forget: (before) =>
      database.run(async (db) => {
        await db.deleteFrom('sfu_registrations').where('expires_at', '<=', before).execute();
      }),
  };
}
