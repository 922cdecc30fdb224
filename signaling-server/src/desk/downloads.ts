import * as z from 'zod';
import type { Readable } from 'node:stream';
import {
  accountIdSchema,
  fileIdSchema,
  profileIdSchema,
  requestIdSchema,
  userIdSchema,
  type AccountId,
  type FileId,
  type MessageId,
  type ProfileId,
  type RequestId,
} from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import { auditOf } from '../identity/auditTable.ts';
import { createSigner } from '../identity/signedLinks.ts';
import type { StoredFile } from '../ports/files.ts';
import { assertMay, findSeen, type Actor } from './actor.ts';
import type { FileParts } from './files.ts';
import { linkMs } from './times.ts';

/** Whom a link was given to. */
const holderSchema = z.discriminatedUnion('party', [
  z.strictObject({ party: z.literal('customer') }),
  z.strictObject({ party: z.literal('technician'), id: userIdSchema }),
]);
const claimsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    id: fileIdSchema,
    accountId: accountIdSchema,
    requestId: requestIdSchema,
    holder: holderSchema,
  }),
  z.strictObject({
    kind: z.literal('profile'),
    id: profileIdSchema,
    accountId: accountIdSchema,
    requestId: requestIdSchema,
    holder: holderSchema,
  }),
]);
type Claims = z.infer<typeof claimsSchema>;

interface Link {
  url: string;
  expiresAt: number;
}

/** What is handed out again: files to those who may see their request (rule F3), profiles (F4). */
export interface Downloads {
  /** A technician's is written down before it is given. */
  fileLink(actor: Actor, requestId: RequestId, id: FileId): Promise<Link>;
  /** @param entryId of the entry with which the profile was sent */
  profileLink(actor: Actor, requestId: RequestId, entryId: MessageId): Promise<Link>;
  /**
   * What a link opens now, whatever it opened when it was given.
   *
   * @throws CodedError('not-found'), the same for all that opens nothing
   */
  openFile(id: string, token: string): Promise<OpenedFile>;
  openProfile(id: string, token: string): Promise<{ name: string; content: Buffer }>;
}

export interface OpenedFile {
  file: StoredFile & { type: string };
  /** Where no bytes are left. @throws CodedError('unavailable') */
  read(range?: { start: number; end: number }): Promise<Readable>;
}

export function createDownloads({ storage, clock, bytes, linkKey, onFile }: FileParts): Downloads {
  const signer = createSigner(linkKey, 'download');

  const link = (path: 'files' | 'profiles', claims: Claims): Link => {
    const expiresAt = clock.now() + linkMs;
    const url = `/api/v1/${path}/${claims.id}?key=${signer.sign(claims, expiresAt)}`;
    return { url, expiresAt };
  };

  const holderOf = (actor: Actor): Claims['holder'] =>
    actor.party === 'technician'
      ? { party: 'technician', id: actor.user.id }
      : { party: 'customer' };

  const visible = async (actor: Actor, requestId: RequestId) => {
    await findSeen(storage, actor, requestId);
    return storage.forAccount(actor.accountId);
  };

  /** The one to whom the link was given, as they are today. */
  const actorOf = async ({ holder, accountId, requestId }: Claims): Promise<Actor> => {
    if (holder.party === 'customer') return { party: 'customer', accountId, requestId };
    const user = await storage.forAccount(accountId).user(holder.id);
    if (!user) throw new CodedError('not-found');
    return { party: 'technician', accountId, user };
  };

  /** A link opens nothing any more to those whose right was taken away since. */
  const assertMayOpen = async (actor: Actor, requestId: RequestId): Promise<void> => {
    if (actor.party === 'customer') return;
    await assertMay(storage, actor, 'files', requestId).catch((failure: unknown) => {
      throw failure instanceof CodedError && failure.code === 'forbidden'
        ? new CodedError('not-found')
        : failure;
    });
  };

  const claimsOf = async (kind: Claims['kind'], id: string, token: string): Promise<Claims> => {
    const claims = claimsSchema.safeParse(signer.read(token, clock.now())).data;
    if (claims?.kind !== kind || claims.id !== id) throw new CodedError('not-found');
    const actor = await actorOf(claims);
    await visible(actor, claims.requestId);
    if (kind === 'file') await assertMayOpen(actor, claims.requestId);
    return claims;
  };

  const storedFile = async (accountId: AccountId, requestId: RequestId, id: FileId) => {
    const file = await storage.forAccount(accountId).file(id);
    const { type = null } = file ?? {};
    if (file?.requestId !== requestId || file.state !== 'stored' || type === null) {
      throw new CodedError('not-found');
    }
    return { ...file, type };
  };

  return {
    async fileLink(actor, requestId, id) {
      await visible(actor, requestId);
      const { accountId } = actor;
      await storedFile(accountId, requestId, id);
      if (actor.party === 'technician') {
        const subject = { kind: 'request', id: requestId } as const;
        const entry = auditOf(clock, actor.user, 'file-opened', subject, { file: id });
        await storage.forAccount(accountId).audit.append(entry);
      }
      return link('files', { kind: 'file', id, accountId, requestId, holder: holderOf(actor) });
    },

    async profileLink(actor, requestId, entryId) {
      const account = await visible(actor, requestId);
      const entry = await account.transaction((transaction) =>
        transaction.entry(requestId, entryId),
      );
      if (entry?.kind !== 'event' || entry.event.code !== 'profile-sent') {
        throw new CodedError('not-found');
      }
      const { id } = entry.event.profile;
      if (!(await account.profile(id))) throw new CodedError('not-found');
      const { accountId } = actor;
      return link('profiles', {
        kind: 'profile',
        id,
        accountId,
        requestId,
        holder: holderOf(actor),
      });
    },

    async openFile(id, token) {
      const { accountId, requestId } = await claimsOf('file', id, token);
      const file = await storedFile(accountId, requestId, id as FileId);
      onFile('downloaded', file);
      return {
        file,
        read: (range) =>
          bytes.read(file.id, range).catch((cause: unknown) => {
            throw new CodedError('unavailable', undefined, { cause });
          }),
      };
    },

    async openProfile(id, token) {
      const { accountId } = await claimsOf('profile', id, token);
      const profile = await storage.forAccount(accountId).profile(id as ProfileId);
      if (!profile) throw new CodedError('not-found');
      return profile;
    },
  };
}
