import { inspect } from 'node:util';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Storage } from '@beside/signaling-server/ports';
import type { StorageLog } from '@beside/signaling-server/storage/log';
import type { StorageOptions } from '@beside/signaling-server/storage/openStorage';
import { describeAdmin } from './admin.ts';
import { describeAudit } from './audit.ts';
import { describeCompanies } from './companies.ts';
import { describeConversation } from './conversation.ts';
import { describeDirectory } from './directory.ts';
import { describeDue } from './due.ts';
import { describeFiles } from './files.ts';
import { describeHelpers } from './helpers.ts';
import { describeIdentity } from './identity.ts';
import { describeLifecycle } from './lifecycle.ts';
import { describePresence } from './presence.ts';
import { describePosting } from './posting.ts';
import { describePrograms } from './programs.ts';
import { describePages } from './pages.ts';
import { describeRelayPlaces } from './relayPlaces.ts';
import { describeReportAnswers } from './reportAnswers.ts';
import { describeReports } from './reports.ts';
import { describeReportSums } from './reportSums.ts';
import { describeRequests } from './requests.ts';
import { describeTeam } from './team.ts';
import { describeTenancy } from './tenancy.ts';
import { describeTransactions } from './transactions.ts';
import { describeNotices } from './notices.ts';
import { describePortals } from './portals.ts';
import { describeUpgrade } from './upgrade.ts';
import { describeWriting } from './writing.ts';

/** A database of its own, and the storage on it. */
export interface Opened {
  storage: Storage;
  /** Another storage on the same database; the caller closes it. */
  openAgain(options?: Pick<StorageOptions, 'limits' | 'log'>): Promise<Storage>;
  /** Runs a statement behind the storage's back. */
  execute(sql: string): Promise<void>;
  /** Closes the storage and removes the database. */
  dispose(): Promise<void>;
}

/** `earlier` is SQL that an earlier release's database is made of, before the storage sees it. */
export type Open = (earlier?: string) => Promise<Opened>;

/** What a topic of the suite is handed: one database that its tests share, and the way to more. */
export interface Subject {
  opened: () => Opened;
  storage: () => Storage;
  open: Open;
}

/** The rules that every driver of the storage port keeps. */
export function describeStorage(name: string, open: Open): void {
  describe(`storage on ${name}`, () => {
    let shared: Opened | undefined;
    const opened = (): Opened => {
      if (!shared) throw new Error('the database is not open');
      return shared;
    };
    beforeAll(async () => {
      shared = await open();
    });
    afterAll(() => shared?.dispose());
    const subject: Subject = { opened, storage: () => opened().storage, open };
    describe('conversation', () => describeConversation(subject));
    describe('posting', () => describePosting(subject));
    describe('requests', () => describeRequests(subject));
    describe('transactions', () => describeTransactions(subject));
    describe('team', () => describeTeam(subject));
    describe('tenancy', () => describeTenancy(subject));
    describe('directory', () => describeDirectory(subject));
    describe('identity', () => describeIdentity(subject));
    describe('presence', () => describePresence(subject));
    describe('due', () => describeDue(subject));
    describe('relay places', () => describeRelayPlaces(subject));
    describe('pages', () => describePages(subject));
    describe('helpers', () => describeHelpers(subject));
    describe('files', () => describeFiles(subject));
    describe('notices', () => describeNotices(subject));
    describe('portals', () => describePortals(subject));
    describe('companies', () => describeCompanies(subject));
    describe('reports', () => describeReports(subject));
    describe('answers of reports', () => describeReportAnswers(subject));
    describe('sums of reports', () => describeReportSums(subject));
    describe('administration', () => describeAdmin(subject));
    describe('programs', () => describePrograms(subject));
    describe('audit', () => describeAudit(subject));
    describe('writing', () => describeWriting(subject));
    describe('upgrade', () => describeUpgrade(subject));
    describe('lifecycle', () => describeLifecycle(subject));
  });
}

/** Keeps the lines of a storage, to be looked at. */
export function recordingLog(): StorageLog & { lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string): void => {
    lines.push(message, inspect(fields, { depth: 10 }));
  };
  return { lines, info: keep, warn: keep, error: keep };
}
