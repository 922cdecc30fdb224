import type { UserId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Language } from '@beside/shared/i18n/languages';
import { networkOf } from '@beside/shared/lib/networkOf';
import type { Directory } from '../ports.ts';
import type { IdentityStorage, UserWithPassword } from '../ports/identity.ts';
import type { Note } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { hashNewPassword } from './newPassword.ts';
import type { Passes } from './passes.ts';
import type { Device, Sessions } from './sessions.ts';
import { letterAddressPace, letterPace, type Slowdown } from './slowdown.ts';

/** Passwords that were forgotten are set anew by a link that goes to the person's mailbox. */
export interface Resets {
  /** The same for everybody, and in the same time: whether there is such a user shows nowhere. */
  ask(email: string, language: Language, device: Device): Promise<void>;
  /** @throws CodedError('not-found', 'link-over') */
  look(token: string): Promise<UserWithPassword>;
  /**
   * Ends all sessions; signing in afterwards asks for the second step as ever.
   *
   * @throws CodedError('not-found', 'link-over'), 'bad-request' / 'password-…'
   */
  set(token: string, password: string, device: Device): Promise<void>;
}

const linkMs = 60 * 60_000;

interface Parts {
  directory: Directory;
  storage: IdentityStorage;
  sessions: Sessions;
  passes: Passes;
  slowdown: Slowdown;
  mailbox: Mailbox;
  note: Note;
  onFailure: (failure: unknown) => void;
}

export function createResets(parts: Parts): Resets {
  const { directory, storage, sessions, passes, slowdown, mailbox, note } = parts;

  const write = async (email: string, language: Language, address: string): Promise<void> => {
    const user = await directory.userByEmail(email);
    // Who signs in at a provider alone is let in and shut out there.
    if (!user || user.passwordHash === '') return;
    await slowdown.take([{ pace: letterPace, key: user.id }]);
    await passes.drop('reset', user.id);
    const token = await passes.issue('reset', user.id, {}, linkMs);
    note({ what: 'password reset asked', userId: user.id, accountId: user.accountId, address });
    const path = `/console/reset#${token}`;
    const { email: to, name } = user;
    mailbox.post({ kind: 'reset', to, name, language, account: '', path });
  };
  const look = async (token: string): Promise<UserWithPassword> => {
    const pass = await passes.look('reset', token);
    const user = pass && (await storage.user(pass.subject as UserId));
    if (!user) throw new CodedError('not-found', 'link-over');
    return user;
  };

  return {
    look,
    async ask(email, language, { address }) {
      await slowdown.take([{ pace: letterAddressPace, key: networkOf(address) }]);
      // Nobody waits for it: how long it takes says who is known.
      write(email, language, address).catch((failure: unknown) => {
        if (!(failure instanceof CodedError && failure.code === 'rate-limited')) {
          parts.onFailure(failure);
        }
      });
    },
    async set(token, password, { address }) {
      const { id, accountId, email, name } = await look(token);
      const hash = await hashNewPassword(password, [email, name]);
      if (!(await passes.take('reset', token))) throw new CodedError('not-found', 'link-over');
      await storage.savePassword(id, hash);
      await passes.drop('reset', id);
      await passes.drop('second-step', id);
      await sessions.endAll(id, null);
      note({ what: 'password reset', userId: id, accountId, address });
      const language = (await storage.language(id)) ?? 'en';
      const path = '/console/account';
      mailbox.post({ kind: 'password-changed', to: email, name, language, account: '', path });
    },
  };
}
