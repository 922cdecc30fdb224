import type { Kysely, Selectable } from 'kysely';
import { apiScopes } from '@beside/shared/domain/apiScopes';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { ApiKey, KeyDirectory } from '../../ports/apiKeys.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { parseJson, storableText } from './json.ts';

type Db = Kysely<Schema>;

export function createKeyDirectory(database: Database): KeyDirectory {
  return {
    byToken: (tokenHash) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('api_keys')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .executeTakeFirst();
        return row && toKey(row);
      }),
    noteUse: (id, at) =>
      database.run(async (db) => {
        await db.updateTable('api_keys').set({ used_at: at }).where('id', '=', id).execute();
      }),
  };
}

export async function listKeys(db: Db, accountId: AccountId): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toKey);
}

export async function insertKey(
  db: Db,
  accountId: AccountId,
  key: ApiKey,
  tokenHash: string,
): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      ...{ id: key.id, account_id: accountId, user_id: key.userId },
      ...{ name: storableText(key.name), scopes: JSON.stringify(key.scopes) },
      ...{ token_hash: tokenHash, hint: key.hint, created_at: key.createdAt },
      ...{ expires_at: key.expiresAt, revoked_at: key.revokedAt, used_at: key.usedAt },
    })
    .execute();
}

/** @returns whether there is one */
export async function revokeKey(
  db: Db,
  accountId: AccountId,
  id: string,
  at: number,
): Promise<boolean> {
  const row = await db
    .updateTable('api_keys')
    .set(({ fn, ref, val }) => ({
      revoked_at: fn.coalesce(ref('revoked_at'), val(at)),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A scope that there is not any more opens nothing. */
function toKey(row: Selectable<Schema['api_keys']>): ApiKey {
  const scopes = parseJson(row.scopes) as string[];
  return {
    ...{ id: row.id, name: row.name, hint: row.hint, createdAt: row.created_at },
    ...{ accountId: row.account_id as AccountId, userId: row.user_id as UserId },
    ...{ expiresAt: row.expires_at, revokedAt: row.revoked_at, usedAt: row.used_at },
    scopes: apiScopes.filter((scope) => scopes.includes(scope)),
  };
}
