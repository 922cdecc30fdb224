import { sql, type Kysely } from 'kysely';
import {
  figuresSchema,
  noFigures,
  reportStateOf,
  timingsOf,
  withEntry,
  withRequest,
  type CountedEntry,
  type Figures,
} from '@beside/shared/domain/figures';
import type { SupportRequest } from '@beside/shared/domain/request';

/** What reports count of each request, in narrow rows of their own, and who looked at what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('requests').addColumn('figures', 'text').execute();
  await createSessionReports(db);
  await createAccesses(db);
  await fill(db);
  // After the rows are there: an index is made faster than it is kept.
  await createIndexes(db);
}

async function createSessionReports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('session_reports')
    .addColumn('request_id', 'text', (column) =>
      column.primaryKey().notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('portal_id', 'text', (column) => column.notNull())
    .addColumn('company_id', 'text')
    .addColumn('technician_id', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('taken', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('rating', 'integer')
    .addColumn('waiting_ms', 'bigint')
    .addColumn('answer_ms', 'bigint')
    .addColumn('handling_ms', 'bigint')
    .addColumn('sharing_ms', 'bigint')
    .addColumn('way', 'text', (column) => column.notNull())
    .execute();
}

async function createAccesses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accesses')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    // Stays when the request goes.
    .addColumn('request_id', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('accesses_by_time')
    .on('accesses')
    .columns(['account_id', 'at'])
    .execute();
}

/** By each what a list is sorted by, and by each whose sessions are looked for. */
async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: string[]) =>
    sql`create index ${sql.id(`session_reports_by_${name}`)} on session_reports
      (${sql.join(['account_id', ...columns].map((column) => sql.id(column)))})`.execute(db);
  await index('time', ['created_at', 'request_id']);
  for (const span of ['waiting', 'answer', 'handling', 'sharing']) {
    await index(span, [`${span}_ms`, 'request_id']);
  }
  await index('rating', ['rating', 'request_id']);
  for (const whose of ['technician', 'portal', 'company']) {
    await index(whose, [`${whose}_id`, 'created_at', 'request_id']);
  }
}

interface Earlier {
  requests: {
    id: string;
    account_id: string;
    portal_id: string;
    company_id: string | null;
    assignee_id: string | null;
    phase: SupportRequest['phase'];
    phase_since: number;
    created_at: number;
    assigned_at: number | null;
    ended_at: number | null;
    outcome: string | null;
    survey: string | null;
    figures: string | null;
  };
  entries: {
    request_id: string;
    seq: number;
    kind: 'message' | 'file' | 'event';
    at: number;
    body: string;
  };
  session_reports: Record<string, string | number | null>;
}

const atOnce = 500;

/** Counts what the conversations tell of the requests that there are. */
async function fill(db: Kysely<Earlier>): Promise<void> {
  for (let last = ''; ;) {
    const requests = await db
      .selectFrom('requests')
      .select(['id', 'account_id', 'portal_id', 'company_id', 'assignee_id', 'phase'])
      .select(['phase_since', 'created_at', 'assigned_at', 'ended_at', 'outcome', 'survey'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    const ids = requests.map(({ id }) => id);
    const end = ids.at(-1);
    if (end === undefined) return;
    last = end;
    const figures = await countEntries(db, ids);
    for (const request of requests) {
      await store(db, request, withPhases(figures.get(request.id) ?? noFigures, request));
    }
  }
}

type Request = Omit<Earlier['requests'], 'figures'>;

async function countEntries(db: Kysely<Earlier>, ids: string[]): Promise<Map<string, Figures>> {
  const entries = await db
    .selectFrom('entries')
    .selectAll()
    .where('request_id', 'in', ids)
    .orderBy('request_id')
    .orderBy('seq')
    .execute();
  const all = new Map<string, Figures>();
  for (const { request_id: id, kind, at, body } of entries) {
    const entry = { ...(JSON.parse(body) as object), kind, at } as CountedEntry;
    const before = all.get(id) ?? noFigures;
    const isTaken = entry.kind === 'event' && entry.event.code === 'assigned';
    const takenAt = before.takenAt ?? (isTaken ? at : null);
    all.set(id, withEntry({ ...before, takenAt }, entry));
  }
  return all;
}

/** When somebody had it is known of the last time alone. */
function withPhases(figures: Figures, request: Request): Figures {
  const { phase, phase_since: phaseSince, assignee_id: assignee, ended_at: ended } = request;
  const now = withRequest(figures, {
    phase,
    phaseSince,
    assignee: assignee === null ? null : { id: assignee as never, name: '' },
  });
  const isHandled = now.handledSince !== null;
  const overAt = now.overAt === null ? null : (ended ?? now.overAt);
  return {
    ...now,
    overAt,
    handledSince: isHandled ? (request.assigned_at ?? now.handledSince) : null,
    handledMs:
      !isHandled && overAt !== null && now.takenAt !== null ? Math.max(0, overAt - now.takenAt) : 0,
  };
}

async function store(db: Kysely<Earlier>, request: Request, figures: Figures): Promise<void> {
  const { id, account_id: account, created_at: createdAt, survey } = request;
  const timings = timingsOf(figures, createdAt);
  await db
    .updateTable('requests')
    .set({ figures: JSON.stringify(figuresSchema.parse(figures)) })
    .where('id', '=', id)
    .execute();
  await db
    .insertInto('session_reports')
    .values({
      request_id: id,
      account_id: account,
      created_at: createdAt,
      portal_id: request.portal_id,
      company_id: request.company_id,
      technician_id: request.assignee_id,
      state: reportStateOf(figures),
      taken: figures.takenAt === null ? 0 : 1,
      outcome: request.outcome,
      rating: survey === null ? null : (JSON.parse(survey) as { rating: number }).rating,
      waiting_ms: timings.waitingMs,
      answer_ms: timings.answerMs,
      handling_ms: timings.handlingMs,
      sharing_ms: timings.sharingMs,
      way: timings.way,
    })
    .execute();
}
