import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { NewAudit } from '@beside/shared/domain/audit';
import { canonical, firstHash, linkText, type JsonObject } from '@beside/shared/domain/chain';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Schema } from '../../schema.ts';

type Db = Kysely<Schema>;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Writes a row behind the last one, in the caller's transaction. Rows of one account stand in one
 * order, which is held until the commit; it is the last thing that a transaction takes.
 */
export async function appendAudit(db: Db, accountId: AccountId, entry: NewAudit): Promise<void> {
  const head = await lockHead(db, accountId);
  const { at, by, act, subject } = entry;
  const detail = entry.detail as JsonObject;
  const seq = head.seq + 1;
  const row = { account: accountId, seq, at, by, act, subject, detail };
  const hash = sha256(linkText(head.hash, row));
  await db
    .insertInto('audit')
    .values({
      ...{ account_id: accountId, seq, at, user_id: by, act, hash },
      ...{ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null },
      detail: canonical(detail),
    })
    .execute();
  await db
    .updateTable('audit_heads')
    .set({ seq, hash })
    .where('account_id', '=', accountId)
    .execute();
}

async function lockHead(db: Db, accountId: AccountId): Promise<{ seq: number; hash: string }> {
  const lock = () =>
    db
      .selectFrom('audit_heads')
      .select(['seq', 'hash'])
      .where('account_id', '=', accountId)
      .forUpdate()
      .executeTakeFirst();
  const found = await lock();
  if (found) return found;
  await db
    .insertInto('audit_heads')
    .values({ account_id: accountId, seq: 0, hash: firstHash })
    .onConflict((conflict) => conflict.column('account_id').doNothing())
    .execute();
  return (await lock()) ?? { seq: 0, hash: firstHash };
}
