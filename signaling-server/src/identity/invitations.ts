import { v7 as uuidV7 } from 'uuid';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { may, mayManageRole } from '@beside/shared/domain/rightsTable';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type {
  AcceptInvitation,
  Invite,
  Invited,
  LinkView,
} from '@beside/shared/protocol/httpIdentity';
import type { Directory, Storage, User } from '../ports.ts';
import type { IdentityStorage } from '../ports/identity.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { hashNewPassword } from './newPassword.ts';
import type { Passes } from './passes.ts';
import type { Device } from './sessions.ts';
import type { SignedIn, SignIn } from './signIn.ts';

/** People come into an account by a link that those send them who manage users. */
export interface Invitations {
  /** @throws CodedError('forbidden'), 'conflict' / 'email-taken' in the same account */
  invite(by: User, invite: Invite): Promise<Invited>;
  /** @throws CodedError('not-found', 'link-over') */
  look(token: string): Promise<LinkView>;
  /** @throws CodedError('not-found', 'link-over'), 'conflict' / 'email-taken', 'bad-request' / 'password-…' */
  accept(answer: AcceptInvitation, device: Device): Promise<SignedIn>;
}

const linkMs = 7 * 24 * 60 * 60_000;

interface Parts {
  directory: Directory;
  storage: IdentityStorage;
  forAccount: Storage['forAccount'];
  passes: Passes;
  signIn: SignIn;
  mailbox: Mailbox;
  note: Note;
  clock: Clock;
  baseUrl: () => string;
}

type Content = Pick<User, 'email' | 'name' | 'role' | 'accountId'>;

export function createInvitations(parts: Parts): Invitations {
  const { directory, storage, forAccount, passes, signIn, mailbox, note, clock, baseUrl } = parts;

  const look = async (token: string): Promise<Content> => {
    const pass = await passes.look('invitation', token);
    if (!pass) throw new CodedError('not-found', 'link-over');
    return pass.content as unknown as Content;
  };
  const nameOf = async (id: AccountId): Promise<string> =>
    (await forAccount(id).account())?.name ?? '';

  return {
    async invite(by, { email, name, role, language }) {
      const { accountId } = by;
      const holder = await forAccount(accountId).admin.rightsHolder(by.id);
      const isAllowed = holder && may(holder, 'manage-users') && mayManageRole(holder.role, role);
      if (!isAllowed) throw new CodedError('forbidden');
      const there = await directory.userByEmail(email);
      // Of another account nothing is told: the link itself says so, to whom it was sent.
      if (there?.accountId === accountId) throw new CodedError('conflict', 'email-taken');
      const subject = `${accountId}:${email.toLowerCase()}`;
      await passes.drop('invitation', subject);
      const content: Content = { email, name, role, accountId };
      const entry = auditOf(clock, by, 'user-invited', null, { role });
      const token = await passes.issue('invitation', subject, content, linkMs, {
        accountId,
        entry,
      });
      note({ what: 'user invited', userId: by.id, accountId });
      const path = `/console/invitation#${token}`;
      if (!mailbox.available) return { mailed: false, link: `${baseUrl()}${path}` };
      const account = await nameOf(accountId);
      mailbox.post({ kind: 'invitation', to: email, name, language, account, path });
      return { mailed: true };
    },

    async look(token) {
      const { email, name, accountId } = await look(token);
      return { email, name, accountName: await nameOf(accountId) };
    },

    async accept({ token, name, password }, device) {
      const { email, role, accountId } = await look(token);
      const passwordHash = await hashNewPassword(password, [email, name]);
      if (!(await passes.take('invitation', token))) throw new CodedError('not-found', 'link-over');
      const user: User = { id: uuidV7() as UserId, accountId, email, name, role };
      await storage.insertUser({ ...user, passwordHash }).catch((failure: unknown) => {
        throw failure instanceof CodedError && failure.code === 'conflict'
          ? new CodedError('conflict', 'email-taken')
          : failure;
      });
      note({ what: 'invitation accepted', userId: user.id, accountId });
      return signIn.open(user, 'link', device);
    },
  };
}
