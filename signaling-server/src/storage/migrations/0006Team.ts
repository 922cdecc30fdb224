import type { Kysely } from 'kysely';

/** Technicians who were invited into a session, and what they say among themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('requests')
    .addColumn('unseen', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await createParticipants(db);
  await db.schema
    .createTable('side_entries')
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('side_entries_place', ['request_id', 'seq'])
    .addUniqueConstraint('side_entries_id', ['request_id', 'id'])
    .execute();
  await db.schema
    .createTable('side_reads')
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('side_reads_mark', ['request_id', 'user_id'])
    .execute();
}

async function createParticipants(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('participants')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('masked', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('invited_by', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('until', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addPrimaryKeyConstraint('participants_pair', ['request_id', 'user_id'])
    .addForeignKeyConstraint('participants_user', ['account_id', 'user_id'], 'users', [
      'account_id',
      'id',
    ])
    .addForeignKeyConstraint('participants_inviter', ['account_id', 'invited_by'], 'users', [
      'account_id',
      'id',
    ])
    .execute();
  await db.schema
    .createIndex('participants_by_state')
    .on('participants')
    .columns(['account_id', 'state'])
    .execute();
}
