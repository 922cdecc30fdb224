import type { AccountId, MessageId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import type {
  Entry,
  RequestDetails,
  SupportRequest,
  SystemEvent,
} from '@beside/shared/domain/request';
import type { Status } from '@beside/shared/domain/availability';
import type { PortalMode, PortalSettings, PortalType } from '@beside/shared/domain/portal';
import type { WaitingRequest, Worker } from '@beside/shared/domain/routing';
import type { Party } from '@beside/shared/domain/words';
import type { Told } from '@beside/shared/protocol/contract';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { ListCursor } from '@beside/shared/protocol/contract/desk';
import type {
  SfuInput,
  SfuNotices,
  SfuOutput,
  SfuRequestName,
} from '@beside/shared/protocol/sfuContract';

/*
 * What the domain needs of the outside. Times are milliseconds since the Unix epoch; hashes are
 * SHA-256 of a random token, in hex; every promise of a write resolves only after the commit is
 * durable, and rejects with CodedError('unavailable') when it could not be made so.
 */

export interface Account {
  id: AccountId;
  name: string;
  /** CSS hex colour, `#rrggbb`. */
  colour: string;
}

/** The picture that stands for an account. */
export interface Logo {
  mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** SHA-256 of the bytes, in hex: names exactly this picture. */
  hash: string;
  bytes: Buffer;
}

export interface User {
  id: UserId;
  accountId: AccountId;
  email: string;
  name: string;
  role: 'administrator' | 'manager' | 'technician';
}

export interface Portal {
  id: PortalId;
  accountId: AccountId;
  slug: string;
  name: string;
  greeting: string;
  type: PortalType;
  mode: PortalMode;
  settings: PortalSettings;
  /** Nobody listed means everybody of the account. */
  technicians: UserId[];
}

/** What only routing needs of a request. */
export interface RequestRouting {
  /** Who was offered it and did not take it, in this round of waiting. */
  passed: WaitingRequest['passed'];
  /** Until when a web-mode portal's technicians are alerted of it. */
  alertUntil: number | null;
  /** When it was taken last, and when that was over: what serving one takes. */
  assignedAt: number | null;
  endedAt: number | null;
}

/** A request with what is never told to everybody. */
export interface StoredRequest {
  request: SupportRequest;
  details: RequestDetails;
  routing: RequestRouting;
}

export const dueKinds = ['route', 'offer', 'alert', 'leaving', 'lease', 'code'] as const;
export type DueKind = (typeof dueKinds)[number];

/** Something that must happen at a time, whichever node is alive then. */
export interface DueRow {
  kind: DueKind;
  /** What it is about: the id of an account, a request, a user or a code. */
  subject: string;
  accountId: AccountId;
  dueAt: number;
}

/** One open page of a technician or a customer; whoever has a live one is there. */
export interface Lease {
  accountId: AccountId;
  party: Party;
  /** The user's id, or the request's. */
  subject: UserId | RequestId;
  endpoint: string;
  node: string;
  expiresAt: number;
}

/** An access code with what only its maker is told. */
export interface StoredCode {
  code: AccessCode;
  makerId: UserId;
}

/** An entry before the transaction gives it its place. */
export type NewEntry =
  | {
      kind: 'message';
      id: MessageId;
      at: number;
      from: Extract<Entry, { kind: 'message' }>['from'];
      text: string;
    }
  | { kind: 'event'; id: MessageId; at: number; event: SystemEvent };

/** One transaction on one account. Nothing it wrote is seen by anybody before its commit. */
export interface AccountTransaction {
  /** The row, locked until the commit; `undefined` where this account has none of that id. */
  lockRequest(id: RequestId): Promise<StoredRequest | undefined>;
  /** @throws CodedError('conflict') if the id is taken, in whichever account */
  insertRequest(row: StoredRequest, tokenHash: string): Promise<void>;
  /** Replaces the row that {@link lockRequest} gave; `lastSeq` is kept by {@link append}. */
  saveRequest(row: StoredRequest): Promise<void>;
  /** Gives the entry the next `seq` of its request and stores it. */
  append(requestId: RequestId, entry: NewEntry): Promise<Entry>;
  /** The entry that has this id, in whichever place it stands. */
  entry(requestId: RequestId, id: MessageId): Promise<Entry | undefined>;

  /**
   * One at a time decides who is given a request of the account, or whether they can be; held until
   * the commit. Taken before any other lock.
   */
  lockLines(): Promise<void>;
  waiting(): Promise<WaitingRequest[]>;
  workers(now: number): Promise<Worker[]>;
  /** Locked until the commit; `undefined` where they have never been in the console. */
  lockAvailability(id: UserId): Promise<{ status: Status; waitingSince: number } | undefined>;
  saveAvailability(id: UserId, values: { status: Status; waitingSince: number }): Promise<void>;
  /** Has them wait from now on, whatever their status is. */
  waitFrom(id: UserId, waitingSince: number): Promise<void>;
  /** Until when somebody counts as being there; 0 where no lease is left. */
  leasedUntil(subject: UserId | RequestId): Promise<number>;
  /** Sets the time at which this falls due, in place of the one it had. */
  schedule(kind: DueKind, subject: string, dueAt: number): Promise<void>;

  /** @throws CodedError('conflict') if another live code has these digits */
  insertCode(row: StoredCode): Promise<void>;
  lockCode(id: string): Promise<StoredCode | undefined>;
  saveCode(row: StoredCode): Promise<void>;
}

/** Which requests of a list are meant. */
export interface RequestPage {
  /** Those that come after this one; it need not be there any more. */
  after?: ListCursor | undefined;
  /** Those that have this text somewhere, whatever its case. */
  search?: string | undefined;
}

/** Everything of one account; made for one, so that a question across tenants cannot be asked. */
export interface AccountStorage {
  transaction<T>(work: (transaction: AccountTransaction) => Promise<T>): Promise<T>;
  account(): Promise<Account | undefined>;
  /** The account's logo, if it is the one of this hash. */
  logo(hash: string): Promise<Logo | undefined>;
  logoHash(): Promise<string | undefined>;
  /** In place of the one before; `null`: none. */
  saveLogo(logo: Logo | null): Promise<void>;
  user(id: UserId): Promise<User | undefined>;
  request(id: RequestId): Promise<StoredRequest | undefined>;
  /** Newest first, open ones before ended, closed and abandoned ones. */
  requests(limit: number, page?: RequestPage): Promise<SupportRequest[]>;
  /** Oldest first, `seq > afterSeq`. */
  entriesAfter(requestId: RequestId, afterSeq: number, limit: number): Promise<Entry[]>;
  /** How far each side has read, as a `seq`; 0 where nothing was. */
  reads(requestId: RequestId): Promise<Record<Party, number>>;
  /** Moves the mark forward, never back. */
  saveRead(requestId: RequestId, party: Party, seq: number): Promise<void>;
  portals(): Promise<Portal[]>;
  waiting(): Promise<WaitingRequest[]>;
  /** Whose alerts or offers are still up. */
  calling(now: number): Promise<StoredRequest[]>;
  workers(now: number): Promise<Worker[]>;
  /** How long serving one took on this portal lately, in milliseconds. */
  handlingMs(portalId: PortalId): Promise<number | undefined>;
  /** Newest first. */
  codes(makerId: UserId, limit: number): Promise<AccessCode[]>;
}

/** Who is there; written by the nodes that hold their sockets. */
export interface Presence {
  renew(leases: readonly Lease[]): Promise<void>;
  end(subject: UserId | RequestId, endpoint: string): Promise<void>;
  /** Removes what ran out before that time. */
  forget(before: number): Promise<void>;
}

/** What must happen later, over all accounts. */
export interface DueStorage {
  /**
   * Takes what is due, for this node alone until `until`; what is not {@link done} by then is taken
   * again, by whoever is alive.
   */
  claim(now: number, limit: number, until: number): Promise<DueRow[]>;
  /** It was done, and was not set anew meanwhile. */
  done(row: DueRow): Promise<void>;
}

/** The few questions that come before an account is known. */
export interface Directory {
  isEmpty(): Promise<boolean>;
  createAccount(
    account: Account,
    users: (User & { passwordHash: string })[],
    portals: Portal[],
  ): Promise<void>;
  portalBySlug(slug: string): Promise<{ account: Account; portal: Portal } | undefined>;
  /** Case of the address does not matter. */
  userByEmail(email: string): Promise<(User & { passwordHash: string }) | undefined>;
  createUserSession(session: {
    tokenHash: string;
    userId: UserId;
    createdAt: number;
    expiresAt: number;
  }): Promise<void>;
  userBySession(tokenHash: string, now: number): Promise<User | undefined>;
  endUserSession(tokenHash: string): Promise<void>;
  requestByToken(
    tokenHash: string,
  ): Promise<{ accountId: AccountId; requestId: RequestId } | undefined>;
  /**
   * What the installation keeps under this name for all its nodes, e.g. a signing key; the first who
   * asks puts `proposed` there.
   */
  secret(name: string, proposed: string): Promise<string>;
  /** A live code's, by its nine digits. */
  codeByDigits(digits: string): Promise<{ accountId: AccountId; id: string } | undefined>;
}

export interface Storage {
  readonly directory: Directory;
  readonly presence: Presence;
  readonly due: DueStorage;
  forAccount(id: AccountId): AccountStorage;
  /** A read and a durable write; rejects when either cannot be made. */
  probe(): Promise<void>;
  /** Waits for what is under way, then lets go of everything. Idempotent. */
  close(): Promise<void>;
}

/** An SFU node, as signaling sees it. */
export interface Sfu {
  /** @throws CodedError as the node says, or 'unavailable' when it does not answer */
  request<K extends SfuRequestName>(name: K, input: SfuInput<K>): Promise<SfuOutput<K>>;
  on<K extends keyof SfuNotices>(name: K, listener: (notice: SfuNotices[K]) => void): () => void;
  /** Whether a worker runs; the reason is for the person who runs the installation. */
  state(): { ready: true } | { ready: false; reason: string };
}

/** Committed facts on their way to the people who follow a request. */
export interface Publisher {
  requestChanged(accountId: AccountId, request: SupportRequest): void;
  entryAppended(accountId: AccountId, entry: Entry): void;
  alertRaised(technicianId: UserId, alert: Alert): void;
  alertGone(accountId: AccountId, message: Told<'alert:gone'>): void;
  statusChanged(accountId: AccountId, message: Told<'status:changed'>): void;
  codeChanged(makerId: UserId, code: AccessCode): void;
  surveySent(message: Told<'survey:sent'>): void;
  queuePosition(message: Told<'queue:position'>): void;
}
