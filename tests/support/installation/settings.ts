import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AccountId } from '@beside/shared/domain/ids';
import type { UpgradeChat } from '@beside/shared/domain/sessionWindow';
import type { TestInstallation } from './testInstallation.ts';

/** What is set for the demo account, as its administrators do. */
export function settingsIn({ dataDir, settings }: TestInstallation) {
  const database = new DatabaseSync(join(dataDir, 'beside.sqlite'), { readOnly: true });
  const accountId = database.prepare('select id from accounts').get()?.['id'] as AccountId;
  database.close();
  return {
    setUpgradeChat: (setting: UpgradeChat) => settings.setUpgradeChat(accountId, setting),
  };
}
