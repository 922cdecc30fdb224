import { PostgresAdapter, sql, type Kysely } from 'kysely';

/** What the sessions of each hour and day come to, and the days of which that is to be made anew. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await createSums(db, isPostgres);
  await createChanges(db);
  await (isPostgres ? notePostgres : noteSqlite)(db);
  await sql`insert into report_changes (account_id, day)
    select distinct account_id, ${dayOf('created_at')} from session_reports`.execute(db);
}

/** Midnight UTC before a time. */
const dayOf = (time: string) => sql.raw(`${time} - ${time} % 86400000`);

const counts = ['sessions', 'open', 'served', 'unserved', 'messages', 'resolved', 'unresolved'];
const moreCounts = [
  'waited',
  'soon',
  'answered',
  'handled',
  'shared',
  'direct',
  'relayed',
  'rated',
];
const sums = ['waiting_sum', 'unserved_sum', 'answer_sum', 'handling_sum', 'sharing_sum'];

async function createSums(db: Kysely<unknown>, isPostgres: boolean): Promise<void> {
  const columns = [
    ...[...counts, ...moreCounts, 'rating_sum'].map((name) => `${name} integer not null`),
    ...sums.map((name) => `${name} bigint not null`),
    'waiting_max bigint',
  ];
  await sql`create table report_sums (account_id text not null, cut text not null,
    starts_at bigint not null, part text not null, ${sql.raw(columns.join(', '))},
    primary key (account_id, cut, starts_at, part))
    ${sql.raw(isPostgres ? '' : 'without rowid')}`.execute(db);
}

async function createChanges(db: Kysely<unknown>): Promise<void> {
  await sql`create table report_changes (account_id text not null, day bigint not null,
    taken_by text, taken_at bigint)`.execute(db);
  await sql`create index report_changes_by_day on report_changes (account_id, day)`.execute(db);
}

/** One row for each statement and day: who writes waits for nobody, which a common row would cost. */
async function notePostgres(db: Kysely<unknown>): Promise<void> {
  const changed = `select account_id, created_at from`;
  for (const [name, event, rows] of [
    ['begun', 'insert', `${changed} later`],
    ['changed', 'update', `${changed} earlier union ${changed} later`],
    ['gone', 'delete', `${changed} earlier`],
  ] as const) {
    await sql`create function session_report_${sql.raw(name)}() returns trigger language plpgsql as $$
      begin
        insert into report_changes (account_id, day)
          select distinct account_id, ${dayOf('created_at')} from (${sql.raw(rows)}) changed;
        return null;
      end $$`.execute(db);
    const tables = [
      ...(event === 'insert' ? [] : ['old table as earlier']),
      ...(event === 'delete' ? [] : ['new table as later']),
    ];
    await sql`create trigger session_reports_${sql.raw(name)} after ${sql.raw(event)}
      on session_reports referencing ${sql.raw(tables.join(' '))}
      for each statement execute function session_report_${sql.raw(name)}()`.execute(db);
  }
}

/** There is one writer at a time: a day that is noted already, and not taken, is noted for all. */
async function noteSqlite(db: Kysely<unknown>): Promise<void> {
  const note = (row: 'new' | 'old'): string => {
    const day = `${row}.created_at - ${row}.created_at % 86400000`;
    return `insert into report_changes (account_id, day) select ${row}.account_id, ${day}
      where not exists (select 1 from report_changes c
        where c.account_id = ${row}.account_id and c.day = ${day} and c.taken_by is null);`;
  };
  const columns = [
    ...['account_id', 'created_at', 'portal_id', 'company_id', 'technician_id', 'state', 'taken'],
    ...['outcome', 'rating', 'waiting_ms', 'answer_ms', 'handling_ms', 'sharing_ms', 'way'],
  ];
  for (const [event, notes] of [
    ['insert', note('new')],
    [`update of ${columns.join(', ')}`, `${note('old')} ${note('new')}`],
    ['delete', note('old')],
  ] as const) {
    await sql`create trigger session_reports_noted_${sql.raw(event.slice(0, 6))}
      after ${sql.raw(event)} on session_reports begin ${sql.raw(notes)} end`.execute(db);
  }
}
