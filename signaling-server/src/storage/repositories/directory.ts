import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { Directory } from '../../ports.ts';
import type { Database } from '../database.ts';
import { findHelper } from './helpers.ts';
import { emailKey, insertUser, toAccount, toUser } from './people.ts';
import { findPortalBySlug, insertPortal, listEmbedOrigins } from './portals.ts';

/** The questions that come before an account is known. */
export function createDirectory(database: Database): Directory {
  return {
    isEmpty: () =>
      database.run(async (db) => {
        const any = await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst();
        return any === undefined;
      }),

    accounts: () =>
      database.run(async (db) => {
        const rows = await db.selectFrom('accounts').selectAll().orderBy('name').execute();
        return rows.map(toAccount);
      }),

    createAccount: (account, users, portals) =>
      database.transaction(async (db) => {
        await db.insertInto('accounts').values(account).execute();
        for (const user of users) await insertUser(db, user);
        for (const portal of portals) await insertPortal(db, portal);
      }),

    portalBySlug: (slug) =>
      database.run(async (db) => {
        const portal = await findPortalBySlug(db, slug);
        if (!portal) return undefined;
        const account = await db
          .selectFrom('accounts')
          .selectAll()
          .where('id', '=', portal.accountId)
          .executeTakeFirstOrThrow();
        return { account: toAccount(account), portal };
      }),

    embedOrigins: () => database.run(listEmbedOrigins),

    userByEmail: (email) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('users')
          .selectAll()
          .where('email_key', '=', emailKey(email))
          .executeTakeFirst();
        return row && { ...toUser(row), passwordHash: row.password_hash };
      }),

    requestByToken: (tokenHash) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('requests')
          .select(['id', 'account_id'])
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst();
        return row && { accountId: row.account_id as AccountId, requestId: row.id as RequestId };
      }),

    secret: (name, proposed) =>
      database.transaction(async (db) => {
        await db
          .insertInto('secrets')
          .values({ name, value: proposed })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        const { value } = await db
          .selectFrom('secrets')
          .select('value')
          .where('name', '=', name)
          .executeTakeFirstOrThrow();
        return value;
      }),

    codeByDigits: (digits) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('codes')
          .select(['id', 'account_id'])
          .where('digits', '=', digits)
          .executeTakeFirst();
        return row && { accountId: row.account_id as AccountId, id: row.id };
      }),

    helperByDigits: (digits) => database.run((db) => findHelper(db, { digits })),
    helperByToken: (tokenHash) => database.run((db) => findHelper(db, { tokenHash })),
  };
}
