import type { Selectable } from 'kysely';
import * as z from 'zod';
import type { UserId } from '@beside/shared/domain/ids';
import type { IdentityStorage, Passkey } from '../../ports/identity.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored, storableText } from './json.ts';

type PasskeyStorage = Pick<
  IdentityStorage,
  'passkeys' | 'passkey' | 'insertPasskey' | 'savePasskeyUse' | 'renamePasskey' | 'removePasskey'
>;

export function createPasskeyStorage(database: Database): PasskeyStorage {
  return {
    passkeys: (id) =>
      database.run(async (db) => {
        const rows = await db
          .selectFrom('passkeys')
          .selectAll()
          .where('user_id', '=', id)
          .orderBy('created_at')
          .orderBy('id')
          .execute();
        return rows.map(toPasskey);
      }),

    passkey: (id) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('passkeys')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        return row && toPasskey(row);
      }),

    insertPasskey: (passkey) =>
      database.run(async (db) => {
        await db
          .insertInto('passkeys')
          .values({
            id: passkey.id,
            user_id: passkey.userId,
            name: storableText(passkey.name),
            public_key: passkey.publicKey,
            counter: passkey.counter,
            transports: JSON.stringify(passkey.transports),
            created_at: passkey.createdAt,
            used_at: passkey.usedAt,
          })
          .execute();
      }),

    savePasskeyUse: (id, counter, usedAt) =>
      database.run(async (db) => {
        await db
          .updateTable('passkeys')
          .set({ counter, used_at: usedAt })
          .where('id', '=', id)
          .execute();
      }),

    renamePasskey: (userId, id, name) =>
      database.run(async (db) => {
        const row = await db
          .updateTable('passkeys')
          .set({ name: storableText(name) })
          .where('user_id', '=', userId)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        return row !== undefined;
      }),

    removePasskey: (userId, id) =>
      database.run(async (db) => {
        const row = await db
          .deleteFrom('passkeys')
          .where('user_id', '=', userId)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        return row !== undefined;
      }),
  };
}

const transportsSchema = z.array(z.string());

function toPasskey(row: Selectable<Schema['passkeys']>): Passkey {
  return {
    id: row.id,
    userId: row.user_id as UserId,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: readStored(transportsSchema, parseJson(row.transports)),
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}
