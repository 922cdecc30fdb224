import type { RequestId } from '@beside/shared/domain/ids';
import type { StoredFile } from '../ports/files.ts';

/** What is kept of the customers of one account, and for how long (rules O6, C3). */
export interface PrivacyStorage {
  /** By their e-mail address, case aside, oldest first; what was erased is nobody's. */
  requestsOf(email: string): Promise<RequestId[]>;
  /** Those that were over before that time and are not erased, oldest first. */
  overBefore(at: number, limit: number): Promise<RequestId[]>;
  /** Whatever became of them. */
  filesOf(id: RequestId): Promise<StoredFile[]>;
  isErased(id: RequestId): Promise<boolean>;
  /** How many days what is over is kept; `null`: for ever. */
  retentionDays(): Promise<number | null>;
}
