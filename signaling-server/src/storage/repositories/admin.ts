import type { Kysely } from 'kysely';
import type { AccountId } from '@beside/shared/domain/ids';
import type { AdminStorage, AdminTransaction } from '../../ports/admin.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { saveAccountSettings } from './accountSettings.ts';
import { insertKey, listKeys, revokeKey } from './apiKeys.ts';
import { listManagedCompanies, removeCompany, renameCompany } from './managedCompanies.ts';
import { listManagedPortals, saveManagedPortal } from './managedPortals.ts';
import { listManagedUsers, saveManagedUser } from './managedUsers.ts';
import { findRightsHolder, findRightsScope, findRoleChanges, saveRoleChanges } from './rights.ts';
import { listTeams, removeTeam, saveTeam } from './teams.ts';

export function createAdminStorage(database: Database, accountId: AccountId): AdminStorage {
  return {
    rightsHolder: (id) => database.run((db) => findRightsHolder(db, accountId, id)),
    rightsScope: (portalId) => database.run((db) => findRightsScope(db, accountId, portalId)),
    roleChanges: () => database.run((db) => findRoleChanges(db, accountId)),
    users: () => database.run((db) => listManagedUsers(db, accountId)),
    teams: () => database.run((db) => listTeams(db, accountId)),
    portals: () => database.run((db) => listManagedPortals(db, accountId)),
    companies: () => database.run((db) => listManagedCompanies(db, accountId)),
    keys: () => database.run((db) => listKeys(db, accountId)),
  };
}

export function createAdminTransaction(
  database: Database,
  db: Kysely<Schema>,
  accountId: AccountId,
): AdminTransaction {
  return {
    users: () => database.coded(listManagedUsers(db, accountId)),
    saveUser: (user) => database.coded(saveManagedUser(db, accountId, user)),
    saveTeam: (team) => database.coded(saveTeam(db, accountId, team)),
    removeTeam: (id) => database.coded(removeTeam(db, accountId, id)),
    saveRoleChanges: (changes) => database.coded(saveRoleChanges(db, accountId, changes)),
    savePortal: (portal) => database.coded(saveManagedPortal(db, accountId, portal)),
    saveSettings: (settings) => database.coded(saveAccountSettings(db, accountId, settings)),
    renameCompany: (id, name) => database.coded(renameCompany(db, accountId, id, name)),
    removeCompany: (id) => database.coded(removeCompany(db, accountId, id)),
    insertKey: (key, tokenHash) => database.coded(insertKey(db, accountId, key, tokenHash)),
    revokeKey: (id, at) => database.coded(revokeKey(db, accountId, id, at)),
  };
}
