import type { NewAudit } from '@beside/shared/domain/audit';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { SignInWay } from '@beside/shared/domain/signIn';
import type { Language } from '@beside/shared/i18n/languages';
import type { User } from '../ports.ts';

/** Somebody signed in on one device. */
export interface UserSession {
  /** SHA-256 of the cookie's token, in hex. */
  tokenHash: string;
  userId: UserId;
  way: SignInWay;
  createdAt: number;
  expiresAt: number;
  seenAt: number;
  /** Where it was seen last. */
  address: string;
  /** What the browser calls itself. */
  userAgent: string;
}

/** What can be handed over once: a link of a mail, the question for a second step, a challenge. */
export const passKinds = [
  'reset',
  'invitation',
  'set-up',
  'second-step',
  'app',
  'passkey',
  'single',
] as const;
export type PassKind = (typeof passKinds)[number];

export interface Pass {
  /** SHA-256 of the token, in hex. */
  tokenHash: string;
  kind: PassKind;
  /** Whose it is, as an id; those of one kind and subject go together. */
  subject: string;
  /** JSON of what is needed when it is used. */
  content: string;
  expiresAt: number;
}

/** The authenticator app of a user. */
export interface Authenticator {
  /** Sealed. */
  secret: string;
  /** Whether a code of it was shown to work; before that it protects nothing. */
  confirmed: boolean;
  /** The time step of the last code that was taken: none is taken twice (RFC 6238, section 5.2). */
  lastStep: number;
}

export interface Passkey {
  /** The credential's id, base64url. */
  id: string;
  userId: UserId;
  name: string;
  /** COSE key, base64url. */
  publicKey: string;
  /** Of the signatures, as the authenticator counts them. */
  counter: number;
  transports: string[];
  createdAt: number;
  usedAt: number | null;
}

/** How the people of an account sign in at their own provider. */
export interface SingleSignOn {
  issuer: string;
  clientId: string;
  /** Sealed; `null`: a public client. */
  clientSecret: string | null;
  /** In lower case; each belongs to one account of the installation. */
  domains: string[];
  /** What somebody becomes who comes for the first time; `null`: nobody is made. */
  newUsers: User['role'] | null;
}

/** Who tried too often, and until when nothing is tried for them. */
export interface Tries {
  count: number;
  lastAt: number;
  blockedUntil: number;
}

export type UserWithPassword = User & { passwordHash: string };

/** A row of an account's audit log. */
export interface AuditOf {
  accountId: AccountId;
  entry: NewAudit;
}

/** How people are known: before their account is, and whatever it is. */
export interface IdentityStorage {
  /** Removes those that have expired, too. */
  createSession(session: UserSession): Promise<void>;
  session(
    tokenHash: string,
    now: number,
  ): Promise<{ user: User; session: UserSession } | undefined>;
  /** Those that live, seen last first. */
  sessions(userId: UserId, now: number): Promise<UserSession[]>;
  /** @returns false where there is no such session any more */
  seen(tokenHash: string, at: number, address?: string): Promise<boolean>;
  /** The session goes on under another token. @returns whether it was there */
  rotateSession(tokenHash: string, next: string): Promise<boolean>;
  endSession(tokenHash: string): Promise<void>;
  /** @returns the hashes of those that were ended */
  endSessions(userId: UserId, except: string | null): Promise<string[]>;

  /** Not one who is kept out. */
  user(id: UserId): Promise<UserWithPassword | undefined>;
  /** @throws CodedError('conflict') where the address is taken */
  insertUser(user: UserWithPassword): Promise<void>;
  savePassword(id: UserId, passwordHash: string): Promise<void>;
  saveName(id: UserId, name: string): Promise<void>;
  /** The one that the console was last used in. */
  language(id: UserId): Promise<Language | null>;

  /** Removes those that have expired before `now`, too. */
  savePass(pass: Pass, now: number, audit?: AuditOf): Promise<void>;
  pass(kind: PassKind, tokenHash: string, now: number): Promise<Pass | undefined>;
  /** Given to one caller alone, once. */
  takePass(kind: PassKind, tokenHash: string, now: number): Promise<Pass | undefined>;
  dropPasses(kind: PassKind, subject: string): Promise<void>;

  authenticator(id: UserId): Promise<Authenticator | undefined>;
  /** In place of the one before. */
  saveAuthenticator(id: UserId, authenticator: Authenticator): Promise<void>;
  /** @returns whether the step is newer than the last one; it is the last one from then on */
  useStep(id: UserId, step: number): Promise<boolean>;
  removeAuthenticator(id: UserId): Promise<void>;

  /** In place of those before. */
  saveRecoveryCodes(id: UserId, hashes: readonly string[]): Promise<void>;
  countRecoveryCodes(id: UserId): Promise<number>;
  /** @returns whether it was there; it is gone from then on */
  useRecoveryCode(id: UserId, hash: string): Promise<boolean>;

  /** Oldest first. */
  passkeys(id: UserId): Promise<Passkey[]>;
  passkey(id: string): Promise<Passkey | undefined>;
  /** @throws CodedError('conflict') where it is known already */
  insertPasskey(passkey: Passkey): Promise<void>;
  savePasskeyUse(id: string, counter: number, usedAt: number): Promise<void>;
  /** @returns whether the user has it */
  renamePasskey(userId: UserId, id: string, name: string): Promise<boolean>;
  /** @returns whether the user had it */
  removePasskey(userId: UserId, id: string): Promise<boolean>;

  /**
   * Changes what is kept of the tries under a key, one at a time.
   *
   * @param next `undefined`: nothing is to be kept
   */
  countTries(key: string, next: (before: Tries | undefined) => Tries | undefined): Promise<void>;
  tries(key: string): Promise<Tries | undefined>;
  /** Removes what was last tried before that time. */
  forgetTries(before: number): Promise<void>;

  /** Whether any account has it. */
  hasSingleSignOn(): Promise<boolean>;
  singleSignOn(accountId: AccountId): Promise<SingleSignOn | undefined>;
  singleSignOnOf(domain: string): Promise<(SingleSignOn & { accountId: AccountId }) | undefined>;
  /** @throws CodedError('conflict') where another account has one of the domains */
  saveSingleSignOn(accountId: AccountId, settings: SingleSignOn, audit?: NewAudit): Promise<void>;
  removeSingleSignOn(accountId: AccountId, audit?: NewAudit): Promise<void>;
  linkedUser(accountId: AccountId, issuer: string, subject: string): Promise<User | undefined>;
  /** @throws CodedError('conflict') where somebody else is linked to it */
  linkUser(link: {
    accountId: AccountId;
    userId: UserId;
    issuer: string;
    subject: string;
  }): Promise<void>;
}

/** Where the people of an account sign in, in clear. */
export interface Provider {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
}

/** Signing in at the provider did not come to an end. The message is a code, and holds no secret. */
export class SingleSignOnError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SingleSignOnError';
  }
}

/** Speaks OpenID Connect with a provider. Both throw SingleSignOnError. */
export interface OpenIdClient {
  /** @returns where the browser has to go, and what {@link finish} needs again, as a text */
  begin(provider: Provider, redirectUri: string): Promise<{ url: string; checks: string }>;
  /** @param callbackUrl where the browser came back, with what it brought */
  finish(
    provider: Provider,
    checks: string,
    callbackUrl: string,
  ): Promise<{
    subject: string;
    /** Verified by the provider, else undefined. */
    email: string | undefined;
    name: string | undefined;
  }>;
}

/** A letter about somebody's own account. */
export interface AccountLetter {
  kind: 'reset' | 'invitation' | 'password-changed' | 'second-step-changed';
  to: string;
  name: string;
  language: Language;
  /** Who invites. */
  account: string;
  /** Below the address that people type. */
  path: string;
}

/** The way to a person's mailbox. */
export interface Letters {
  readonly available: boolean;
  /** @throws DeliveryError; answers within 20 s */
  send(letter: AccountLetter): Promise<void>;
}

/** The pages that somebody has open. */
export interface SessionSockets {
  /** They are told, and gone. */
  end(tokenHashes: readonly string[]): Promise<void>;
  /** The session goes on under another token. */
  move(tokenHash: string, next: string): Promise<void>;
}
