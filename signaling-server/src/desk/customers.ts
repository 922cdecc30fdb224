import { randomBytes } from 'node:crypto';
import type { AuditAct } from '@beside/shared/domain/audit';
import { requestIdSchema, type AccountId, type RequestId } from '@beside/shared/domain/ids';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import { auditOf } from '../identity/auditTable.ts';
import { removeRecording, type PieceReader } from './playback.ts';
import type { Storage, User } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { FileBytes } from '../ports/files.ts';
import type { DueRow } from '../ports/due.ts';
import { exportCustomer } from './customerExport.ts';

/** What is kept of a customer: to look at, to hand over, and to delete (rules O6, C3). */
export interface Customers {
  /** @param of an e-mail address, or a request's id */
  find(accountId: AccountId, of: string): Promise<CustomerSum>;
  /** A tar archive, read as it is taken. @throws CodedError('not-found') where nothing is kept */
  exported(accountId: AccountId, by: User | null, of: string): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Takes the customer out of all of it, for good. Requests that still go on stay.
   *
   * @throws CodedError('not-found') where nothing is kept, 'conflict' / 'phase-forbids' where all goes on
   */
  erase(accountId: AccountId, by: User | null, of: string): Promise<{ erased: number }>;
  /** What the account keeps no longer goes, and the next look is set. */
  retain(row: DueRow): Promise<void>;
}

export interface CustomerSum {
  requests: number;
  /** Of these, still going on. */
  open: number;
  files: number;
  /** When the first and the last of them began. */
  first: number | null;
  last: number | null;
}

interface Parts {
  storage: Storage;
  bytes: Pick<FileBytes, 'read'>;
  pieces: PieceReader;
  publisher: Pick<Publisher, 'requestChanged'>;
  clock: Clock;
  kick: () => void;
}

const dayMs = 24 * 60 * 60_000;
/** How often it is looked for what is kept no longer, and how much goes at a time. */
const lookEveryMs = 60 * 60_000;
const atOnce = 50;

export function createCustomers(parts: Parts): Customers {
  const { storage, bytes, pieces, publisher, clock, kick } = parts;
  const requestsOf = async (accountId: AccountId, of: string): Promise<RequestId[]> => {
    const { privacy, ...account } = storage.forAccount(accountId);
    const id = requestIdSchema.safeParse(of).data;
    if (id === undefined) return privacy.requestsOf(of);
    const isKept = (await account.request(id)) && !(await privacy.isErased(id));
    return isKept ? [id] : [];
  };

  /** @returns whether it was erased: one that goes on, or is erased already, is not */
  const eraseOne = async (
    accountId: AccountId,
    by: User | null,
    act: AuditAct,
    id: RequestId,
  ): Promise<boolean> => {
    const account = storage.forAccount(accountId);
    const isDone = await account.transaction(async (transaction) => {
      const row = await transaction.lockRequest(id);
      if (!row || chatIsOpen(row.request.phase)) return false;
      const now = clock.now();
      const tokenHash = randomBytes(32).toString('hex');
      const recordings = await transaction.recordings.idsOf(id);
      const files = await transaction.erase(id, { at: now, tokenHash });
      // Their bytes follow, whatever becomes of this process.
      for (const file of files) await transaction.schedule('file', file, now);
      for (const one of recordings) await transaction.schedule('recording', one, now);
      const subject = { kind: 'request', id } as const;
      await transaction.audit(
        auditOf(clock, by, act, subject, { files: files.length, recordings: recordings.length }),
      );
      return true;
    });
    const after = isDone && (await account.request(id));
    if (after) publisher.requestChanged(accountId, after.request);
    return isDone;
  };

  return {
    async find(accountId, of) {
      const account = storage.forAccount(accountId);
      const sum: CustomerSum = { requests: 0, open: 0, files: 0, first: null, last: null };
      for (const id of await requestsOf(accountId, of)) {
        const stored = await account.request(id);
        if (!stored) continue;
        const { createdAt, phase } = stored.request;
        sum.requests++;
        if (chatIsOpen(phase)) sum.open++;
        sum.files += (await account.privacy.filesOf(id)).length;
        sum.first = Math.min(sum.first ?? createdAt, createdAt);
        sum.last = Math.max(sum.last ?? createdAt, createdAt);
      }
      return sum;
    },

    async exported(accountId, by, of) {
      const ids = await requestsOf(accountId, of);
      if (ids.length === 0) throw new CodedError('not-found');
      const account = storage.forAccount(accountId);
      for (const id of ids) {
        const subject = { kind: 'request', id } as const;
        await account.audit.append(auditOf(clock, by, 'customer-exported', subject));
      }
      return exportCustomer(account, { bytes, pieces }, ids);
    },

    async erase(accountId, by, of) {
      const ids = await requestsOf(accountId, of);
      if (ids.length === 0) throw new CodedError('not-found');
      let erased = 0;
      for (const id of ids) {
        if (await eraseOne(accountId, by, 'customer-deleted', id)) erased++;
      }
      if (erased === 0) throw new CodedError('conflict', 'phase-forbids');
      kick();
      return { erased };
    },

    async retain({ accountId }) {
      const account = storage.forAccount(accountId);
      const days = await account.privacy.retentionDays();
      const { days: recordingDays } = await account.recordings.settings();
      // Set again with the setting.
      if (days === null && recordingDays === null) return;
      const now = clock.now();
      const before = (kept: number | null): number => (kept === null ? 0 : now - kept * dayMs);
      const ids = await account.privacy.overBefore(before(days), atOnce);
      for (const id of ids) await eraseOne(accountId, null, 'retention-applied', id);
      const old = await account.recordings.overBefore(before(recordingDays), atOnce);
      for (const recording of old) await removeRecording(account, recording, null, clock);
      if (old.length > 0) kick();
      const isMore = ids.length === atOnce || old.length === atOnce;
      const next = isMore ? now : now + lookEveryMs;
      await account.transaction((transaction) =>
        transaction.schedule('retention', accountId, next),
      );
    },
  };
}
