import type { Kysely } from 'kysely';
import { noFigures, withEntry, withRequest } from '@beside/shared/domain/figures';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AccountTransaction, StoredRequest } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { createAdminTransaction } from './admin.ts';
import { appendAudit } from './audit/append.ts';
import { listWorkers, lockAvailability, saveAvailability, waitFrom } from './availability.ts';
import { insertCode, lockCode, saveCode } from './codes.ts';
import { removeHelper, saveHelper } from './helpers.ts';
import { insertDelivery, listDeliveries, saveDelivery } from './deliveries.ts';
import { ensureCompany, findCompany, saveGrants } from './companies.ts';
import { schedule, scheduleBy } from './due.ts';
import { findEntry, insertEntry } from './entries.ts';
import { countUnfinished, deleteFile, insertFile, lockFile, saveFile } from './files.ts';
import { listWaiting, lockLines } from './lines.ts';
import { saveMembers } from './participants.ts';
import { deleteNote, findNote, listNotes, saveNote } from './notes.ts';
import { findLeasedUntil } from './presence.ts';
import { eraseRequest } from './privacy.ts';
import { countReplies, deleteReply, insertReply, lockReply, updateReply } from './readyReplies.ts';
import { createRecordingTransaction } from './recordings.ts';
import { insertReport, saveReport } from './reports/figures.ts';
import { insertRequest, lockRequest, saveRequest, type HeldRequest } from './requests.ts';
import { createWebhookTransaction } from './webhooks.ts';
import { logRowOf, toLogHead } from './sessionLog.ts';
import { findSideEntry, insertSideEntry } from './sideEntries.ts';

/** One try at one transaction. What it has locked, it knows: nobody else can change it. */
export function createAccountTransaction(
  database: Database,
  db: Kysely<Schema>,
  accountId: AccountId,
): AccountTransaction {
  const held = new Map<RequestId, HeldRequest & { lastSeq: number }>();

  const lock = async (id: RequestId): Promise<StoredRequest | undefined> => {
    const found = await lockRequest(db, accountId, id);
    if (found) held.set(id, { ...found, lastSeq: found.row.request.lastSeq });
    return found?.row;
  };

  const heldOf = async (id: RequestId): Promise<HeldRequest & { lastSeq: number }> => {
    if (!held.has(id)) await lock(id);
    const found = held.get(id);
    if (!found) throw new CodedError('not-found');
    return found;
  };

  return {
    lockRequest: (id) => database.coded(lock(id)),

    insertRequest: async (row, tokenHash) => {
      const begun = {
        ...{ row, figures: withRequest(noFigures, row.request), log: toLogHead(null) },
      };
      await database.coded(insertRequest(db, accountId, begun, tokenHash));
      await database.coded(insertReport(db, accountId, row, begun.figures));
      held.set(row.request.id, { ...begun, lastSeq: row.request.lastSeq });
    },

    saveRequest: async (row) => {
      const before = await database.coded(heldOf(row.request.id));
      const after = { ...before, row, figures: withRequest(before.figures, row.request) };
      held.set(row.request.id, after);
      await database.coded(saveRequest(db, accountId, after));
      await database.coded(saveReport(db, accountId, before, after));
    },

    append: async (requestId, entry) => {
      const before = await database.coded(heldOf(requestId));
      const now = held.get(requestId) ?? before;
      // Counted before anything is awaited, so that appends side by side get different places.
      const seq = now.lastSeq + 1;
      const figures = withEntry(now.figures, entry);
      const logged = logRowOf(requestId, now.log, entry);
      const log = logged?.head ?? now.log;
      held.set(requestId, { ...now, figures, log, lastSeq: seq });
      const changed = figures === now.figures ? undefined : figures;
      const added = await database.coded(
        insertEntry(db, accountId, requestId, entry, { seq, figures: changed, logged }),
      );
      if (changed) await database.coded(saveReport(db, accountId, now, { ...now, figures }));
      return added;
    },

    entry: (requestId, id) => database.coded(findEntry(db, accountId, requestId, id)),

    saveMembers: async (requestId, teams) => {
      await database.coded(heldOf(requestId));
      await database.coded(saveMembers(db, accountId, requestId, teams));
    },
    appendSide: async (requestId, entry) => {
      await database.coded(heldOf(requestId));
      return database.coded(insertSideEntry(db, requestId, entry));
    },
    sideEntry: (requestId, id) => database.coded(findSideEntry(db, accountId, requestId, id)),

    lockLines: () => database.coded(lockLines(db, accountId)),
    waiting: () => database.coded(listWaiting(db, accountId)),
    workers: (now) => database.coded(listWorkers(db, accountId, now)),
    lockAvailability: (id) => database.coded(lockAvailability(db, accountId, id)),
    saveAvailability: (id, values) => database.coded(saveAvailability(db, id, values)),
    waitFrom: (id, waitingSince) => database.coded(waitFrom(db, id, waitingSince)),
    leasedUntil: (subject) => database.coded(findLeasedUntil(db, accountId, subject)),
    schedule: (kind, subject, dueAt) =>
      database.coded(schedule(db, accountId, kind, subject, dueAt)),
    scheduleBy: (kind, subject, dueAt) =>
      database.coded(scheduleBy(db, accountId, kind, subject, dueAt)),

    insertFile: (file) => database.coded(insertFile(db, accountId, file)),
    lockFile: (id) => database.coded(lockFile(db, accountId, id)),
    saveFile: (file) => database.coded(saveFile(db, accountId, file)),
    deleteFile: (id) => database.coded(deleteFile(db, accountId, id)),
    unfinishedFiles: (requestId, maker) =>
      database.coded(countUnfinished(db, accountId, requestId, maker)),
    companyNamed: (name) => database.coded(findCompany(db, accountId, name)),
    ensureCompany: (name) => database.coded(ensureCompany(db, accountId, name)),
    saveGrants: (id, companies) => database.coded(saveGrants(db, accountId, id, companies)),

    note: (id) => database.coded(findNote(db, accountId, id)),
    notes: (requestId, limit) => database.coded(listNotes(db, accountId, requestId, limit)),
    saveNote: async (note) => {
      await database.coded(heldOf(note.requestId));
      await database.coded(saveNote(db, note));
    },
    deleteNote: async (note) => {
      await database.coded(heldOf(note.requestId));
      await database.coded(deleteNote(db, note));
    },

    lockReply: (id) => database.coded(lockReply(db, accountId, id)),
    countReplies: (owner) => database.coded(countReplies(db, accountId, owner)),
    insertReply: (reply) => database.coded(insertReply(db, accountId, reply)),
    updateReply: (reply) => database.coded(updateReply(db, accountId, reply)),
    deleteReply: (id) => database.coded(deleteReply(db, accountId, id)),

    admin: createAdminTransaction(database, db, accountId),
    webhooks: createWebhookTransaction(database, db, accountId),
    recordings: createRecordingTransaction(database, db, accountId),
    erase: async (id, how) => {
      const { row } = await database.coded(heldOf(id));
      held.delete(id);
      return database.coded(eraseRequest(db, accountId, row.request, how));
    },
    audit: (entry) => database.coded(appendAudit(db, accountId, entry)),

    insertCode: (row) => database.coded(insertCode(db, accountId, row)),
    lockCode: (id) => database.coded(lockCode(db, accountId, id)),
    saveCode: (row) => database.coded(saveCode(db, accountId, row)),

    async saveHelper(pass) {
      await database.coded(heldOf(pass.requestId));
      await database.coded(saveHelper(db, accountId, pass));
    },
    async removeHelper(requestId) {
      await database.coded(heldOf(requestId));
      await database.coded(removeHelper(db, accountId, requestId));
    },

    deliveries: (requestId, userId) =>
      database.coded(listDeliveries(db, accountId, requestId, userId)),
    insertDelivery: (delivery) => database.coded(insertDelivery(db, accountId, delivery)),
    saveDelivery: (delivery) => database.coded(saveDelivery(db, accountId, delivery)),
  };
}
