import type { AccountId } from '@beside/shared/domain/ids';
import { upgradeChats, type UpgradeChat } from '@beside/shared/domain/sessionWindow';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../ports.ts';

/** What an account's administrators set for all of it. */
export interface Settings {
  upgradeChat(accountId: AccountId): Promise<UpgradeChat>;
  /**
   * What the next upgrade does to the chat (rule S2); one that is under way stays as it is.
   *
   * @param setting as it was sent
   * @throws CodedError 'bad-request' with the field; 'not-found' where there is no such account
   */
  setUpgradeChat(accountId: AccountId, setting: unknown): Promise<UpgradeChat>;
}

export function createSettings(storage: Storage): Settings {
  return {
    upgradeChat: (accountId) => storage.forAccount(accountId).upgradeChat(),
    async setUpgradeChat(accountId, setting) {
      const known = upgradeChats.find((one) => one === setting);
      if (!known) throw CodedError.wrongField('upgradeChat');
      if (!(await storage.forAccount(accountId).saveUpgradeChat(known))) {
        throw new CodedError('not-found');
      }
      return known;
    },
  };
}
