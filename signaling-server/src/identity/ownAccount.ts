import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type {
  AppStart,
  OwnAccount as OwnAccountView,
  PasskeyAdd,
  RecoveryCodes,
} from '@beside/shared/protocol/httpIdentity';
import type { Storage, User } from '../ports.ts';
import type { IdentityStorage, UserSession, UserWithPassword } from '../ports/identity.ts';
import type { IdentityEvent, Note } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import { hashNewPassword } from './newPassword.ts';
import type { Passes } from './passes.ts';
import type { Passkeys, Site } from './passkeys.ts';
import type { SecondFactor } from './secondFactor.ts';
import { sessionId, type Device, type Sessions } from './sessions.ts';
import type { SignIn } from './signIn.ts';
import { secondStepPace, type Slowdown } from './slowdown.ts';

/** Who is at their own account: the user, their session, its token, and where they are. */
export interface Owner {
  user: User;
  session: UserSession;
  token: string;
  device: Device;
}

/**
 * What everybody may change about themselves. What changes how somebody signs in asks for the
 * password once more, is told by mail, and gives the session a new token, which is returned.
 */
export interface OwnAccount {
  view(owner: Owner): Promise<OwnAccountView>;
  rename(owner: Owner, name: string): Promise<void>;
  /** Ends the other sessions. @throws CodedError('forbidden', 'wrong-credentials') */
  changePassword(owner: Owner, current: string, password: string): Promise<string>;
  startApp(owner: Owner, password: string | undefined): Promise<AppStart>;
  /** @throws CodedError('bad-request', 'wrong-code') */
  confirmApp(
    owner: Owner,
    ticket: string,
    code: string,
  ): Promise<RecoveryCodes & { token: string }>;
  removeApp(owner: Owner, password: string | undefined): Promise<string>;
  makeRecoveryCodes(owner: Owner, password: string | undefined): Promise<string[]>;
  askPasskey(
    owner: Owner,
    site: Site,
    password: string | undefined,
  ): Promise<{ ticket: string; options: object }>;
  addPasskey(owner: Owner, answer: PasskeyAdd): Promise<RecoveryCodes & { token: string }>;
  renamePasskey(owner: Owner, id: string, name: string): Promise<void>;
  removePasskey(owner: Owner, id: string, password: string | undefined): Promise<string>;
  endSession(owner: Owner, id: string): Promise<void>;
  endOtherSessions(owner: Owner): Promise<void>;
}

/** So long after signing in somebody without a password has proved enough. */
const freshMs = 10 * 60_000;
const appStartMs = 15 * 60_000;

interface Parts {
  storage: IdentityStorage;
  forAccount: Storage['forAccount'];
  sessions: Sessions;
  passes: Passes;
  slowdown: Slowdown;
  signIn: SignIn;
  factor: SecondFactor;
  passkeys: Passkeys;
  mailbox: Mailbox;
  note: Note;
  clock: Clock;
}

export function createOwnAccount(parts: Parts): OwnAccount {
  const { storage, forAccount, sessions, passes, slowdown, signIn, factor, passkeys } = parts;
  const { mailbox, clock } = parts;

  const stored = async ({ user }: Owner): Promise<UserWithPassword> => {
    const found = await storage.user(user.id);
    if (!found) throw new CodedError('not-authenticated');
    return found;
  };
  const prove = async (owner: Owner, password: string | undefined): Promise<void> => {
    const user = await stored(owner);
    if (user.passwordHash !== '') {
      await signIn.prove(user, password ?? '', owner.device);
    } else if (clock.now() - owner.session.createdAt > freshMs) {
      throw new CodedError('forbidden', 'sign-in-again');
    }
  };
  const note = ({ user, device }: Owner, what: IdentityEvent['what']): void =>
    parts.note({
      what,
      userId: user.id,
      accountId: user.accountId,
      address: device.address,
    });
  /** A new token for this session, and a letter. */
  const changed = async (
    owner: Owner,
    what: IdentityEvent['what'],
    kind: 'password-changed' | 'second-step-changed' = 'second-step-changed',
  ): Promise<string> => {
    const { id, email, name } = owner.user;
    note(owner, what);
    const language = (await storage.language(id)) ?? 'en';
    mailbox.post({ kind, to: email, name, language, account: '', path: '/console/account' });
    const token = await sessions.rotate(owner.token);
    if (token === undefined) throw new CodedError('not-authenticated');
    return token;
  };
  /** The first second step brings the codes that help where it is lost. */
  const firstCodes = async ({ user }: Owner): Promise<string[] | null> =>
    (await storage.countRecoveryCodes(user.id)) > 0 ? null : factor.makeRecoveryCodes(user.id);
  const withoutSteps = async ({ user }: Owner): Promise<void> => {
    const ways = await factor.ways(user.id);
    if (!ways.includes('code') && !ways.includes('passkey')) {
      await storage.saveRecoveryCodes(user.id, []);
    }
  };

  return {
    async view(owner) {
      const { id, accountId } = owner.user;
      const user = await stored(owner);
      const [app, codes, keys, open, account] = await Promise.all([
        storage.authenticator(id),
        storage.countRecoveryCodes(id),
        storage.passkeys(id),
        sessions.list(id),
        forAccount(accountId).account(),
      ]);
      return {
        name: user.name,
        email: user.email,
        accountName: account?.name ?? '',
        hasPassword: user.passwordHash !== '',
        app: app?.confirmed ?? false,
        recoveryCodes: codes,
        passkeys: keys.map(({ id: key, name, createdAt, usedAt }) => ({
          id: key,
          name,
          createdAt,
          usedAt,
        })),
        sessions: open.map((session) => ({
          id: sessionId(session),
          current: session.tokenHash === owner.session.tokenHash,
          way: session.way,
          userAgent: session.userAgent,
          address: session.address,
          createdAt: session.createdAt,
          seenAt: session.seenAt,
        })),
      };
    },

    rename: ({ user }, name) => storage.saveName(user.id, name),

    async changePassword(owner, current, password) {
      const { id, email, name } = owner.user;
      await signIn.prove(await stored(owner), current, owner.device);
      await storage.savePassword(id, await hashNewPassword(password, [email, name]));
      await passes.drop('reset', id);
      await passes.drop('second-step', id);
      await sessions.endAll(id, owner.token);
      return changed(owner, 'password changed', 'password-changed');
    },

    async startApp(owner, password) {
      await prove(owner, password);
      const { id, email } = owner.user;
      const { sealed, ...app } = factor.startApp(id, email);
      return { ...app, ticket: await passes.issue('app', id, { sealed }, appStartMs) };
    },

    async confirmApp(owner, ticket, code) {
      const { id } = owner.user;
      const begun = await passes.look('app', ticket);
      if (begun?.subject !== id) throw new CodedError('not-found', 'link-over');
      await slowdown.guard([{ pace: secondStepPace, key: `app ${id}` }], async () => {
        if (await factor.confirmApp(id, String(begun.content['sealed']), code)) return;
        throw new CodedError('bad-request', 'wrong-code');
      });
      await passes.drop('app', id);
      const recoveryCodes = await firstCodes(owner);
      return { recoveryCodes, token: await changed(owner, 'authenticator app added') };
    },

    async removeApp(owner, password) {
      await prove(owner, password);
      await storage.removeAuthenticator(owner.user.id);
      await withoutSteps(owner);
      return changed(owner, 'authenticator app removed');
    },

    async makeRecoveryCodes(owner, password) {
      await prove(owner, password);
      if ((await factor.ways(owner.user.id)).length === 0) throw new CodedError('conflict');
      note(owner, 'recovery codes made');
      return factor.makeRecoveryCodes(owner.user.id);
    },

    async askPasskey(owner, site, password) {
      await prove(owner, password);
      return passkeys.askToAdd(site, owner.user);
    },

    async addPasskey(owner, answer) {
      await passkeys.add(owner.user, answer);
      const recoveryCodes = await firstCodes(owner);
      return { recoveryCodes, token: await changed(owner, 'passkey added') };
    },

    async renamePasskey({ user }, id, name) {
      if (!(await storage.renamePasskey(user.id, id, name))) throw new CodedError('not-found');
    },

    async removePasskey(owner, id, password) {
      await prove(owner, password);
      if (!(await storage.removePasskey(owner.user.id, id))) throw new CodedError('not-found');
      await withoutSteps(owner);
      return changed(owner, 'passkey removed');
    },

    async endSession(owner, id) {
      if (!(await sessions.endOne(owner.user.id, id))) throw new CodedError('not-found');
      parts.note({ what: 'sessions ended', userId: owner.user.id, count: 1 });
    },

    async endOtherSessions(owner) {
      const count = await sessions.endAll(owner.user.id, owner.token);
      parts.note({ what: 'sessions ended', userId: owner.user.id, count });
    },
  };
}
