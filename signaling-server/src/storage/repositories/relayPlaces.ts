import type { Kysely, Selectable } from 'kysely';
import type { RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { RelayPlace, RelayPlaces } from '../../ports/relay.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

export function createRelayPlaces(database: Database): RelayPlaces {
  return {
    find: (id) => database.run((db) => find(db, id)),

    place: (id, node, afterEpoch) =>
      database.transaction(async (db) => {
        const request = await db
          .selectFrom('requests')
          .select('id')
          .where('id', '=', id)
          .executeTakeFirst();
        if (!request) throw new CodedError('not-found');
        await db
          .insertInto('relay_places')
          .values({ request_id: id, node: null, epoch: 0 })
          .onConflict((conflict) => conflict.column('request_id').doNothing())
          .execute();
        const placed = await db
          .updateTable('relay_places')
          .set({ node, epoch: afterEpoch + 1 })
          .where('request_id', '=', id)
          .where('epoch', '=', afterEpoch)
          .returningAll()
          .executeTakeFirst();
        const place = placed ? toPlace(placed) : await find(db, id);
        if (!place) throw new CodedError('not-found');
        return place;
      }),

    vacate: (id, epoch) =>
      database.run(async (db) => {
        const vacated = await db
          .updateTable('relay_places')
          .set({ node: null })
          .where('request_id', '=', id)
          .where('epoch', '=', epoch)
          .where('node', 'is not', null)
          .returning('request_id')
          .executeTakeFirst();
        return vacated !== undefined;
      }),

    vacateNode: (node) =>
      database.run(async (db) => {
        const rows = await db
          .updateTable('relay_places')
          .set({ node: null })
          .where('node', '=', node)
          .returningAll()
          .execute();
        return rows.map((row) => ({ ...toPlace(row), node }));
      }),

    onNode: (node, limit) =>
      database.run(async (db) => {
        const rows = await db
          .selectFrom('relay_places')
          .selectAll()
          .where('node', '=', node)
          .orderBy('request_id')
          .limit(limit)
          .execute();
        return rows.map(toPlace);
      }),
  };
}

async function find(db: Kysely<Schema>, id: RequestId): Promise<RelayPlace | undefined> {
  const row = await db
    .selectFrom('relay_places')
    .selectAll()
    .where('request_id', '=', id)
    .executeTakeFirst();
  return row && toPlace(row);
}

function toPlace({ request_id, node, epoch }: Selectable<Schema['relay_places']>): RelayPlace {
  return { requestId: request_id as RequestId, node, epoch };
}
