import type { Kysely } from 'kysely';

/** The codes and tokens of desktop helpers, one for each request at the most. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('helpers')
    .addColumn('request_id', 'text', (column) =>
      column.primaryKey().notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('digits', 'text', (column) => column.unique())
    .addColumn('token_hash', 'text', (column) => column.unique())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
