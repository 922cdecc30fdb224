import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Measured } from './repositories/reports/measures.ts';

/*
 * One schema on both databases. Times are milliseconds since the Unix epoch. Ids are text: SQLite
 * has no uuid type, and text answers 'not found' to any string where PostgreSQL's uuid fails on it.
 * JSON is text: no query looks into it, it comes back as it was written, and jsonb refuses the
 * character U+0000, which a customer can type.
 */

interface AccountsTable {
  id: string;
  name: string;
  colour: string;
  /** JSON of FileRules; null: the default. */
  file_rules: Generated<string | null>;
  /** JSON of RoleChanges; null: none. */
  rights: Generated<string | null>;
  /** An UpgradeChat; null: the default. */
  upgrade_chat: Generated<string | null>;
  /** How many days what is over is kept; null: for ever. */
  retention_days: Generated<number | null>;
  /** JSON of RecordingSettings; null: the default. */
  recordings: Generated<string | null>;
}

/** What an account shows of itself beside its name and colour. */
interface AccountLogosTable {
  account_id: string;
  media_type: string;
  /** SHA-256 of the bytes, in hex. */
  hash: string;
  /** The bytes in base64, which is text on both databases. */
  data: string;
}

interface UsersTable {
  id: string;
  account_id: string;
  email: string;
  /** The address in lower case, by JavaScript's rules: SQLite's know ASCII only. */
  email_key: string;
  name: string;
  role: string;
  password_hash: string;
  session_limit: Generated<number>;
  /** 0: only the companies that are granted. */
  all_companies: Generated<number>;
  /** JSON of RightChanges; null: none. */
  rights: Generated<string | null>;
  /** Since when they are kept out; null: they are not. */
  disabled_at: Generated<number | null>;
}

/** Some of an account's users, for whom rights are set together. */
interface TeamsTable {
  id: string;
  account_id: string;
  name: string;
  /** The name in lower case. */
  name_key: string;
  /** JSON of RightChanges; null: none. */
  rights: string | null;
}

interface TeamMembersTable {
  account_id: string;
  team_id: string;
  user_id: string;
}

interface CompaniesTable {
  id: string;
  account_id: string;
  name: string;
  /** See companyKey. */
  name_key: string;
}

interface CompanyGrantsTable {
  account_id: string;
  user_id: string;
  company_id: string;
}

interface UserSessionsTable {
  token_hash: string;
  user_id: string;
  way: string;
  created_at: number;
  expires_at: number;
  seen_at: number;
  address: string;
  user_agent: string;
}

interface PassesTable {
  token_hash: string;
  kind: string;
  subject: string;
  /** JSON. */
  content: string;
  expires_at: number;
}

interface TriesTable {
  key: string;
  count: number;
  last_at: number;
  blocked_until: number;
}

interface AuthenticatorsTable {
  user_id: string;
  /** Sealed. */
  secret: string;
  confirmed: number;
  last_step: number;
}

interface RecoveryCodesTable {
  user_id: string;
  code_hash: string;
}

interface PasskeysTable {
  id: string;
  user_id: string;
  name: string;
  public_key: string;
  counter: number;
  /** JSON of strings. */
  transports: string;
  created_at: number;
  used_at: number | null;
}

interface SingleSignOnTable {
  account_id: string;
  issuer: string;
  client_id: string;
  /** Sealed; null: a public client. */
  client_secret: string | null;
  /** The role of those who come for the first time; null: nobody is made. */
  new_users: string | null;
}

interface SingleSignOnDomainsTable {
  domain: string;
  account_id: string;
}

interface LinkedUsersTable {
  account_id: string;
  issuer: string;
  subject: string;
  user_id: string;
}

interface PortalsTable {
  id: string;
  account_id: string;
  slug: string;
  name: string;
  greeting: string;
  type: string;
  mode: string;
  /** JSON of PortalSettings; null: as a new portal of this type. */
  settings: string | null;
  /** JSON of RightChanges; null: none. */
  rights: Generated<string | null>;
  /** Since when it is closed to everybody; null: it is there. */
  removed_at: Generated<number | null>;
}

interface PortalTechniciansTable {
  account_id: string;
  portal_id: string;
  user_id: string;
}

interface AvailabilityTable {
  user_id: string;
  status: string;
  waiting_since: number;
}

/** One open page of somebody, as long as its node renews it. */
interface LeasesTable {
  account_id: string;
  party: string;
  /** A user's id or a request's. */
  subject: string;
  endpoint: string;
  node: string;
  expires_at: number;
  /** The request that is in front of the person's eyes there; null: none. */
  looking_at: Generated<string | null>;
}

interface DueTable {
  /** `kind:subject`: a promise is made once. */
  id: string;
  account_id: string;
  kind: string;
  subject: string;
  due_at: number;
}

interface CodesTable {
  id: string;
  account_id: string;
  maker_id: string;
  state: string;
  /** Null where the code opens nothing any more. */
  digits: string | null;
  created_at: number;
  expires_at: number;
  request_id: string | null;
  used_at: number | null;
}

interface HelpersTable {
  request_id: string;
  account_id: string;
  /** Of the invitation that the request knows; another one opens nothing. */
  id: string;
  /** Null once it was used. */
  digits: string | null;
  token_hash: string | null;
  expires_at: number;
}

/** One recording of a shared screen; its pieces are files elsewhere, sealed with its key. */
interface RecordingsTable {
  id: string;
  account_id: string;
  request_id: string;
  user_id: string;
  /** The page that writes it. */
  endpoint: string;
  /** Sealed by the installation's own key. */
  key: string;
  started_at: number;
  /** Null while it runs. */
  ended_at: number | null;
  pieces: Generated<number>;
  /** Of all pictures, in bytes, as they were sent. */
  bytes: Generated<number>;
  /** Where the newest piece ends. */
  until: number;
}

interface RecordingPiecesTable {
  recording_id: string;
  /** 0, 1, 2 … for each recording, without a gap. */
  number: number;
  from_at: number;
  to_at: number;
  bytes: number;
  /** SHA-256 of the piece as it was sent, in hex. */
  hash: string;
  /** Under which name its picture is kept. */
  name: string;
  /** What happened, sealed, in base64; null where nothing did. */
  events: string | null;
}

interface RequestsTable {
  id: string;
  account_id: string;
  portal_id: string;
  phase: string;
  /** 0 for open requests, 1 for those that are over; follows from the phase. */
  is_over: ColumnType<number, never, never>;
  version: number;
  created_at: number;
  phase_since: number;
  assignee_id: string | null;
  customer_name: string;
  customer_email: string | null;
  question: string;
  last_seq: number;
  token_hash: string;
  outcome: string | null;
  notes: string;
  /** JSON of LiveState. */
  live: string;
  /** JSON of RequestDetails['source']. */
  source: string;
  company: string | null;
  phone: string | null;
  /** JSON of the answers to the portal's own questions; null: none. */
  answers: string | null;
  queued_at: number;
  offered_to: string | null;
  /** JSON of the offer's other members; null where none is made. */
  offer: string | null;
  wanted_id: string | null;
  /** JSON of WaitingRequest['passed']; null: nobody. */
  passed: string | null;
  alert_until: number | null;
  assigned_at: number | null;
  ended_at: number | null;
  unseen: Generated<number>;
  company_id: string | null;
  /** See emailKey and phoneKey; empty where there is none. */
  email_key: string;
  phone_key: string;
  /** What the customer typed, in lower case by JavaScript's rules. */
  search_text: Generated<string>;
  /** JSON of Survey; null: none was sent. */
  survey: string | null;
  /** JSON of Figures; null: nothing was counted yet. */
  figures: Generated<string | null>;
  /** Where its log ends: JSON of rows and hash; null: at the beginning. */
  log_head: Generated<string | null>;
  /** Since when nothing of the customer is in it; null: it is. */
  erased_at: Generated<number | null>;
}

/** What reports are made of: a request's figures in a narrow row, following from its own. */
interface SessionReportsTable {
  request_id: string;
  account_id: string;
  created_at: number;
  portal_id: string;
  company_id: string | null;
  technician_id: string | null;
  state: string;
  /** 0 or 1: whether a technician has had it. */
  taken: number;
  outcome: string | null;
  rating: number | null;
  waiting_ms: number | null;
  answer_ms: number | null;
  handling_ms: number | null;
  sharing_ms: number | null;
  way: string;
  /** What of these is looked for, in one number: see `repositories/reports/facts.ts`. */
  facts: GeneratedAlways<number>;
}

/** What the sessions of an hour or a day come to; see `repositories/reports/measuredParts.ts`. */
interface ReportSumsTable extends Measured {
  account_id: string;
  /** By what they are told apart, and the one that this row is of; empty: of none. */
  cut: string;
  part: string;
  starts_at: number;
}

/** Days whose sums are to be made anew; triggers write it where `session_reports` changes. */
interface ReportChangesTable {
  account_id: string;
  /** Midnight UTC. */
  day: number;
  /** Who makes them, and since when; null: nobody. */
  taken_by: Generated<string | null>;
  taken_at: Generated<number | null>;
}

/** The audit log (rule M5); triggers refuse all but the next row. */
interface AuditTable {
  account_id: string;
  seq: number;
  at: number;
  /** null: the installation itself. */
  user_id: string | null;
  act: string;
  subject_kind: string | null;
  subject_id: string | null;
  /** Canonical JSON. */
  detail: string;
  hash: string;
}

/** What happened in a request, chained, for its customer (rule X5). */
interface SessionLogTable {
  request_id: string;
  seq: number;
  at: number;
  /** Canonical JSON. */
  what: string;
  hash: string;
}

/** Where each account's log ends; locked by whoever writes the next row. */
interface AuditHeadsTable {
  account_id: string;
  seq: number;
  hash: string;
}

/** A technician beside the assignee; the row stays when they have gone. */
interface ParticipantsTable {
  account_id: string;
  request_id: string;
  user_id: string;
  role: string;
  /** 0 or 1: whether the customer is not to know of them. */
  masked: number;
  /** `invited`, `joined` or `gone`. */
  state: string;
  invited_by: string;
  since: number;
  until: number | null;
  ended_at: number | null;
}

interface SideEntriesTable {
  request_id: string;
  seq: number;
  id: string;
  at: number;
  author_id: string;
  author_name: string;
  /** JSON of the text, as in entries: it may hold what the column cannot. */
  body: string;
}

interface SideReadsTable {
  request_id: string;
  user_id: string;
  seq: number;
}

interface EntriesTable {
  request_id: string;
  seq: number;
  id: string;
  kind: string;
  at: number;
  /** JSON of the members that this kind of entry has beside the columns. */
  body: string;
}

/** A file on its way into a conversation, or in it; its bytes are elsewhere, under this id. */
interface FilesTable {
  id: string;
  account_id: string;
  request_id: string;
  /** The id of the entry that it becomes. */
  entry_id: string;
  party: string;
  /** The technician who sends it. */
  user_id: string | null;
  name: string;
  size: number;
  state: string;
  /** Why it was refused. */
  reason: string | null;
  type: string | null;
  /** JSON of its width and height; null where it is no picture that shows itself. */
  picture: string | null;
  created_at: number;
}

interface ProfilesTable {
  id: string;
  account_id: string;
  name: string;
  size: number;
  signed: number;
  /** Base64. */
  content: string;
  created_at: number;
}

interface NotesTable {
  id: string;
  request_id: string;
  author_id: string;
  text: string;
  created_at: number;
  edited_at: number | null;
}

interface ReadyRepliesTable {
  id: string;
  account_id: string;
  /** Null: the account's. */
  owner_id: string | null;
  /** The owner's id, or empty: what makes a shortcut unique. */
  owner_key: string;
  shortcut: string;
  text: string;
}

interface ReadsTable {
  request_id: string;
  party: string;
  seq: number;
}

/** What the installation made for itself at its first start, e.g. a signing key. */
interface SecretsTable {
  name: string;
  value: string;
}

interface PreferencesTable {
  user_id: string;
  account_id: string;
  /** JSON of Preferences; null: nothing was chosen yet. */
  chosen: string | null;
  /** The one that the console was last used in. */
  language: string | null;
  webhook_secret: string | null;
}

/** A browser that takes pushes for somebody. */
interface PushSubscriptionsTable {
  /** SHA-256 of the endpoint, in hex. */
  id: string;
  account_id: string;
  user_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: number;
}

/** Something on its way out to one person over one channel; or what became of it. */
interface DeliveriesTable {
  /** Says what it is about, so that it is written once. */
  id: string;
  account_id: string;
  user_id: string;
  request_id: string;
  event: string;
  channel: string;
  /** The id of a push subscription, else empty. */
  target: string;
  /** An alert's end, or how far a conversation is told of, as a `seq`. */
  mark: number;
  state: string;
  tries: number;
  /** Why it was given up or became needless. */
  reason: string | null;
  created_at: number;
}

/** Lets programs in; who holds the token that hashes so acts for the user. */
interface ApiKeysTable {
  id: string;
  account_id: string;
  user_id: string;
  name: string;
  /** JSON: names of scopes. */
  scopes: string;
  token_hash: string;
  /** The end of the token, to be known by. */
  hint: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  used_at: number | null;
}

/** An address that an account has told of what happens. */
interface WebhooksTable {
  id: string;
  account_id: string;
  name: string;
  url: string;
  /** JSON: names of events. */
  events: string;
  secret: string;
  /** 0 or 1. */
  enabled: number;
  created_at: number;
}

/** One telling of one webhook, or what became of it. */
interface WebhookDeliveriesTable {
  id: string;
  account_id: string;
  webhook_id: string;
  event: string;
  request_id: string | null;
  /** JSON, as it is sent. */
  body: string;
  state: string;
  tries: number;
  /** Why the last try came to nothing. */
  reason: string | null;
  created_at: number;
  /** Until when it is tried. */
  until: number;
  tried_at: number | null;
}

/** Which SFU node relays a session. */
interface RelayPlacesTable {
  request_id: string;
  /** The node's id; null: none. */
  node: string | null;
  epoch: number;
}

interface SfuRegistrationsTable {
  url: string;
  expires_at: number;
}

/** A node of signaling; it lives until then. */
interface NodesTable {
  id: string;
  expires_at: number;
}

/** A page that follows a request. */
interface PagesTable {
  request_id: string;
  endpoint: string;
  account_id: string;
  party: string;
  user_id: string | null;
  share: string | null;
  /** 1: a session window. */
  session: number;
  node: string;
  /** The socket that it is here by. */
  socket: string;
}

/** One row, written to know whether writing works. */
interface HealthTable {
  id: number;
  at: number;
}

export interface Schema {
  accounts: AccountsTable;
  account_logos: AccountLogosTable;
  users: UsersTable;
  teams: TeamsTable;
  team_members: TeamMembersTable;
  companies: CompaniesTable;
  company_grants: CompanyGrantsTable;
  user_sessions: UserSessionsTable;
  passes: PassesTable;
  tries: TriesTable;
  authenticators: AuthenticatorsTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  single_sign_on: SingleSignOnTable;
  single_sign_on_domains: SingleSignOnDomainsTable;
  linked_users: LinkedUsersTable;
  portals: PortalsTable;
  portal_technicians: PortalTechniciansTable;
  availability: AvailabilityTable;
  leases: LeasesTable;
  due: DueTable;
  codes: CodesTable;
  helpers: HelpersTable;
  requests: RequestsTable;
  recordings: RecordingsTable;
  recording_pieces: RecordingPiecesTable;
  session_reports: SessionReportsTable;
  report_sums: ReportSumsTable;
  report_changes: ReportChangesTable;
  audit: AuditTable;
  audit_heads: AuditHeadsTable;
  session_log: SessionLogTable;
  participants: ParticipantsTable;
  side_entries: SideEntriesTable;
  side_reads: SideReadsTable;
  entries: EntriesTable;
  files: FilesTable;
  profiles: ProfilesTable;
  notes: NotesTable;
  ready_replies: ReadyRepliesTable;
  reads: ReadsTable;
  secrets: SecretsTable;
  preferences: PreferencesTable;
  push_subscriptions: PushSubscriptionsTable;
  deliveries: DeliveriesTable;
  api_keys: ApiKeysTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  relay_places: RelayPlacesTable;
  sfu_registrations: SfuRegistrationsTable;
  nodes: NodesTable;
  pages: PagesTable;
  health: HealthTable;
}
