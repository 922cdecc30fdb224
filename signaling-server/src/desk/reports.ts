import type { AuditAct, AuditDetail } from '@beside/shared/domain/audit';
import type { FileId, RequestId } from '@beside/shared/domain/ids';
import { seesCompany } from '@beside/shared/domain/rights';
import type { Entry } from '@beside/shared/domain/request';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  maxCounted,
  sessionsPerPage,
  type ReportChoices,
  type ReportFilter,
  type ReportGroup,
  type ReportGroups,
  type ReportListQuery,
  type ReportPage,
  type ReportRow,
  type ReportSummary,
  type ReportSummaryQuery,
  type SessionReport,
} from '@beside/shared/protocol/admin/reports';
import { entriesPerPage, maxNotes } from '@beside/shared/protocol/limits';
import { auditOf } from '../identity/auditTable.ts';
import type { AccountStorage, Storage } from '../ports.ts';
import type { ReportScope } from '../ports/reports.ts';
import { assertMay, technicianViewer, type Technician } from './actor.ts';
import type { Downloads } from './downloads.ts';
import type { Playback } from './playback.ts';
import { figureOf, readMark, writeMark } from './reportCursor.ts';
import { cutPeriod } from './reportSpans.ts';

/** How many rows an export reads at a time, and groups a report has at the most. */
const rowsAtOnce = 500;
const maxGroups = 1000;

/**
 * What the sessions of an account came to (rule M2), for those who may know: all others are
 * refused with CodedError('forbidden'). What is of other companies is 'not-found'.
 */
export interface Reports {
  /** @throws CodedError('bad-request') where the mark is of another list */
  sessions(reader: Technician, query: ReportListQuery): Promise<ReportPage>;
  /**
   * All rows of a list, read as they are taken.
   *
   * @param list which; asked once it is known that the reader may
   */
  exported(reader: Technician, list: () => ReportListQuery): Promise<AsyncIterable<ReportRow[]>>;
  summary(reader: Technician, query: ReportSummaryQuery): Promise<ReportSummary>;
  by(reader: Technician, group: ReportGroup, filter: ReportFilter): Promise<ReportGroups>;
  choices(reader: Technician): Promise<ReportChoices>;
  session(reader: Technician, id: RequestId): Promise<SessionReport>;
  entries(
    reader: Technician,
    id: RequestId,
    after: number,
  ): Promise<{ entries: Entry[]; more: boolean }>;
  fileLink(reader: Technician, id: RequestId, file: FileId): ReturnType<Downloads['fileLink']>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  downloads: Pick<Downloads, 'fileLink'>;
  playback: Pick<Playback, 'of'>;
}

export function createReports({ storage, clock, downloads, playback }: Parts): Reports {
  const enter = async (reader: Technician) => {
    const account = storage.forAccount(reader.accountId);
    await assertMay(storage, reader, 'see-reports');
    const { companies } = await technicianViewer(account, reader);
    return { account, companies };
  };
  const scoped = async (reader: Technician, filter: ReportFilter) => {
    const { account, companies } = await enter(reader);
    return { reports: account.reports, scope: { filter, companies } satisfies ReportScope };
  };
  const visible = async (reader: Technician, id: RequestId) => {
    const { account, companies } = await enter(reader);
    const stored = await account.request(id);
    if (!stored || !seesCompany(companies, stored.request.companyId)) {
      throw new CodedError('not-found');
    }
    return { account, stored };
  };
  /** Written before anything is told: who looks cannot look unseen. */
  const note = (
    { audit }: AccountStorage,
    { user }: Technician,
    act: AuditAct,
    id: RequestId | null,
    detail: AuditDetail = {},
  ): Promise<void> => {
    const subject = id === null ? null : ({ kind: 'request', id } as const);
    return audit.append(auditOf(clock, user, act, subject, detail));
  };

  const readEntries = async (account: AccountStorage, id: RequestId, after: number) => {
    const entries = await account.entriesAfter(id, after, entriesPerPage + 1);
    return { entries: entries.slice(0, entriesPerPage), more: entries.length > entriesPerPage };
  };

  return {
    async sessions(reader, query) {
      const { reports, scope } = await scoped(reader, filterOf(query));
      const after = readMark(reader.accountId, query);
      const { sort, order } = query;
      const [rows, sessions] = await Promise.all([
        reports.page(scope, { sort, order, after }, sessionsPerPage + 1),
        reports.count(scope, maxCounted),
      ]);
      const page = rows.slice(0, sessionsPerPage);
      const last = rows.length > sessionsPerPage ? page.at(-1) : undefined;
      return {
        rows: page,
        next: last ? writeMark(reader.accountId, query, last) : null,
        count: { sessions, more: sessions === maxCounted },
      };
    },

    async exported(reader, list) {
      const { account, companies } = await enter(reader);
      const query = list();
      const filter = filterOf(query);
      const { sort, order } = query;
      let after = readMark(reader.accountId, query);
      // What was searched for may be somebody's name: that there was a search is kept.
      const { search = '', ...rest } = filter;
      await note(account, reader, 'report-exported', null, {
        filter: JSON.stringify(rest),
        searched: search !== '',
      });
      return (async function* () {
        for (;;) {
          const place = { sort, order, after };
          const rows = await account.reports.page({ filter, companies }, place, rowsAtOnce);
          const last = rows.at(-1);
          if (!last) return;
          yield rows;
          after = { value: figureOf(last, sort), id: last.id };
        }
      })();
    },

    async summary(reader, { zone, ...filter }) {
      const { reports, scope } = await scoped(reader, filter);
      const { step, times } = cutPeriod(filter.from, filter.to, zone);
      const [totals, over] = await Promise.all([reports.totals(scope), reports.over(scope, times)]);
      return {
        totals,
        step,
        over: over.map((totals, at) => ({
          from: times[at] ?? filter.from,
          to: times[at + 1] ?? filter.to,
          totals,
        })),
      };
    },

    async by(reader, group, filter) {
      const { reports, scope } = await scoped(reader, filter);
      return reports.by(scope, group, maxGroups);
    },

    async choices(reader) {
      const { account, companies } = await enter(reader);
      const portals = await account.portals();
      const all = await account.companies();
      return {
        portals: portals.map(({ id, name }) => ({ id, name })),
        technicians: await account.reports.people(),
        companies: all.filter(({ id }) => seesCompany(companies, id)),
        noCompany: seesCompany(companies, null),
      };
    },

    async session(reader, id) {
      const { account, stored } = await visible(reader, id);
      await note(account, reader, 'transcript-read', id);
      const row = await account.reports.row(id);
      if (!row) throw new CodedError('not-found');
      return {
        row,
        request: stored.request,
        details: stored.details,
        notes: await account.notes(id, maxNotes),
        guests: await account.reports.guests(id),
        files: await account.reports.files(id),
        recordings: await playback.of(account, id),
        ...(await readEntries(account, id, 0)),
      };
    },

    async entries(reader, id, after) {
      const { account } = await visible(reader, id);
      await note(account, reader, 'transcript-read', id, { after });
      return readEntries(account, id, after);
    },

    async fileLink(reader, id, file) {
      await visible(reader, id);
      return downloads.fileLink(reader, id, file);
    },
  };
}

/** What is counted, without how it is put in order. */
function filterOf({ sort: _, order: __, after: ___, ...filter }: ReportListQuery): ReportFilter {
  return filter;
}
