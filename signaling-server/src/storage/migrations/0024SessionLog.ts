import { PostgresAdapter, sql, type Kysely } from 'kysely';

/**
 * The log of what happened in a request, chained, for its customer. It goes when the request goes,
 * and not before: triggers refuse to change it. Requests that are there have one from now on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Where the chain ends: JSON of rows and hash.
  await db.schema.alterTable('requests').addColumn('log_head', 'text').execute();
  // Since when nothing of the customer is in it any more.
  await db.schema.alterTable('requests').addColumn('erased_at', 'bigint').execute();
  await db.schema
    .createTable('session_log')
    .addColumn('request_id', 'text', (column) =>
      column.notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('session_log_in_order', ['request_id', 'seq'])
    .execute();
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create trigger session_log_no_change before update on session_log
      for each row execute function audit_refuse()`.execute(db);
  } else {
    await sql`create trigger session_log_no_change before update on session_log
      begin select raise(abort, 'the session log is append only'); end`.execute(db);
  }
  // How many days what is over is kept (rule C3); null: for ever.
  await db.schema.alterTable('accounts').addColumn('retention_days', 'integer').execute();
}
