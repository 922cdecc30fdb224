import type { Kysely } from 'kysely';

/** Which pages follow a request, over all nodes, and which nodes live. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('nodes')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('pages')
    .addColumn('request_id', 'text', (column) =>
      column.notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('endpoint', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('party', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('share', 'text')
    .addColumn('session', 'integer', (column) => column.notNull())
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('socket', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pages_pk', ['request_id', 'endpoint'])
    .execute();
  await db.schema.createIndex('pages_node').on('pages').column('node').execute();
}
