import type { Kysely } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { FoundHelper, HelperPass } from '../../ports.ts';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** In place of the one that the request had. */
export async function saveHelper(db: Db, accountId: AccountId, pass: HelperPass): Promise<void> {
  const columns = {
    account_id: accountId,
    id: pass.id,
    digits: pass.digits,
    token_hash: pass.tokenHash,
    expires_at: pass.expiresAt,
  };
  await db
    .insertInto('helpers')
    .values({ request_id: pass.requestId, ...columns })
    .onConflict((conflict) => conflict.column('request_id').doUpdateSet(columns))
    .execute();
}

export async function removeHelper(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
): Promise<void> {
  await db
    .deleteFrom('helpers')
    .where('account_id', '=', accountId)
    .where('request_id', '=', requestId)
    .execute();
}

export async function findHelper(
  db: Db,
  by: { digits: string } | { tokenHash: string },
): Promise<FoundHelper | undefined> {
  const all = db.selectFrom('helpers').selectAll();
  const row = await (
    'digits' in by
      ? all.where('digits', '=', by.digits)
      : all.where('token_hash', '=', by.tokenHash)
  ).executeTakeFirst();
  return (
    row && {
      accountId: row.account_id as AccountId,
      requestId: row.request_id as RequestId,
      id: row.id,
      digits: row.digits,
      tokenHash: row.token_hash,
      expiresAt: row.expires_at,
    }
  );
}
