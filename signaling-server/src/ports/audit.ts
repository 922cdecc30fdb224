import type { AuditRow, NewAudit } from '@beside/shared/domain/audit';
import type { Head } from '@beside/shared/domain/chain';
import type { AuditQuery } from '@beside/shared/protocol/admin/audit';

export interface AuditEntry {
  row: AuditRow;
  /** SHA-256 over the row before's and this one, in hex. */
  hash: string;
}

/** The audit log of one account (rule M5): written for good, there is no way to change or remove it. */
export interface AuditStorage {
  /** What is no part of another transaction: that somebody has looked at something. */
  append(entry: NewAudit): Promise<void>;
  /** Where the chain ends; before anything was written, at 0. */
  head(): Promise<Head>;
  /** Newest first. */
  list(query: AuditQuery, limit: number): Promise<AuditEntry[]>;
  /** Oldest first, `seq` greater than this. */
  after(seq: number, limit: number): Promise<AuditEntry[]>;
}
