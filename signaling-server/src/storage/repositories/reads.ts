import { sql, type Kysely } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { parties, type Party } from '@beside/shared/domain/words';
import type { Schema } from '../schema.ts';
import { prepare } from './prepare.ts';

type Db = Kysely<Schema>;

interface Whose {
  accountId: AccountId;
  requestId: RequestId;
}

const selectReads = prepare((db, { accountId, requestId }: Whose) =>
  db
    .selectFrom('reads')
    .innerJoin('requests', 'requests.id', 'reads.request_id')
    .select(['reads.party', 'reads.seq'])
    .where('requests.account_id', '=', accountId)
    .where('reads.request_id', '=', requestId),
);

export async function findReads(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
): Promise<Record<Party, number>> {
  const rows = await selectReads(db, { accountId, requestId });
  const marks: Record<Party, number> = { customer: 0, technician: 0 };
  for (const party of parties) {
    marks[party] = rows.find((row) => row.party === party)?.seq ?? 0;
  }
  return marks;
}

/** Nothing happens where the mark stands further already, or the account has no such request. */
export async function saveRead(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  party: Party,
  seq: number,
): Promise<void> {
  await db
    .insertInto('reads')
    .columns(['request_id', 'party', 'seq'])
    .expression((query) =>
      query
        .selectFrom('requests')
        .select([
          'requests.id',
          sql<string>`cast(${party} as text)`.as('party'),
          sql<number>`cast(${seq} as integer)`.as('seq'),
        ])
        .where('requests.account_id', '=', accountId)
        .where('requests.id', '=', requestId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['request_id', 'party'])
        .doUpdateSet((column) => ({ seq: column.ref('excluded.seq') }))
        .whereRef('excluded.seq', '>', 'reads.seq'),
    )
    .execute();
}
