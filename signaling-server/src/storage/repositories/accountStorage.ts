import type { AccountId } from '@beside/shared/domain/ids';
import type { AccountStorage } from '../../ports.ts';
import type { Database } from '../database.ts';
import { createAccountTransaction } from './accountTransaction.ts';
import { listWorkers } from './availability.ts';
import { listCodes } from './codes.ts';
import { listEntries } from './entries.ts';
import { findHandlingMs, listWaiting } from './lines.ts';
import { findLogo, findLogoHash, saveLogo } from './logos.ts';
import { toAccount, toUser } from './people.ts';
import { listPortals } from './portals.ts';
import { findReads, saveRead } from './reads.ts';
import { findRequest, listCalling, listRequests } from './requests.ts';

/** Everything of one account: its id goes into each query here, and nowhere else. */
export function createAccountStorage(database: Database, accountId: AccountId): AccountStorage {
  return {
    transaction: (work) =>
      database.transaction((db) => work(createAccountTransaction(database, db, accountId))),

    logo: (hash) => database.run((db) => findLogo(db, accountId, hash)),
    logoHash: () => database.run((db) => findLogoHash(db, accountId)),
    saveLogo: (logo) => database.transaction((db) => saveLogo(db, accountId, logo)),

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
          .executeTakeFirst();
        return row && toUser(row);
      }),

    request: (id) => database.run((db) => findRequest(db, accountId, id)),
    requests: (limit, page) => database.run((db) => listRequests(db, accountId, limit, page)),
    entriesAfter: (requestId, afterSeq, limit) =>
      database.run((db) => listEntries(db, accountId, requestId, afterSeq, limit)),
    reads: (requestId) => database.run((db) => findReads(db, accountId, requestId)),
    saveRead: (requestId, party, seq) =>
      database.run((db) => saveRead(db, accountId, requestId, party, seq)),
    portals: () => database.run((db) => listPortals(db, accountId)),
    waiting: () => database.run((db) => listWaiting(db, accountId)),
    calling: (now) => database.run((db) => listCalling(db, accountId, now)),
    workers: (now) => database.run((db) => listWorkers(db, accountId, now)),
    handlingMs: (portalId) => database.run((db) => findHandlingMs(db, accountId, portalId)),
    codes: (makerId, limit) => database.run((db) => listCodes(db, accountId, makerId, limit)),
  };
}
