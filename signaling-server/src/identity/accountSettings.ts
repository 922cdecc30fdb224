import { changedMembers } from '@beside/shared/domain/audit';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput } from '@beside/shared/protocol/admin';
import type { SettingsForm } from '@beside/shared/protocol/admin/settings';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../ports.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import { readLogo } from './logo.ts';
import type { Manager } from './managers.ts';

type View = AdminOutput<'settings/get'>;

/** What holds for all of an account: its look, what an upgrade does, which files are let through. */
export interface AccountSettings {
  get(by: Manager): Promise<View>;
  save(by: Manager, form: SettingsForm): Promise<View>;
  /**
   * @param data base64 of a picture; `null`: none
   * @throws CodedError 'bad-request' (maybe 'too-large'), with the field
   */
  saveLogo(by: Manager, data: string | null): Promise<View>;
}

/** @throws CodedError('bad-request') with the field */
function logoOf(data: string) {
  try {
    return readLogo(Buffer.from(data, 'base64'));
  } catch (failure) {
    if (failure instanceof CodedError) failure.field = 'data';
    throw failure;
  }
}

export function createAccountSettings(storage: Storage, clock: Clock, note: Note): AccountSettings {
  const view = async (accountId: AccountId): Promise<View> => {
    const storageOf = storage.forAccount(accountId);
    const [account, upgradeChat, files, retentionDays, recordings, hash, portals] =
      await Promise.all([
        storageOf.account(),
        storageOf.upgradeChat(),
        storageOf.fileRules(),
        storageOf.privacy.retentionDays(),
        storageOf.recordings.settings(),
        storageOf.logoHash(),
        storageOf.portals(),
      ]);
    if (!account) throw new CodedError('not-authenticated');
    const { name, colour } = account;
    const [any] = portals;
    return {
      settings: { name, colour, upgradeChat, files, retentionDays, recordings },
      logo: hash && any ? `/api/v1/portals/${any.slug}/logo/${hash}` : null,
    };
  };
  const changed = ({ user }: Manager): Promise<View> => {
    note({ what: 'settings changed', userId: user.id, accountId: user.accountId });
    return view(user.accountId);
  };

  return {
    get: ({ user }) => view(user.accountId),
    async save(by, form) {
      const { settings: before } = await view(by.user.accountId);
      const detail = { changed: changedMembers(before, form) };
      await storage.forAccount(by.user.accountId).transaction(async (transaction) => {
        await transaction.admin.saveSettings(form);
        await transaction.schedule('retention', by.user.accountId, clock.now());
        await transaction.audit(auditOf(clock, by.user, 'settings-changed', null, detail));
      });
      return changed(by);
    },
    async saveLogo(by, data) {
      const logo = data === null ? null : logoOf(data);
      const entry = auditOf(clock, by.user, 'logo-changed', null, { logo: logo?.hash ?? null });
      await storage.forAccount(by.user.accountId).saveLogo(logo, entry);
      return changed(by);
    },
  };
}
