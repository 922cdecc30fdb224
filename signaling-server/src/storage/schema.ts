import type { ColumnType } from 'kysely';

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

interface UsersTable {
  id: string;
  account_id: string;
  email: string;
  /** The address in lower case, by JavaScript's rules: SQLite's know ASCII only. */
  email_key: string;
  name: string;
  role: string;
  password_hash: string;
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

/** One row, written to know whether writing works. */
interface HealthTable {
  id: number;
  at: number;
}

export interface Schema {
  accounts: AccountsTable;
  users: UsersTable;
  user_sessions: UserSessionsTable;
  portals: PortalsTable;
  requests: RequestsTable;
  entries: EntriesTable;
  reads: ReadsTable;
  health: HealthTable;
}
