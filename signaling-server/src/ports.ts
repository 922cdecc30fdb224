import type {
  AccountId,
  CompanyId,
  FileId,
  MessageId,
  PortalId,
  ProfileId,
  RequestId,
  UserId,
} from '@beside/shared/domain/ids';
import type { FileRules } from '@beside/shared/domain/fileRules';
import type { UpgradeChat } from '@beside/shared/domain/sessionWindow';
import type {
  Author,
  ChatFile,
  Entry,
  RequestDetails,
  SideEntry,
  SupportRequest,
  SystemEvent,
} from '@beside/shared/domain/request';
import type { NewAudit } from '@beside/shared/domain/audit';
import type { Status } from '@beside/shared/domain/availability';
import type { Head } from '@beside/shared/domain/chain';
import type { PortalMode, PortalSettings, PortalType } from '@beside/shared/domain/portal';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { Role } from '@beside/shared/domain/rightsTable';
import type { WaitingRequest, Worker } from '@beside/shared/domain/routing';
import type { SessionLogRow } from '@beside/shared/domain/sessionLog';
import type { Party } from '@beside/shared/domain/words';
import type { Writer } from '@beside/shared/domain/writing';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import type { Note } from '@beside/shared/protocol/contract/notes';
import type { ListCursor } from '@beside/shared/protocol/contract/desk';
import type { AdminStorage, AdminTransaction } from './ports/admin.ts';
import type { KeyDirectory } from './ports/apiKeys.ts';
import type { AuditStorage } from './ports/audit.ts';
import type { IdentityStorage } from './ports/identity.ts';
import type { Pages } from './ports/pages.ts';
import type { PrivacyStorage } from './ports/privacy.ts';
import type { RecordingStorage, RecordingTransaction } from './ports/recordings.ts';
import type { DeskLoad } from './ports/deskLoad.ts';
import type { RelayPlaces, SfuRegistrations } from './ports/relay.ts';
import type { ReportStorage, ReportSums } from './ports/reports.ts';
import type { WebhookStorage, WebhookTransaction } from './ports/webhooks.ts';
import type { Delivery, NoticeStorage } from './ports/notices.ts';
import type { FileMaker, StoredFile } from './ports/files.ts';
import type { DueKind, DueStorage } from './ports/due.ts';

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
  role: Role;
}

/** An organisation whose customers are supported. */
export interface Company {
  id: CompanyId;
  name: string;
}

/** Whose view of the requests is asked for; `all` is nobody's, and for the system alone. */
export type Sight = 'all' | { id: UserId; companies: GrantedCompanies };

/** The last row of the page that came before. */
export interface PageMark {
  id: RequestId;
  createdAt: number;
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

/** A message on its way into a conversation. */
export interface NewMessage {
  requestId: RequestId;
  id: MessageId;
  at: number;
  text: string;
  writer: Writer;
  /** A technician's own; customers are called as the conversation calls them. */
  name: string;
  /**
   * Falls due by then where a technician has the conversation who is told of messages outside of
   * their page, see `scheduleBy`.
   */
  notice: { subject: string; dueAt: number } | null;
}
export interface PostedMessage {
  entry: Entry;
  /** Whether its notice falls due. */
  isNoticed: boolean;
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

/** What lets the desktop helper of a request in: the digits at first, the token from then on. */
export interface HelperPass {
  requestId: RequestId;
  /** Of the invitation, as the request's live state has it. */
  id: string;
  /** `null` once they were used. */
  digits: string | null;
  tokenHash: string | null;
  /** Until when the digits are good. */
  expiresAt: number;
}
export type FoundHelper = HelperPass & { accountId: AccountId };

/** A ready reply; `owner` is `null` where it is the account's. */
export interface StoredReply {
  id: string;
  owner: UserId | null;
  shortcut: string;
  text: string;
}

/** An entry before the transaction gives it its place. */
export type NewEntry =
  | {
      kind: 'message';
      id: MessageId;
      at: number;
      from: Author;
      text: string;
    }
  | { kind: 'file'; id: MessageId; at: number; from: Author; file: ChatFile }
  | { kind: 'event'; id: MessageId; at: number; event: SystemEvent };

/** A line of the technicians' own chat before it has its place. */
export type NewSideEntry = Omit<SideEntry, 'seq' | 'requestId'>;

/** The log of one request, and where it ends. */
export interface StoredSessionLog {
  head: Head;
  rows: { row: SessionLogRow; hash: string }[];
}

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
  /** Brings who takes part in line with the team of the request, which {@link lockRequest} gave. */
  saveMembers(
    requestId: RequestId,
    teams: { before: SupportRequest['team']; after: SupportRequest['team']; now: number },
  ): Promise<void>;
  /** The same as {@link append}, for the technicians' own chat, which counts for itself. */
  appendSide(requestId: RequestId, entry: NewSideEntry): Promise<SideEntry>;
  sideEntry(requestId: RequestId, id: MessageId): Promise<SideEntry | undefined>;

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
  /** The same, where it would not fall due earlier than that anyhow. */
  scheduleBy(kind: DueKind, subject: string, dueAt: number): Promise<void>;

  insertFile(file: StoredFile): Promise<void>;
  lockFile(id: FileId): Promise<StoredFile | undefined>;
  saveFile(file: StoredFile): Promise<void>;
  deleteFile(id: FileId): Promise<void>;
  /** What one person has begun in a request and is neither stored nor refused yet. */
  unfinishedFiles(
    requestId: RequestId,
    maker: FileMaker,
  ): Promise<{ count: number; bytes: number }>;
  companyNamed(name: string): Promise<CompanyId | undefined>;
  /** The company of that name, made where there is none; `undefined` for an empty name. */
  ensureCompany(name: string): Promise<CompanyId | undefined>;
  /** @throws CodedError('not-found') where the account has no such company */
  saveGrants(id: UserId, companies: GrantedCompanies): Promise<void>;

  /** Of whichever request of the account. */
  note(id: string): Promise<Note | undefined>;
  notes(requestId: RequestId, limit: number): Promise<Note[]>;
  saveNote(note: Note): Promise<void>;
  deleteNote(note: Note): Promise<void>;

  /** Locked until the commit. */
  lockReply(id: string): Promise<StoredReply | undefined>;
  countReplies(owner: UserId | null): Promise<number>;
  /** @throws CodedError('conflict') if the owner has another reply with this shortcut */
  insertReply(reply: StoredReply): Promise<void>;
  /** @throws CodedError('conflict') if the owner has another reply with this shortcut */
  updateReply(reply: StoredReply): Promise<void>;
  deleteReply(id: string): Promise<void>;

  readonly admin: AdminTransaction;
  readonly webhooks: WebhookTransaction;
  readonly recordings: RecordingTransaction;
  /**
   * Takes the customer out of a request, for good; its figures stay, as of nobody.
   *
   * @param how `tokenHash`: of no token that anybody has
   * @returns the files whose bytes are to go
   */
  erase(id: RequestId, how: { at: number; tokenHash: string }): Promise<FileId[]>;
  /** What was done is written down in the commit that does it; the last thing to be asked for. */
  audit(entry: NewAudit): Promise<void>;

  /** @throws CodedError('conflict') if another live code has these digits */
  insertCode(row: StoredCode): Promise<void>;
  lockCode(id: string): Promise<StoredCode | undefined>;
  saveCode(row: StoredCode): Promise<void>;

  /**
   * In place of the one that the request had, which {@link lockRequest} gave.
   *
   * @throws CodedError('conflict') if another request's has these digits
   */
  saveHelper(pass: HelperPass): Promise<void>;
  removeHelper(requestId: RequestId): Promise<void>;

  /** Oldest first. */
  deliveries(requestId: RequestId, userId: UserId): Promise<Delivery[]>;
  /** @returns false where there is one of that id already */
  insertDelivery(delivery: Delivery): Promise<boolean>;
  /** What becomes of it; the rest of the row stays. */
  saveDelivery(delivery: Delivery): Promise<void>;
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
  /**
   * Stores a message for a fraction of what a transaction costs, if its author may write at the time
   * of its place and nothing else follows from it. `undefined`: nothing was done, a transaction has
   * to look at the whole of it.
   */
  post(message: NewMessage): Promise<PostedMessage | undefined>;
  account(): Promise<Account | undefined>;
  /** The account's logo, if it is the one of this hash. */
  logo(hash: string): Promise<Logo | undefined>;
  logoHash(): Promise<string | undefined>;
  /** In place of the one before; `null`: none. */
  saveLogo(logo: Logo | null, audit?: NewAudit): Promise<void>;
  /** Not one who is kept out. */
  user(id: UserId): Promise<User | undefined>;
  request(id: RequestId): Promise<StoredRequest | undefined>;
  /** What a user may see; `undefined` where the account has no such user, or keeps them out. */
  grants(id: UserId): Promise<GrantedCompanies | undefined>;
  companies(): Promise<Company[]>;
  /** Case and white space of the name do not matter. */
  companyNamed(name: string): Promise<CompanyId | undefined>;
  /** Newest first, open ones before ended, closed and abandoned ones. */
  requests(limit: number, sight: Sight, page?: RequestPage): Promise<SupportRequest[]>;
  /** Those of these requests that may be seen. */
  seenAmong(ids: readonly RequestId[], sight: Sight): Promise<Set<RequestId>>;
  /** Other requests of the same customer, newest first. */
  previous(
    request: SupportRequest,
    limit: number,
    sight: Sight,
    before: PageMark | undefined,
  ): Promise<SupportRequest[]>;
  /** Oldest first. */
  notes(requestId: RequestId, limit: number): Promise<Note[]>;
  /** The account's and the owner's own, by their shortcuts. */
  replies(owner: UserId): Promise<StoredReply[]>;
  /** Oldest first, `seq > afterSeq`. */
  entriesAfter(requestId: RequestId, afterSeq: number, limit: number): Promise<Entry[]>;
  /** What happened, chained (rule X5). */
  sessionLog(requestId: RequestId): Promise<StoredSessionLog | undefined>;
  /** How far each side has read, as a `seq`; 0 where nothing was. */
  reads(requestId: RequestId): Promise<Record<Party, number>>;
  /** Moves the mark forward, never back. */
  saveRead(requestId: RequestId, party: Party, seq: number): Promise<void>;
  /** Oldest first, `seq > afterSeq`, of the technicians' own chat. */
  sideEntriesAfter(requestId: RequestId, afterSeq: number, limit: number): Promise<SideEntry[]>;
  sideRead(requestId: RequestId, userId: UserId): Promise<number>;
  /** Moves the mark forward, never back. */
  saveSideRead(requestId: RequestId, userId: UserId, seq: number): Promise<void>;
  /** The requests to which this technician is invited now. */
  invitations(userId: UserId): Promise<StoredRequest[]>;
  portals(): Promise<Portal[]>;
  waiting(): Promise<WaitingRequest[]>;
  /** Whose alerts or offers are still up. */
  calling(now: number): Promise<StoredRequest[]>;
  workers(now: number): Promise<Worker[]>;
  /** One of them; `undefined` for whoever is not of the account, or kept out. */
  worker(id: UserId, now: number): Promise<Worker | undefined>;
  /** How long serving one took on this portal lately, in milliseconds. */
  handlingMs(portalId: PortalId): Promise<number | undefined>;
  fileRules(): Promise<FileRules>;
  /** What an upgrade does to the chat. */
  upgradeChat(): Promise<UpgradeChat>;
  /** @returns whether there is such an account */
  saveUpgradeChat(setting: UpgradeChat): Promise<boolean>;
  file(id: FileId): Promise<StoredFile | undefined>;
  /** What was begun under this id of an entry, newest first. */
  uploads(requestId: RequestId, entryId: MessageId): Promise<StoredFile[]>;
  /** By name. */
  profiles(): Promise<MobileProfile[]>;
  profile(id: ProfileId): Promise<{ name: string; content: Buffer } | undefined>;
  addProfile(profile: MobileProfile, content: Buffer, audit?: NewAudit): Promise<void>;
  /** Where there is none, nothing happens. */
  renameProfile(id: ProfileId, name: string, audit?: NewAudit): Promise<void>;
  /** @returns whether there was one */
  removeProfile(id: ProfileId, audit?: NewAudit): Promise<boolean>;
  /** Newest first. */
  codes(makerId: UserId, limit: number): Promise<AccessCode[]>;
  readonly notices: NoticeStorage;
  readonly reports: ReportStorage;
  readonly admin: AdminStorage;
  readonly webhooks: WebhookStorage;
  readonly audit: AuditStorage;
  readonly privacy: PrivacyStorage;
  readonly recordings: RecordingStorage;
}

/** Who is there; written by the nodes that hold their sockets. */
export interface Presence {
  renew(leases: readonly Lease[]): Promise<void>;
  /** Those of them who have a page whose lease has not run out by that time. */
  present(subjects: readonly UserId[], at: number): Promise<ReadonlySet<UserId>>;
  end(subject: UserId | RequestId, endpoint: string): Promise<void>;
  /** What that page has in front of the person's eyes, for as long as this node holds its lease. */
  look(lease: Pick<Lease, 'subject' | 'endpoint' | 'node'>, at: RequestId | null): Promise<void>;
  /** Removes what ran out before that time. */
  forget(before: number): Promise<void>;
}

/** The few questions that come before an account is known. */
export interface Directory {
  isEmpty(): Promise<boolean>;
  createAccount(
    account: Account,
    users: (User & { passwordHash: string })[],
    portals: Portal[],
  ): Promise<void>;
  /** By their names. */
  accounts(): Promise<Account[]>;
  portalBySlug(slug: string): Promise<{ account: Account; portal: Portal } | undefined>;
  /** The sites that any portal of any account lets in. */
  embedOrigins(): Promise<string[]>;
  /** Case of the address does not matter. */
  userByEmail(email: string): Promise<(User & { passwordHash: string }) | undefined>;
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
  /** Unused digits alone; whether they are good still is for the caller to see. */
  helperByDigits(digits: string): Promise<FoundHelper | undefined>;
  helperByToken(tokenHash: string): Promise<FoundHelper | undefined>;
}

export interface Storage {
  readonly directory: Directory;
  readonly identity: IdentityStorage;
  readonly keys: KeyDirectory;
  readonly presence: Presence;
  readonly due: DueStorage;
  readonly reportSums: ReportSums;
  readonly deskLoad: DeskLoad;
  readonly relayPlaces: RelayPlaces;
  readonly sfuRegistrations: SfuRegistrations;
  readonly pages: Pages;
  forAccount(id: AccountId): AccountStorage;
  /** A read and a durable write; rejects when either cannot be made. */
  probe(): Promise<void>;
  /** Waits for what is under way, then lets go of everything. Idempotent. */
  close(): Promise<void>;
}
