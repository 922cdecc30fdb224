import type { Kysely } from 'kysely';

/** Recordings of shared screens: what they are of, and where each piece is kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // JSON of what the account says of recordings; null: there are none.
  await db.schema.alterTable('accounts').addColumn('recordings', 'text').execute();
  await db.schema
    .createTable('recordings')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('request_id', 'text', (column) =>
      column.notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('endpoint', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('pieces', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('bytes', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('recordings_by_request')
    .on('recordings')
    .column('request_id')
    .execute();
  // What is kept no longer is looked for by its age.
  await db.schema
    .createIndex('recordings_by_age')
    .on('recordings')
    .columns(['account_id', 'ended_at'])
    .execute();
  await db.schema
    .createTable('recording_pieces')
    .addColumn('recording_id', 'text', (column) =>
      column.notNull().references('recordings.id').onDelete('cascade'),
    )
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('to_at', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('events', 'text')
    .addPrimaryKeyConstraint('recording_pieces_in_order', ['recording_id', 'number'])
    .execute();
}
