import type { AccountId, MessageId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import type {
  Entry,
  RequestDetails,
  SupportRequest,
  SystemEvent,
} from '@beside/shared/domain/request';
import type { Party } from '@beside/shared/domain/words';
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
}

/** A request with what is never told to everybody. */
export interface StoredRequest {
  request: SupportRequest;
  details: RequestDetails;
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
}

/** Everything of one account; made for one, so that a question across tenants cannot be asked. */
export interface AccountStorage {
  transaction<T>(work: (transaction: AccountTransaction) => Promise<T>): Promise<T>;
  account(): Promise<Account | undefined>;
  user(id: UserId): Promise<User | undefined>;
  request(id: RequestId): Promise<StoredRequest | undefined>;
  /** Newest first, open ones before ended, closed and abandoned ones. */
  requests(limit: number): Promise<SupportRequest[]>;
  /** Oldest first, `seq > afterSeq`. */
  entriesAfter(requestId: RequestId, afterSeq: number, limit: number): Promise<Entry[]>;
  /** How far each side has read, as a `seq`; 0 where nothing was. */
  reads(requestId: RequestId): Promise<Record<Party, number>>;
  /** Moves the mark forward, never back. */
  saveRead(requestId: RequestId, party: Party, seq: number): Promise<void>;
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
}

export interface Storage {
  readonly directory: Directory;
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
}
