import type { Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import { dueKinds, type DueKind, type DueStorage } from '../../ports/due.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { queries } from '../procedures/queries.ts';
import { dueId } from './dueId.ts';

export function createDueStorage(database: Database): DueStorage {
  return {
    claim: (now, limit, until, kinds = dueKinds) =>
      database.run(async (db) => {
        // Mostly nothing is due, and to know it costs no write.
        const any = await db
          .selectFrom('due')
          .select('id')
          .where('due_at', '<=', now)
          .where('kind', 'in', kinds)
          .limit(1)
          .executeTakeFirst();
        if (!any) return [];
        const rows = await db
          .with(
            (cte) => cte('taken').materialized(),
            (cte) =>
              cte
                .selectFrom('due')
                .select('id')
                .where('due_at', '<=', now)
                .where('kind', 'in', kinds)
                .orderBy('due_at')
                .orderBy('id')
                .limit(limit)
                .forUpdate()
                .skipLocked(),
          )
          .updateTable('due')
          .set({ due_at: until })
          .where('id', 'in', (query) => query.selectFrom('taken').select('id'))
          .returning(['account_id', 'kind', 'subject', 'due_at'])
          .execute();
        return rows.flatMap((row) => {
          const kind = dueKinds.find((known) => known === row.kind);
          const { subject, due_at: dueAt } = row;
          return kind ? [{ kind, subject, accountId: row.account_id as AccountId, dueAt }] : [];
        });
      }),

    done: ({ kind, subject, dueAt }) =>
      database.run(async (db) => {
        await db
          .deleteFrom('due')
          .where('id', '=', dueId(kind, subject))
          .where('due_at', '=', dueAt)
          .execute();
      }),
  };
}

export async function schedule(
  db: Kysely<Schema>,
  accountId: AccountId,
  kind: DueKind,
  subject: string,
  dueAt: number,
): Promise<void> {
  await db
    .insertInto('due')
    .values({ id: dueId(kind, subject), account_id: accountId, kind, subject, due_at: dueAt })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((column) => ({ due_at: column.ref('excluded.due_at') })),
    )
    .execute();
}

/** One that is claimed counts as falling due when its claim ends, and so is made to fall due anew. */
export async function scheduleBy(
  db: Kysely<Schema>,
  accountId: AccountId,
  kind: DueKind,
  subject: string,
  dueAt: number,
): Promise<void> {
  await queries.fallDueBy(db, { id: dueId(kind, subject), accountId, kind, subject, dueAt });
}
