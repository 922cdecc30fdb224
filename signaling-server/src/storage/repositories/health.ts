import { CodedError } from '@beside/shared/protocol/errors';
import type { Database } from '../database.ts';

/** @throws CodedError('unavailable') where reading, or writing durably, is not possible */
export async function probe(database: Database): Promise<void> {
  try {
    await database.run(async (db) => {
      await db.selectFrom('health').select('at').where('id', '=', 1).execute();
      await db
        .insertInto('health')
        .values({ id: 1, at: Date.now() })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((column) => ({ at: column.ref('excluded.at') })),
        )
        .execute();
    });
  } catch (failure) {
    if (failure instanceof CodedError && failure.code === 'unavailable') throw failure;
    throw new CodedError('unavailable', undefined, { cause: failure });
  }
}
