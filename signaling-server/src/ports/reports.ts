import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { ChatFile } from '@beside/shared/domain/request';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { TeamRole } from '@beside/shared/domain/words';
import type {
  ReportFilter,
  ReportGroup,
  ReportGroups,
  ReportRow,
  ReportSort,
  ReportTotals,
} from '@beside/shared/protocol/admin/reports';

/** Which sessions are meant, and of whose companies. */
export interface ReportScope {
  filter: ReportFilter;
  companies: GrantedCompanies;
}

export interface ReportOrder {
  sort: ReportSort;
  order: 'asc' | 'desc';
  /** The last one of the page before: its figure, `null` where it has none, and its id. */
  after?: { value: number | null; id: RequestId } | undefined;
}

/** A technician beside the one who had the session, then or still. */
export interface Guest {
  id: UserId;
  name: string;
  role: TeamRole;
  masked: boolean;
  since: number;
  endedAt: number | null;
}

/** What has been counted of the sessions of one account. */
export interface ReportStorage {
  page(scope: ReportScope, order: ReportOrder, limit: number): Promise<ReportRow[]>;
  /** How many there are, counted no further than `limit`. */
  count(scope: ReportScope, limit: number): Promise<number>;
  row(id: RequestId): Promise<ReportRow | undefined>;
  totals(scope: ReportScope): Promise<ReportTotals>;
  /** For each of the spans between these times, of which there is one more. */
  over(scope: ReportScope, times: readonly number[]): Promise<ReportTotals[]>;
  /** Most sessions first; a group of nobody has no id and no name. */
  by(scope: ReportScope, group: ReportGroup, limit: number): Promise<ReportGroups>;
  people(): Promise<{ id: UserId; name: string }[]>;
  guests(id: RequestId): Promise<Guest[]>;
  /** Those that are part of the conversation, oldest first. */
  files(id: RequestId): Promise<ChatFile[]>;
}

/** A day of an account, by its midnight UTC. */
export interface ChangedDay {
  accountId: AccountId;
  day: number;
}

/** The sums that reports are read from, with the sessions of days that have changed since. */
export interface ReportSums {
  /** Newest first: days that were over `before`, and that nobody makes the sums of. */
  changed(before: number, now: number, limit: number): Promise<ChangedDay[]>;
  /** @returns whether they were made; somebody else may have been quicker */
  make(changed: ChangedDay, now: number): Promise<boolean>;
}
