import { v7 as uuidV7 } from 'uuid';
import type { ProfileId, RequestId } from '@beside/shared/domain/ids';
import { fileNameOf } from '@beside/shared/domain/fileName';
import { takesProfiles } from '@beside/shared/domain/fileTypes';
import { pageOf } from '@beside/shared/domain/lists';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import { CodedError } from '@beside/shared/protocol/errors';
import { maxProfileBytes, maxProfiles } from '@beside/shared/protocol/limits';
import { auditOf } from '../identity/auditTable.ts';
import { assertMay, assertTakesPart, type Technician } from './actor.ts';
import type { Changer, DeskParts } from './change.ts';
import { readProfile } from './profileContent.ts';

/** Mobile configuration profiles of an account (rule F4). */
export interface Profiles {
  list(technician: Technician): Promise<MobileProfile[]>;
  page(
    technician: Technician,
    query: ParsedAdmin<'profiles/list'>,
  ): Promise<AdminOutput<'profiles/list'>>;
  /**
   * For those who manage the account's settings.
   *
   * @param fileName as the administrator's machine calls it, unchecked
   */
  add(technician: Technician, fileName: string, content: Buffer): Promise<MobileProfile>;
  /** @throws CodedError('not-found') */
  rename(technician: Technician, id: ProfileId, name: string): Promise<MobileProfile>;
  remove(technician: Technician, id: ProfileId): Promise<void>;
  send(technician: Technician, requestId: RequestId, id: ProfileId): Promise<SupportRequest>;
}

export function createProfiles({ storage, clock }: DeskParts, change: Changer): Profiles {
  return {
    list: ({ accountId }) => storage.forAccount(accountId).profiles(),

    async page({ accountId }, query) {
      return pageOf(
        await storage.forAccount(accountId).profiles(),
        query,
        {
          words: ({ name }) => [name],
          by: {
            name: ({ name }) => name,
            created: ({ createdAt }) => createdAt,
            size: ({ size }) => size,
          },
        },
        rowsPerPage,
      );
    },

    async add(technician, fileName, content) {
      await assertMay(storage, technician, 'manage-settings');
      if (content.length > maxProfileBytes) throw CodedError.tooLarge(maxProfileBytes);
      const read = readProfile(content);
      if (!read) throw new CodedError('bad-request', 'file-mismatch');
      const account = storage.forAccount(technician.accountId);
      if ((await account.profiles()).length >= maxProfiles) {
        throw new CodedError('conflict', 'file-limit');
      }
      const profile: MobileProfile = {
        id: uuidV7() as ProfileId,
        name: fileNameOf(fileName).replace(/\.mobileconfig$/i, ''),
        size: content.length,
        signed: read.signed,
        createdAt: clock.now(),
      };
      const subject = { kind: 'profile', id: profile.id } as const;
      const entry = auditOf(clock, technician.user, 'profile-added', subject);
      await account.addProfile(profile, content, entry);
      return profile;
    },

    async rename({ accountId, user }, id, name) {
      const account = storage.forAccount(accountId);
      const entry = auditOf(clock, user, 'profile-changed', { kind: 'profile', id });
      await account.renameProfile(id, name, entry);
      const profile = (await account.profiles()).find((one) => one.id === id);
      if (!profile) throw new CodedError('not-found');
      return profile;
    },

    async remove(technician, id) {
      const subject = { kind: 'profile', id } as const;
      const entry = auditOf(clock, technician.user, 'profile-removed', subject);
      const removed = await storage.forAccount(technician.accountId).removeProfile(id, entry);
      if (!removed) throw new CodedError('not-found');
    },

    async send(technician, requestId, id) {
      const profile = await storage.forAccount(technician.accountId).profile(id);
      return change(technician, requestId, ({ request, details }) => {
        assertTakesPart(technician, request);
        if (!profile) throw new CodedError('not-found');
        if (!chatIsOpen(request.phase) || !takesProfiles(details.source.userAgent)) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        const by = { id: technician.user.id, name: technician.user.name };
        return { events: [{ code: 'profile-sent', profile: { id, name: profile.name }, by }] };
      });
    },
  };
}
