import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { preferencesSchema, type Preferences } from '@beside/shared/domain/notifications';
import { languages } from '@beside/shared/i18n/languages';
import type { NoticeStorage, Recipient } from '../../ports/notices.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { findDelivery, listDeliveries } from './deliveries.ts';
import { parseJson, readStored } from './json.ts';
import { toUser } from './people.ts';

type Db = Kysely<Schema>;

/** How many browsers one person is pushed to: the newest ones. */
const maxPushes = 10;

export function createNoticeStorage(database: Database, accountId: AccountId): NoticeStorage {
  return {
    recipients: (ids, now) => database.run((db) => listRecipients(db, accountId, ids, now)),

    savePreferences: (id, { chosen, language, webhookSecret }) =>
      database.run(async (db) => {
        const values = {
          ...(chosen === undefined ? {} : { chosen: JSON.stringify(chosen) }),
          ...(language === undefined ? {} : { language }),
          ...(webhookSecret === undefined ? {} : { webhook_secret: webhookSecret }),
        };
        await db
          .insertInto('preferences')
          .values({ user_id: id, account_id: accountId, ...values })
          .onConflict((conflict) =>
            conflict.column('user_id').doUpdateSet({ ...values, user_id: id }),
          )
          .execute();
      }),

    savePush: (userId, { endpoint, keys: { p256dh, auth } }, now) =>
      database.transaction(async (db) => {
        const row = { account_id: accountId, user_id: userId, endpoint, p256dh, auth };
        await db
          .insertInto('push_subscriptions')
          .values({ id: idOf(endpoint), created_at: now, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, created_at: now }))
          .execute();
        const old = await db
          .selectFrom('push_subscriptions')
          .select('id')
          .where('user_id', '=', userId)
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .execute();
        const beyond = old.slice(maxPushes).map(({ id }) => id);
        if (beyond.length > 0) {
          await db.deleteFrom('push_subscriptions').where('id', 'in', beyond).execute();
        }
      }),

    removePush: (userId, endpoint) =>
      database.run(async (db) => {
        await db
          .deleteFrom('push_subscriptions')
          .where('account_id', '=', accountId)
          .where('user_id', '=', userId)
          .where('id', '=', idOf(endpoint))
          .execute();
      }),

    delivery: (id) => database.run((db) => findDelivery(db, accountId, id)),
    deliveries: (requestId, userId) =>
      database.run((db) => listDeliveries(db, accountId, requestId, userId)),
  };
}

async function listRecipients(
  db: Db,
  accountId: AccountId,
  ids: readonly UserId[],
  now: number,
): Promise<Recipient[]> {
  if (ids.length === 0) return [];
  const people = await db
    .selectFrom('users')
    .leftJoin('preferences', 'preferences.user_id', 'users.id')
    .select(['users.id', 'users.account_id', 'users.email', 'users.name', 'users.role'])
    .select(['preferences.chosen', 'preferences.language', 'preferences.webhook_secret'])
    .where('users.account_id', '=', accountId)
    .where('users.id', 'in', ids)
    .where('users.disabled_at', 'is', null)
    .orderBy('users.id')
    .execute();
  const pushes = await db
    .selectFrom('push_subscriptions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('user_id', 'in', ids)
    .orderBy('created_at')
    .execute();
  const looks = await db
    .selectFrom('leases')
    .select(['subject', 'looking_at'])
    .where('account_id', '=', accountId)
    .where('subject', 'in', ids)
    .where('looking_at', 'is not', null)
    .where('expires_at', '>', now)
    .execute();
  return people.map((person) => ({
    user: toUser(person),
    chosen: toChosen(person.chosen),
    language: languages.find((language) => language === person.language) ?? null,
    webhookSecret: person.webhook_secret,
    pushes: pushes
      .filter(({ user_id: userId }) => userId === person.id)
      .map(({ id, endpoint, p256dh, auth }) => ({
        id,
        subscription: { endpoint, keys: { p256dh, auth } },
      })),
    lookingAt: looks
      .filter(({ subject }) => subject === person.id)
      .map(({ looking_at: at }) => at as RequestId),
  }));
}

function toChosen(stored: string | null): Preferences | null {
  return stored === null ? null : readStored(preferencesSchema, parseJson(stored));
}

function idOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('hex');
}
