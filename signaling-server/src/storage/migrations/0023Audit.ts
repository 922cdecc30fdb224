import { createHash } from 'node:crypto';
import { PostgresAdapter, sql, type Kysely } from 'kysely';
import { canonical, firstHash, linkText, type JsonObject } from '@beside/shared/domain/chain';

/** The audit log, append only and chained; who looked at what so far stands at its beginning. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    // Neither refers to anything: the row stays when that has gone.
    .addColumn('user_id', 'text')
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('subject_kind', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_in_order', ['account_id', 'seq'])
    .execute();
  await db.schema
    .createTable('audit_heads')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('accounts.id'),
    )
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await move(db);
  for (const [name, column] of [
    ['person', 'user_id'],
    ['act', 'act'],
    ['subject', 'subject_id'],
    ['time', 'at'],
  ] as const) {
    await db.schema
      .createIndex(`audit_by_${name}`)
      .on('audit')
      .columns(['account_id', column, 'seq'])
      .execute();
  }
  await db.schema.dropTable('accesses').execute();
  await (db.getExecutor().adapter instanceof PostgresAdapter ? guardPostgres : guardSqlite)(db);
}

/** `replace` deletes without asking a trigger: a row that is not the next one is none. */
async function guardSqlite(db: Kysely<unknown>): Promise<void> {
  for (const what of ['update', 'delete']) {
    await sql`create trigger ${sql.id(`audit_no_${what}`)} before ${sql.raw(what)} on audit
      begin select raise(abort, 'the audit log is append only'); end`.execute(db);
  }
  await sql`create trigger audit_next before insert on audit
    when new.seq <> 1 + coalesce((select max(seq) from audit where account_id = new.account_id), 0)
    begin select raise(abort, 'the audit log is append only'); end`.execute(db);
}

async function guardPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function audit_refuse() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append only'; end $$`.execute(db);
  await sql`create trigger audit_no_change before update or delete on audit
    for each row execute function audit_refuse()`.execute(db);
  await sql`create trigger audit_no_truncate before truncate on audit
    for each statement execute function audit_refuse()`.execute(db);
}

interface Access {
  account_id: string;
  user_id: string;
  at: number;
  what: string;
  request_id: string | null;
  detail: string;
}
interface Row {
  account_id: string;
  seq: number;
  at: number;
  user_id: string;
  act: string;
  subject_kind: string | null;
  subject_id: string | null;
  detail: string;
  hash: string;
}
interface Tables {
  accesses: Access & { id: string };
  audit: Row;
  audit_heads: Pick<Row, 'account_id' | 'seq' | 'hash'>;
}

const acts: Record<string, string> = {
  transcript: 'transcript-read',
  file: 'file-opened',
  export: 'report-exported',
};

/** What was searched for may be somebody's name: that there was a search is kept. */
function detailOf({ what, detail }: Access): JsonObject {
  if (what === 'file') return { file: detail };
  if (what !== 'export') return {};
  const { search, ...filter } = JSON.parse(detail) as JsonObject;
  return { filter: JSON.stringify(filter), searched: search !== undefined && search !== '' };
}

async function move(db: Kysely<Tables>): Promise<void> {
  const heads = new Map<string, { seq: number; hash: string }>();
  for (let last = ''; ;) {
    const found = await db
      .selectFrom('accesses')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(500)
      .execute();
    const end = found.at(-1);
    if (!end) break;
    last = end.id;
    for (const access of found) {
      const { account_id: account, user_id: by, at, request_id: id } = access;
      const head = heads.get(account) ?? { seq: 0, hash: firstHash };
      const seq = head.seq + 1;
      const act = acts[access.what] ?? access.what;
      const detail = detailOf(access);
      const subject = id === null ? null : { kind: 'request', id };
      const row = { account, seq, at, by, act, subject, detail };
      const hash = createHash('sha256').update(linkText(head.hash, row)).digest('hex');
      heads.set(account, { seq, hash });
      await db
        .insertInto('audit')
        .values({
          ...{ account_id: account, seq, at, user_id: by, act, hash },
          ...{ subject_kind: subject && subject.kind, subject_id: id },
          detail: canonical(detail),
        })
        .execute();
    }
  }
  for (const [account, head] of heads) {
    await db
      .insertInto('audit_heads')
      .values({ account_id: account, ...head })
      .execute();
  }
}
