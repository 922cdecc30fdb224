import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { AccountStorage } from '../../ports.ts';
import type { Database } from '../database.ts';
import { createAdminStorage } from './admin.ts';
import { appendAudit } from './audit/append.ts';
import { createAuditStorage } from './audit/auditStorage.ts';
import { createAccountTransaction } from './accountTransaction.ts';
import { listWorkers } from './availability.ts';
import { listCodes } from './codes.ts';
import { findCompany, findGrants, listCompanies } from './companies.ts';
import { listEntries } from './entries.ts';
import { findUpgradeChat, saveUpgradeChat } from './accountSettings.ts';
import { findFile, findFileRules, listUploads } from './files.ts';
import { findHandlingMs, listWaiting } from './lines.ts';
import { findLogo, findLogoHash, saveLogo } from './logos.ts';
import { createNoticeStorage } from './notices.ts';
import { listNotes } from './notes.ts';
import { toAccount, toUser } from './people.ts';
import { invitedTo } from './participants.ts';
import { listPortals } from './portals.ts';
import {
  deleteProfile,
  findProfile,
  insertProfile,
  listProfiles,
  renameProfile,
} from './profiles.ts';
import { createPrivacyStorage } from './privacy.ts';
import { findReads, saveRead } from './reads.ts';
import { createRecordingStorage } from './recordings.ts';
import { listReplies } from './readyReplies.ts';
import { createReportStorage } from './reports/reportStorage.ts';
import { findRequest, listCalling, listPrevious, listRequests, listSeen } from './requests.ts';
import { createWebhookStorage } from './webhooks.ts';
import { findSessionLog } from './sessionLog.ts';
import { findSideRead, listSideEntries, saveSideRead } from './sideEntries.ts';

/** Everything of one account: its id goes into each query here, and nowhere else. */
export function createAccountStorage(database: Database, accountId: AccountId): AccountStorage {
  return {
    transaction: (work) =>
      database.transaction((db) => work(createAccountTransaction(database, db, accountId))),

    post: async (message) => {
      const { requestId, id, at, text } = message;
      const posted = await database.perform({
        procedure: 'postMessage',
        input: { accountId, message },
        locks: ['requests', accountId, requestId],
      });
      if (!posted) return undefined;
      const { seq, from, isNoticed } = posted;
      return { entry: { kind: 'message', requestId, seq, id, at, from, text }, isNoticed };
    },

    logo: (hash) => database.run((db) => findLogo(db, accountId, hash)),
    logoHash: () => database.run((db) => findLogoHash(db, accountId)),
    saveLogo: (logo, audit) =>
      database.transaction(async (db) => {
        await saveLogo(db, accountId, logo);
        if (audit) await appendAudit(db, accountId, audit);
      }),

    account: () =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('accounts')
          .selectAll()
          .where('id', '=', accountId)
          .executeTakeFirst();
        return row && toAccount(row);
      }),

    user: (id) =>
      database.run(async (db) => {
        const row = await db
          .selectFrom('users')
          .select(['id', 'account_id', 'email', 'name', 'role'])
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .where('disabled_at', 'is', null)
          .executeTakeFirst();
        return row && toUser(row);
      }),

    request: (id) => database.run((db) => findRequest(db, accountId, id)),
    grants: (id) => database.run((db) => findGrants(db, accountId, id)),
    companies: () => database.run((db) => listCompanies(db, accountId)),
    companyNamed: (name) => database.run((db) => findCompany(db, accountId, name)),
    requests: (limit, sight, page) =>
      database.run((db) => listRequests(db, accountId, limit, sight, page)),
    seenAmong: (ids, sight) => database.run((db) => listSeen(db, accountId, ids, sight)),
    previous: (request, limit, sight, before) =>
      database.run((db) => listPrevious(db, accountId, request, limit, sight, before)),
    notes: (requestId, limit) => database.run((db) => listNotes(db, accountId, requestId, limit)),
    replies: (owner) => database.run((db) => listReplies(db, accountId, owner)),
    entriesAfter: (requestId, afterSeq, limit) =>
      database.run((db) => listEntries(db, accountId, requestId, afterSeq, limit)),
    sessionLog: (requestId) => database.run((db) => findSessionLog(db, accountId, requestId)),
    reads: (requestId) => database.run((db) => findReads(db, accountId, requestId)),
    saveRead: (requestId, party, seq) =>
      database.run((db) => saveRead(db, accountId, requestId, party, seq)),
    sideEntriesAfter: (requestId, afterSeq, limit) =>
      database.run((db) => listSideEntries(db, accountId, requestId, afterSeq, limit)),
    sideRead: (requestId, userId) =>
      database.run((db) => findSideRead(db, accountId, requestId, userId)),
    saveSideRead: (requestId, userId, seq) =>
      database.run((db) => saveSideRead(db, accountId, requestId, userId, seq)),
    invitations: (userId) =>
      database.run(async (db) => {
        const ids = await invitedTo(db, accountId, userId);
        const rows = [];
        for (const id of ids) rows.push(await findRequest(db, accountId, id as RequestId));
        return rows.filter((row) => row !== undefined);
      }),
    portals: () => database.run((db) => listPortals(db, accountId)),
    waiting: () => database.run((db) => listWaiting(db, accountId)),
    calling: (now) => database.run((db) => listCalling(db, accountId, now)),
    workers: (now) => database.run((db) => listWorkers(db, accountId, now)),
    worker: (id, now) => database.run(async (db) => (await listWorkers(db, accountId, now, id))[0]),
    handlingMs: (portalId) => database.run((db) => findHandlingMs(db, accountId, portalId)),
    fileRules: () => database.run((db) => findFileRules(db, accountId)),
    upgradeChat: () => database.run((db) => findUpgradeChat(db, accountId)),
    saveUpgradeChat: (setting) => database.run((db) => saveUpgradeChat(db, accountId, setting)),
    file: (id) => database.run((db) => findFile(db, accountId, id)),
    uploads: (requestId, entryId) =>
      database.run((db) => listUploads(db, accountId, requestId, entryId)),
    profiles: () => database.run((db) => listProfiles(db, accountId)),
    profile: (id) => database.run((db) => findProfile(db, accountId, id)),
    renameProfile: (id, name, audit) =>
      database.transaction(async (db) => {
        const renamed = await renameProfile(db, accountId, id, name);
        if (renamed && audit) await appendAudit(db, accountId, audit);
      }),
    addProfile: (profile, content, audit) =>
      database.transaction(async (db) => {
        await insertProfile(db, accountId, profile, content);
        if (audit) await appendAudit(db, accountId, audit);
      }),
    removeProfile: (id, audit) =>
      database.transaction(async (db) => {
        const removed = await deleteProfile(db, accountId, id);
        if (removed && audit) await appendAudit(db, accountId, audit);
        return removed;
      }),
    codes: (makerId, limit) => database.run((db) => listCodes(db, accountId, makerId, limit)),
    notices: createNoticeStorage(database, accountId),
    reports: createReportStorage(database, accountId),
    admin: createAdminStorage(database, accountId),
    webhooks: createWebhookStorage(database, accountId),
    audit: createAuditStorage(database, accountId),
    privacy: createPrivacyStorage(database, accountId),
    recordings: createRecordingStorage(database, accountId),
  };
}
