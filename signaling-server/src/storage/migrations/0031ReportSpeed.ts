import { PostgresAdapter, sql, type Kysely } from 'kysely';

/**
 * Report pages of a large account: what a session is in one number that indexes hold, and an index
 * of the three-letter parts of what customers wrote.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await addFacts(db, isPostgres);
  await createIndexes(db);
  await (isPostgres ? searchPostgres : searchSqlite)(db);
}

/** Read by `facts.ts` of the reports; ratings are 1 to 5. */
const facts = `case state when 'open' then 0 when 'served' then 1 when 'unserved' then 2 else 3 end
  + 4 * case coalesce(outcome, '') when '' then 0 when 'resolved' then 1 when 'unresolved' then 2 else 3 end
  + 16 * case way when 'none' then 0 when 'direct' then 1 when 'relay' then 2 else 3 end
  + 64 * coalesce(rating, 0)
  + 512 * case when waiting_ms is null then 0 else 1 end
  + 1024 * case when answer_ms is null then 0 else 1 end
  + 2048 * case when handling_ms is null then 0 else 1 end
  + 4096 * case when sharing_ms is null then 0 else 1 end`;

/** Indexes of SQLite answer for real columns alone, which a trigger has to fill. */
async function addFacts(db: Kysely<unknown>, isPostgres: boolean): Promise<void> {
  if (isPostgres) {
    await sql`alter table session_reports add column facts integer
      generated always as (${sql.raw(facts)}) stored`.execute(db);
    return;
  }
  await sql`alter table session_reports add column facts integer not null default 0`.execute(db);
  await sql`update session_reports set facts = ${sql.raw(facts)}`.execute(db);
  const columns = 'state, outcome, way, rating, waiting_ms, answer_ms, handling_ms, sharing_ms';
  for (const [name, when] of [
    ['begun', 'insert'],
    ['changed', `update of ${columns}`],
  ] as const) {
    await sql`create trigger ${sql.id(`session_reports_${name}`)} after ${sql.raw(when)}
      on session_reports begin
      update session_reports set facts = ${sql.raw(facts)} where request_id = new.request_id;
      end`.execute(db);
  }
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  const index = (name: string, columns: string[]) =>
    sql`create index ${sql.id(`session_reports_by_${name}`)} on session_reports
      (${sql.join(['account_id', ...columns].map((column) => sql.id(column)))})`.execute(db);
  await index('facts', ['facts', 'created_at', 'request_id']);
  // These answer by themselves which of their sessions are meant.
  for (const name of ['time', 'technician', 'portal', 'company']) {
    await sql`drop index ${sql.id(`session_reports_by_${name}`)}`.execute(db);
  }
  await index('time', ['created_at', 'request_id', 'facts']);
  for (const whose of ['technician', 'portal', 'company']) {
    await index(whose, [`${whose}_id`, 'created_at', 'request_id', 'facts']);
  }
}

/** `requests` has no number of its own that outlives a VACUUM: `request_words` gives it one. */
async function searchSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create table request_words (id integer primary key,
    request_id text not null unique references requests (id) on delete cascade)`.execute(db);
  await sql`create virtual table request_trigrams using fts5 (words, content='',
    contentless_delete=1, tokenize='trigram')`.execute(db);
  await sql`insert into request_words (request_id) select id from requests order by id`.execute(db);
  await sql`insert into request_trigrams (rowid, words)
    select w.id, r.search_text from request_words w join requests r on r.id = w.request_id
    order by w.id`.execute(db);
  await sql`create trigger request_words_begun after insert on requests begin
    insert into request_words (request_id) values (new.id);
    insert into request_trigrams (rowid, words)
      select id, new.search_text from request_words where request_id = new.id;
    end`.execute(db);
  await sql`create trigger request_words_changed after update of search_text on requests
    when old.search_text <> new.search_text begin
    update request_trigrams set words = new.search_text
      where rowid = (select id from request_words where request_id = new.id);
    end`.execute(db);
  await sql`create trigger request_words_gone after delete on request_words begin
    delete from request_trigrams where rowid = old.id; end`.execute(db);
}

/** Where the server has no `pg_trgm`, or does not let it be used, searches read all as before. */
async function searchPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`do $$ begin
    create extension if not exists pg_trgm;
    create index requests_by_words on requests using gin (search_text gin_trgm_ops);
    exception when undefined_file or insufficient_privilege or feature_not_supported
      or undefined_object then
      raise notice 'pg_trgm is not there: searches of reports read all';
    end $$`.execute(db);
}
