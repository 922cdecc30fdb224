import type { Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Logo } from '../../ports.ts';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

const logoOf = (db: Db, accountId: AccountId) =>
  db.selectFrom('account_logos').where('account_id', '=', accountId);

export async function findLogo(
  db: Db,
  accountId: AccountId,
  hash: string,
): Promise<Logo | undefined> {
  const row = await logoOf(db, accountId)
    .select(['media_type', 'hash', 'data'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return (
    row && {
      mediaType: row.media_type as Logo['mediaType'],
      hash: row.hash,
      bytes: Buffer.from(row.data, 'base64'),
    }
  );
}

export async function findLogoHash(db: Db, accountId: AccountId): Promise<string | undefined> {
  return (await logoOf(db, accountId).select('hash').executeTakeFirst())?.hash;
}

export async function saveLogo(db: Db, accountId: AccountId, logo: Logo | null): Promise<void> {
  if (!logo) {
    await db.deleteFrom('account_logos').where('account_id', '=', accountId).execute();
    return;
  }
  const { hash, mediaType, bytes } = logo;
  const values = { hash, media_type: mediaType, data: bytes.toString('base64') };
  await db
    .insertInto('account_logos')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}
