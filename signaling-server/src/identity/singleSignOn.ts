import { v7 as uuidV7 } from 'uuid';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { may } from '@beside/shared/domain/rightsTable';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SingleSignOnSettings } from '@beside/shared/protocol/httpIdentity';
import type { Directory, Storage, User } from '../ports.ts';
import {
  SingleSignOnError,
  type IdentityStorage,
  type OpenIdClient,
  type Provider,
  type SingleSignOn as Stored,
} from '../ports/identity.ts';
import { auditOf } from './auditTable.ts';
import type { Note } from './events.ts';
import type { Passes } from './passes.ts';
import type { Device } from './sessions.ts';
import type { SignedIn, SignIn } from './signIn.ts';
import type { Vault } from './vault.ts';

/** Signing in at the account's own provider (OpenID Connect). */
export interface SingleSignOn {
  offered(): Promise<boolean>;
  /**
   * @returns where the browser goes, and the token that its coming back needs
   * @throws CodedError('not-found', 'single-sign-on-unknown'), 'unavailable' / 'single-sign-on-failed'
   */
  begin(email: string): Promise<{ url: string; token: string }>;
  /**
   * @param callbackUrl with what the provider sent along
   * @throws CodedError('not-authenticated', 'single-sign-on-failed' or 'single-sign-on-refused')
   */
  finish(token: string, callbackUrl: string, device: Device): Promise<SignedIn>;
  /** For those who manage the account's settings; without the secret. @throws CodedError('forbidden') */
  settings(by: User): Promise<Omit<SingleSignOnSettings, 'clientSecret'> | null>;
  /** @throws CodedError('forbidden'), 'conflict' / 'domain-taken', 'bad-request' for an unsafe issuer */
  save(by: User, settings: SingleSignOnSettings): Promise<void>;
  remove(by: User): Promise<void>;
}

const waitMs = 10 * 60_000;

interface Parts {
  directory: Directory;
  storage: IdentityStorage;
  forAccount: Storage['forAccount'];
  passes: Passes;
  signIn: SignIn;
  vault: Vault;
  client: OpenIdClient;
  note: Note;
  clock: Clock;
  /** Where providers send browsers back to. */
  redirectUri: () => string;
  /** Whether issuers may be without TLS, as in a network of one's own. */
  allowPrivate: boolean;
}

export function createSingleSignOn(parts: Parts): SingleSignOn {
  const {
    directory,
    storage,
    forAccount,
    passes,
    signIn,
    vault,
    client,
    note,
    clock,
    redirectUri,
  } = parts;

  const aboutSecret = (id: AccountId): string => `single-sign-on:${id}`;
  const providerOf = (id: AccountId, { issuer, clientId, clientSecret }: Stored): Provider => ({
    issuer,
    clientId,
    clientSecret:
      clientSecret === null ? null : (vault.open(clientSecret, aboutSecret(id)) ?? null),
  });
  const refuse = (
    reason: 'single-sign-on-failed' | 'single-sign-on-refused',
    why: string,
    accountId?: AccountId,
  ): never => {
    note({ what: 'single sign-on refused', reason: why, ...(accountId && { accountId }) });
    throw new CodedError('not-authenticated', reason);
  };
  const assertMayManage = async ({ id, accountId }: User): Promise<void> => {
    const holder = await forAccount(accountId).admin.rightsHolder(id);
    if (!holder || !may(holder, 'manage-settings')) throw new CodedError('forbidden');
  };

  /** Known by the provider's own name for them; by the address the first time, where it is proved. */
  const userOf = async (
    accountId: AccountId,
    { issuer, domains, newUsers }: Stored,
    claims: Awaited<ReturnType<OpenIdClient['finish']>>,
  ): Promise<User> => {
    const linked = await storage.linkedUser(accountId, issuer, claims.subject);
    if (linked) return linked;
    const { email, subject } = claims;
    if (email === undefined) {
      return refuse('single-sign-on-refused', 'no verified address', accountId);
    }
    if (!domains.includes(domainOf(email))) {
      return refuse('single-sign-on-refused', 'address of another domain', accountId);
    }
    const there = await directory.userByEmail(email);
    if (there && there.accountId !== accountId) {
      return refuse('single-sign-on-refused', 'user of another account', accountId);
    }
    let user: User;
    if (there) {
      const { passwordHash: _, ...found } = there;
      user = found;
    } else {
      if (newUsers === null) return refuse('single-sign-on-refused', 'no such user', accountId);
      const id = uuidV7() as UserId;
      const name = claims.name?.trim().slice(0, 100) || email;
      user = { id, accountId, email, name, role: newUsers };
      await storage.insertUser({ ...user, passwordHash: '' });
      note({ what: 'user made by single sign-on', userId: id, accountId });
    }
    await storage.linkUser({ accountId, userId: user.id, issuer, subject });
    return user;
  };

  return {
    offered: () => storage.hasSingleSignOn(),

    async begin(email) {
      const found = await storage.singleSignOnOf(domainOf(email));
      if (!found) throw new CodedError('not-found', 'single-sign-on-unknown');
      const { accountId } = found;
      const { url, checks } = await client
        .begin(providerOf(accountId, found), redirectUri())
        .catch((failure: unknown) => {
          if (!(failure instanceof SingleSignOnError)) throw failure;
          note({ what: 'single sign-on refused', reason: failure.message, accountId });
          throw new CodedError('unavailable', 'single-sign-on-failed');
        });
      const sealed = vault.seal(checks, `checks:${accountId}`);
      return { url, token: await passes.issue('single', accountId, { sealed }, waitMs) };
    },

    async finish(token, callbackUrl, device) {
      const pass = await passes.take('single', token);
      const accountId = pass?.subject as AccountId | undefined;
      const stored = accountId && (await storage.singleSignOn(accountId));
      const checks = pass && vault.open(String(pass.content['sealed']), `checks:${pass.subject}`);
      if (!stored || checks === undefined) return refuse('single-sign-on-failed', 'not begun here');
      const claims = await client
        .finish(providerOf(accountId, stored), checks, callbackUrl)
        .catch((failure: unknown) => {
          if (!(failure instanceof SingleSignOnError)) throw failure;
          return refuse('single-sign-on-failed', failure.message, accountId);
        });
      return signIn.open(await userOf(accountId, stored, claims), 'single-sign-on', device);
    },

    async settings(by) {
      await assertMayManage(by);
      const stored = await storage.singleSignOn(by.accountId);
      if (!stored) return null;
      const { clientSecret: _, ...settings } = stored;
      return settings;
    },

    async save(by, { clientSecret, ...settings }) {
      await assertMayManage(by);
      const { accountId } = by;
      const { protocol, search, hash, username } = new URL(settings.issuer);
      const isSafe = protocol === 'https:' || parts.allowPrivate;
      if (!isSafe || search || hash || username) throw CodedError.wrongField('issuer');
      const before = await storage.singleSignOn(accountId);
      const sealed =
        clientSecret === undefined
          ? (before?.clientSecret ?? null)
          : clientSecret && vault.seal(clientSecret, aboutSecret(accountId));
      const domains = [...new Set(settings.domains)].sort();
      await storage
        .saveSingleSignOn(
          accountId,
          { ...settings, domains, clientSecret: sealed },
          auditOf(clock, by, 'single-sign-on-changed', null, {
            ...{ issuer: settings.issuer, newUsers: settings.newUsers, domains },
          }),
        )
        .catch((failure: unknown) => {
          throw failure instanceof CodedError && failure.code === 'conflict'
            ? new CodedError('conflict', 'domain-taken')
            : failure;
        });
      note({ what: 'single sign-on changed', userId: by.id, accountId });
    },

    async remove(by) {
      await assertMayManage(by);
      const entry = auditOf(clock, by, 'single-sign-on-removed');
      await storage.removeSingleSignOn(by.accountId, entry);
      note({ what: 'single sign-on changed', userId: by.id, accountId: by.accountId });
    },
  };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
