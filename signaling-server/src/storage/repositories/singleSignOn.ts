import type { Kysely, Selectable } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { User } from '../../ports.ts';
import type { IdentityStorage, SingleSignOn } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { appendAudit } from './audit/append.ts';
import { toUser } from './people.ts';

type Db = Kysely<Schema>;

type SingleSignOnStorage = Pick<
  IdentityStorage,
  | 'hasSingleSignOn'
  | 'singleSignOn'
  | 'singleSignOnOf'
  | 'saveSingleSignOn'
  | 'removeSingleSignOn'
  | 'linkedUser'
  | 'linkUser'
>;

export function createSingleSignOnStorage(database: Database): SingleSignOnStorage {
  return {
    hasSingleSignOn: () =>
      database.run(async (db) => {
        const any = await db.selectFrom('single_sign_on').select('account_id').executeTakeFirst();
        return any !== undefined;
      }),

    singleSignOn: (accountId) => database.run((db) => find(db, accountId)),

    singleSignOnOf: (domain) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('single_sign_on_domains')
          .select('account_id')
          .where('domain', '=', domain)
          .executeTakeFirst();
        const accountId = row?.account_id as AccountId | undefined;
        const settings = accountId && (await find(db, accountId));
        return settings && { ...settings, accountId };
      }),

    saveSingleSignOn: (accountId, { issuer, clientId, clientSecret, domains, newUsers }, audit) =>
      database.transaction(async (db) => {
        const values = {
          issuer,
          client_id: clientId,
          client_secret: clientSecret,
          new_users: newUsers,
        };
        await db
          .insertInto('single_sign_on')
          .values({ account_id: accountId, ...values })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
          .execute();
        await db.deleteFrom('single_sign_on_domains').where('account_id', '=', accountId).execute();
        const rows = domains.map((domain) => ({ domain, account_id: accountId }));
        if (rows.length > 0) await db.insertInto('single_sign_on_domains').values(rows).execute();
        if (audit) await appendAudit(db, accountId, audit);
      }),

    removeSingleSignOn: (accountId, audit) =>
      database.transaction(async (db) => {
        await db.deleteFrom('single_sign_on').where('account_id', '=', accountId).execute();
        if (audit) await appendAudit(db, accountId, audit);
      }),

    linkedUser: (accountId, issuer, subject) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('linked_users')
          .innerJoin('users', 'users.id', 'linked_users.user_id')
          .select(['users.id', 'users.account_id', 'users.email', 'users.name', 'users.role'])
          .where('linked_users.account_id', '=', accountId)
          .where('linked_users.issuer', '=', issuer)
          .where('linked_users.subject', '=', subject)
          .executeTakeFirst();
        return row && toUser(row);
      }),

    linkUser: ({ accountId, userId, issuer, subject }) =>
      database.run(async (db) => {
        await db
          .insertInto('linked_users')
          .values({ account_id: accountId, user_id: userId, issuer, subject })
          .execute();
      }),
  };
}

async function find(db: Db, accountId: AccountId): Promise<SingleSignOn | undefined> {
  const row = await db
    .selectFrom('single_sign_on')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) return undefined;
  const domains = await db
    .selectFrom('single_sign_on_domains')
    .select('domain')
    .where('account_id', '=', accountId)
    .orderBy('domain')
    .execute();
  return toSettings(
    row,
    domains.map(({ domain }) => domain),
  );
}

function toSettings(row: Selectable<Schema['single_sign_on']>, domains: string[]): SingleSignOn {
  return {
    issuer: row.issuer,
    clientId: row.client_id,
    clientSecret: row.client_secret,
    domains,
    newUsers: row.new_users as User['role'] | null,
  };
}
