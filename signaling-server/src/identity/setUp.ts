import { v7 as uuidV7 } from 'uuid';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import { defaultFields } from '@beside/shared/domain/portal';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SetUp as SetUpForm } from '@beside/shared/protocol/httpIdentity';
import type { Directory, User } from '../ports.ts';
import type { Note } from './events.ts';
import { hashNewPassword } from './newPassword.ts';
import type { Passes } from './passes.ts';
import type { Device } from './sessions.ts';
import type { SignedIn, SignIn } from './signIn.ts';

/** The first account and its administrator, where there is none: by a link that is printed at start. */
export interface SetUp {
  /** @returns the link's path; undefined where there is an account already */
  begin(): Promise<string | undefined>;
  /** @throws CodedError('not-found', 'link-over') */
  look(token: string): Promise<void>;
  /** @throws CodedError('not-found', 'link-over'), 'bad-request' / 'password-…' */
  complete(form: SetUpForm, device: Device): Promise<SignedIn>;
}

const linkMs = 24 * 60 * 60_000;
const colour = '#1f6f6b';
const greeting = 'Hello! Tell us what is not working, and somebody will look at it with you.';

interface Parts {
  directory: Directory;
  passes: Passes;
  signIn: SignIn;
  note: Note;
}

export function createSetUp({ directory, passes, signIn, note }: Parts): SetUp {
  const look = async (token: string): Promise<void> => {
    const pass = await passes.look('set-up', token);
    if (!pass || !(await directory.isEmpty())) throw new CodedError('not-found', 'link-over');
  };
  return {
    look,
    async begin() {
      if (!(await directory.isEmpty())) return undefined;
      await passes.drop('set-up', '');
      return `/console/set-up#${await passes.issue('set-up', '', {}, linkMs)}`;
    },
    async complete({ token, accountName, name, email, password }, device) {
      await look(token);
      const passwordHash = await hashNewPassword(password, [email, name, accountName]);
      if (!(await passes.take('set-up', token))) throw new CodedError('not-found', 'link-over');
      const accountId = uuidV7() as AccountId;
      const id = uuidV7() as UserId;
      const user: User = { id, accountId, email, name, role: 'administrator' };
      await directory.createAccount(
        { id: accountId, name: accountName, colour },
        [{ ...user, passwordHash }],
        [
          {
            id: uuidV7() as PortalId,
            accountId,
            slug: 'support',
            name: accountName,
            greeting,
            type: 'smart-box',
            mode: 'web',
            settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] },
            technicians: [],
          },
        ],
      );
      note({ what: 'installation set up', userId: id, accountId });
      return signIn.open(user, 'link', device);
    },
  };
}
