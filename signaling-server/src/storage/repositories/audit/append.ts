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
  const { seq, previous } = await takePlace(db, accountId);
  const { at, by, act, subject } = entry;
  const detail = entry.detail as JsonObject;
  const row = { account: accountId, seq, at, by, act, subject, detail };
  const hash = sha256(linkText(previous, row));
  await db
    .insertInto('audit')
    .values({
      ...{ account_id: accountId, seq, at, user_id: by, act, hash },
      ...{ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null },
      detail: canonical(detail),
    })
    .execute();
  await db.updateTable('audit_heads').set({ hash }).where('account_id', '=', accountId).execute();
}

/** By a write, which on both databases keeps other processes waiting, too. */
async function takePlace(db: Db, accountId: AccountId): Promise<{ seq: number; previous: string }> {
  const { seq, hash } = await db
    .insertInto('audit_heads')
    .values({ account_id: accountId, seq: 1, hash: firstHash })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet(({ ref, eb }) => ({ seq: eb(ref('audit_heads.seq'), '+', 1) })),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  return { seq, previous: hash };
}
