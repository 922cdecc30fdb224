import * as z from 'zod';
import type { Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import {
  defaultUpgradeChat,
  upgradeChats,
  type UpgradeChat,
} from '@beside/shared/domain/sessionWindow';
import type { AccountSettings } from '../../ports/admin.ts';
import type { Schema } from '../schema.ts';
import { readStored, storableText } from './json.ts';

type Db = Kysely<Schema>;

const upgradeChatSchema = z.enum(upgradeChats);

export async function findUpgradeChat(db: Db, accountId: AccountId): Promise<UpgradeChat> {
  const row = await db
    .selectFrom('accounts')
    .select('upgrade_chat')
    .where('id', '=', accountId)
    .executeTakeFirst();
  const stored = row?.upgrade_chat ?? null;
  return stored === null ? defaultUpgradeChat : readStored(upgradeChatSchema, stored);
}

export async function saveUpgradeChat(
  db: Db,
  accountId: AccountId,
  setting: UpgradeChat,
): Promise<boolean> {
  const row = await db
    .updateTable('accounts')
    .set({ upgrade_chat: setting })
    .where('id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** In place of what was set before. */
export async function saveAccountSettings(
  db: Db,
  accountId: AccountId,
  { name, colour, upgradeChat, files, retentionDays, recordings }: AccountSettings,
): Promise<void> {
  await db
    .updateTable('accounts')
    .set({
      name: storableText(name),
      colour,
      upgrade_chat: upgradeChat,
      file_rules: JSON.stringify(files),
      retention_days: retentionDays,
      recordings: JSON.stringify(recordings),
    })
    .where('id', '=', accountId)
    .execute();
}
