import type { Kysely, Selectable } from 'kysely';
import type {
  AccountId,
  EndpointId,
  RecordingId,
  RequestId,
  UserId,
} from '@beside/shared/domain/ids';
import {
  recordingSettingsSchema,
  usualRecordingSettings,
} from '@beside/shared/domain/recordingSettings';
import type {
  RecordingStorage,
  RecordingTransaction,
  StoredPiece,
  StoredRecording,
} from '../../ports/recordings.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored } from './json.ts';

type Db = Kysely<Schema>;

export function createRecordingStorage(database: Database, accountId: AccountId): RecordingStorage {
  const recordings = (db: Db) =>
    db.selectFrom('recordings').selectAll().where('account_id', '=', accountId);
  const pieces = (db: Db, id: RecordingId) =>
    db
      .selectFrom('recording_pieces')
      .innerJoin('recordings', 'recordings.id', 'recording_pieces.recording_id')
      .selectAll('recording_pieces')
      .where('recordings.account_id', '=', accountId)
      .where('recording_id', '=', id);
  return {
    settings: () =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('accounts')
          .select('recordings')
          .where('id', '=', accountId)
          .executeTakeFirst();
        const stored = row?.recordings ?? null;
        return stored === null
          ? usualRecordingSettings
          : readStored(recordingSettingsSchema, parseJson(stored));
      }),

    find: (id) =>
      database.run(async (db) => {
        const row = await recordings(db).where('id', '=', id).executeTakeFirst();
        return row && toRecording(row);
      }),

    of: (requestId) =>
      database.run(async (db) => {
        const rows = await recordings(db)
          .where('request_id', '=', requestId)
          .orderBy('started_at')
          .execute();
        return rows.map(toRecording);
      }),

    piece: (id, number) =>
      database.run(async (db) => {
        const row = await pieces(db, id).where('number', '=', number).executeTakeFirst();
        return row && toPiece(row);
      }),

    pieces: (id, from, limit) =>
      database.run(async (db) => {
        const rows = await pieces(db, id)
          .where('number', '>=', from)
          .orderBy('number')
          .limit(limit)
          .execute();
        return rows.map(toPiece);
      }),

    overBefore: (at, limit) =>
      database.run(async (db) => {
        const rows = await recordings(db)
          .where('ended_at', '<', at)
          .orderBy('ended_at')
          .limit(limit)
          .execute();
        return rows.map(toRecording);
      }),
  };
}

export function createRecordingTransaction(
  database: Database,
  db: Db,
  accountId: AccountId,
): RecordingTransaction {
  const change = (id: RecordingId, values: Partial<Selectable<Schema['recordings']>>) =>
    database.coded(
      db
        .updateTable('recordings')
        .set(values)
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .execute(),
    );
  return {
    insert: async (recording) => {
      const { id, requestId, by, endpoint, key, startedAt, endedAt, until } = recording;
      await database.coded(
        db
          .insertInto('recordings')
          .values({
            ...{ id, account_id: accountId, request_id: requestId, user_id: by, endpoint, key },
            ...{ started_at: startedAt, ended_at: endedAt, until },
          })
          .execute(),
      );
    },

    lock: async (id) => {
      const row = await database.coded(
        db
          .selectFrom('recordings')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst(),
      );
      return row && toRecording(row);
    },

    take: async (id, endpoint) => {
      await change(id, { endpoint });
    },
    end: async (id, at) => {
      await change(id, { ended_at: at });
    },

    addPiece: async ({ id, pieces, bytes, until }, piece) => {
      await database.coded(
        db
          .insertInto('recording_pieces')
          .values({
            ...{ recording_id: id, number: piece.number, from_at: piece.from, to_at: piece.to },
            ...{ bytes: piece.bytes, hash: piece.hash, name: piece.name, events: piece.events },
          })
          .execute(),
      );
      await change(id, {
        ...{ pieces: pieces + 1, bytes: bytes + piece.bytes, until: Math.max(until, piece.to) },
      });
    },

    idsOf: async (requestId) => {
      const rows = await database.coded(
        db
          .selectFrom('recordings')
          .select('id')
          .where('account_id', '=', accountId)
          .where('request_id', '=', requestId)
          .execute(),
      );
      return rows.map(({ id }) => id as RecordingId);
    },

    remove: async (id) => {
      await database.coded(
        db
          .deleteFrom('recordings')
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .execute(),
      );
    },
  };
}

function toRecording(row: Selectable<Schema['recordings']>): StoredRecording {
  return {
    id: row.id as RecordingId,
    requestId: row.request_id as RequestId,
    by: row.user_id as UserId,
    endpoint: row.endpoint as EndpointId,
    key: row.key,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    pieces: row.pieces,
    bytes: row.bytes,
    until: row.until,
  };
}

function toPiece(row: Selectable<Schema['recording_pieces']>): StoredPiece {
  const { number, bytes, hash, name, events } = row;
  return { number, from: row.from_at, to: row.to_at, bytes, hash, name, events };
}
