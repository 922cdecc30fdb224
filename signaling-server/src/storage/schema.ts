import type { ColumnType, Generated } from 'kysely';

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
}

interface UserSessionsTable {
  token_hash: string;
  user_id: string;
  created_at: number;
  expires_at: number;
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
  /** What the customer typed, in lower case by JavaScript's rules. */
  search_text: Generated<string>;
  /** JSON of Survey; null: none was sent. */
  survey: string | null;
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

/** One row, written to know whether writing works. */
interface HealthTable {
  id: number;
  at: number;
}

export interface Schema {
  accounts: AccountsTable;
  account_logos: AccountLogosTable;
  users: UsersTable;
  user_sessions: UserSessionsTable;
  portals: PortalsTable;
  portal_technicians: PortalTechniciansTable;
  availability: AvailabilityTable;
  leases: LeasesTable;
  due: DueTable;
  codes: CodesTable;
  requests: RequestsTable;
  entries: EntriesTable;
  reads: ReadsTable;
  secrets: SecretsTable;
  health: HealthTable;
}
