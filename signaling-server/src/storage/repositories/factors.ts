import type { IdentityStorage } from '../../ports/identity.ts';
import type { Database } from '../database.ts';

type FactorStorage = Pick<
  IdentityStorage,
  | 'authenticator'
  | 'saveAuthenticator'
  | 'useStep'
  | 'removeAuthenticator'
  | 'saveRecoveryCodes'
  | 'countRecoveryCodes'
  | 'useRecoveryCode'
>;

/** Authenticator apps and recovery codes. */
export function createFactorStorage(database: Database): FactorStorage {
  return {
    authenticator: (id) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('authenticators')
          .selectAll()
          .where('user_id', '=', id)
          .executeTakeFirst();
        return (
          row && { secret: row.secret, confirmed: row.confirmed !== 0, lastStep: row.last_step }
        );
      }),

    saveAuthenticator: (id, { secret, confirmed, lastStep }) =>
      database.run(async (db) => {
        const values = { secret, confirmed: confirmed ? 1 : 0, last_step: lastStep };
        await db
          .insertInto('authenticators')
          .values({ user_id: id, ...values })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
          .execute();
      }),

    useStep: (id, step) =>
      database.run(async (db) => {
        const row = await db
          .updateTable('authenticators')
          .set({ last_step: step })
          .where('user_id', '=', id)
          .where('last_step', '<', step)
          .returning('user_id')
          .executeTakeFirst();
        return row !== undefined;
      }),

    removeAuthenticator: (id) =>
      database.run(async (db) => {
        await db.deleteFrom('authenticators').where('user_id', '=', id).execute();
      }),

    saveRecoveryCodes: (id, hashes) =>
      database.transaction(async (db) => {
        await db.deleteFrom('recovery_codes').where('user_id', '=', id).execute();
        const rows = hashes.map((hash) => ({ user_id: id, code_hash: hash }));
        if (rows.length > 0) await db.insertInto('recovery_codes').values(rows).execute();
      }),

    countRecoveryCodes: (id) =>
      database.run(async (db) => {
        const { count } = await db
          .selectFrom('recovery_codes')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('user_id', '=', id)
          .executeTakeFirstOrThrow();
        return count;
      }),

    useRecoveryCode: (id, hash) =>
      database.run(async (db) => {
        const row = await db
          .deleteFrom('recovery_codes')
          .where('user_id', '=', id)
          .where('code_hash', '=', hash)
          .returning('user_id')
          .executeTakeFirst();
        return row !== undefined;
      }),
  };
}
