import type { FileRules } from '@beside/shared/domain/fileRules';
import type { CompanyId, PortalId, TeamId, UserId } from '@beside/shared/domain/ids';
import type { RecordingSettings } from '@beside/shared/domain/recordingSettings';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type {
  RightChanges,
  RightsHolder,
  RightsScope,
  RoleChanges,
} from '@beside/shared/domain/rightsTable';
import type { UpgradeChat } from '@beside/shared/domain/sessionWindow';
import type { Company, Portal, User } from '../ports.ts';
import type { ApiKey } from './apiKeys.ts';

/** A user as those see them who manage users. */
export interface ManagedUser extends User {
  rights: RightChanges;
  companies: GrantedCompanies;
  teams: TeamId[];
  /** How many sessions they are given at once. */
  sessionLimit: number;
  /** Since when they are kept out; `null`: they are not. */
  disabledAt: number | null;
  /** When one of their sessions was last used, of those that live. */
  seenAt: number | null;
}

/** Users for whom rights are set together. */
export interface UserTeam {
  id: TeamId;
  name: string;
  rights: RightChanges;
  members: UserId[];
}

/** A company, and how much hangs on it. */
export interface ManagedCompany extends Company {
  requests: number;
  /** To how many users it is granted by name. */
  users: number;
}

/** A portal with what only those see who manage it. */
export interface ManagedPortal extends Portal {
  rights: RightChanges;
  /** Since when it is closed to everybody; `null`: it is there. */
  removedAt: number | null;
}

/** What holds for all of an account. */
export interface AccountSettings {
  name: string;
  /** CSS hex colour, `#rrggbb`. */
  colour: string;
  upgradeChat: UpgradeChat;
  files: FileRules;
  /** `null`: for ever. */
  retentionDays: number | null;
  recordings: RecordingSettings;
}

/** What the management centre reads of one account. */
export interface AdminStorage {
  /** All that decides what a user may; `undefined` where there is none, or they are kept out. */
  rightsHolder(id: UserId): Promise<RightsHolder | undefined>;
  /** What a portal says about rights. */
  rightsScope(portalId: PortalId): Promise<RightsScope>;
  roleChanges(): Promise<RoleChanges>;
  /** Those that are kept out included, by their names. */
  users(): Promise<ManagedUser[]>;
  /** By their names. */
  teams(): Promise<UserTeam[]>;
  /** By their names. */
  companies(): Promise<ManagedCompany[]>;
  /** Those that were closed included, by their names. */
  portals(): Promise<ManagedPortal[]>;
  /** Those that open nothing any more included, newest first. */
  keys(): Promise<ApiKey[]>;
}

/** What it changes, in one transaction, which has locked the account's lines first. */
export interface AdminTransaction {
  users(): Promise<ManagedUser[]>;
  /** All but the companies, which are granted, and when they were seen. */
  saveUser(user: ManagedUser): Promise<void>;
  /** Adds it, or replaces the one of that id. @throws CodedError('conflict') where the name is taken */
  saveTeam(team: UserTeam): Promise<void>;
  /** @returns whether there was one */
  removeTeam(id: TeamId): Promise<boolean>;
  saveSettings(settings: AccountSettings): Promise<void>;
  saveRoleChanges(changes: RoleChanges): Promise<void>;
  /** Adds it, or replaces the one of that id. @throws CodedError('conflict') where the address is taken */
  savePortal(portal: ManagedPortal): Promise<void>;
  /** @returns whether there is one @throws CodedError('conflict') where the name is taken */
  renameCompany(id: CompanyId, name: string): Promise<boolean>;
  /** With what was granted of it. @throws CodedError('not-found') where requests belong to it */
  removeCompany(id: CompanyId): Promise<boolean>;
  insertKey(key: ApiKey, tokenHash: string): Promise<void>;
  /** One that was revoked stays so since then. @returns whether there is one */
  revokeKey(id: string, at: number): Promise<boolean>;
}
