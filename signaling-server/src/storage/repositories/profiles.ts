import type { Kysely } from 'kysely';
import type { AccountId, ProfileId } from '@beside/shared/domain/ids';
import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import type { Schema } from '../schema.ts';
import { storableText } from './json.ts';

type Db = Kysely<Schema>;

const described = ['id', 'name', 'size', 'signed', 'created_at'] as const;

/** By name. */
export async function listProfiles(db: Db, accountId: AccountId): Promise<MobileProfile[]> {
  const rows = await db
    .selectFrom('profiles')
    .select(described)
    .where('account_id', '=', accountId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, name, size, signed, created_at: createdAt }) => ({
    id: id as ProfileId,
    name,
    size,
    signed: signed !== 0,
    createdAt,
  }));
}

export async function findProfile(
  db: Db,
  accountId: AccountId,
  id: ProfileId,
): Promise<{ name: string; content: Buffer } | undefined> {
  const row = await db
    .selectFrom('profiles')
    .select(['name', 'content'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { name: row.name, content: Buffer.from(row.content, 'base64') };
}

export async function insertProfile(
  db: Db,
  accountId: AccountId,
  profile: MobileProfile,
  content: Buffer,
): Promise<void> {
  await db
    .insertInto('profiles')
    .values({
      id: profile.id,
      account_id: accountId,
      name: storableText(profile.name),
      size: profile.size,
      signed: profile.signed ? 1 : 0,
      content: content.toString('base64'),
      created_at: profile.createdAt,
    })
    .execute();
}

/** @returns whether there was one */
export async function renameProfile(
  db: Db,
  accountId: AccountId,
  id: ProfileId,
  name: string,
): Promise<boolean> {
  const renamed = await db
    .updateTable('profiles')
    .set({ name: storableText(name) })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return renamed !== undefined;
}

/** @returns whether there was one */
export async function deleteProfile(db: Db, accountId: AccountId, id: ProfileId): Promise<boolean> {
  const deleted = await db
    .deleteFrom('profiles')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return deleted !== undefined;
}
