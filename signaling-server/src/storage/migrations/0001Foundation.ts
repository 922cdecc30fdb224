import { sql, type Kysely } from 'kysely';

/*
 * Foreign keys of requests carry the account, so that a row cannot point into another tenant's data
 * even where a query is wrong.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPeople(db);
  await createRequests(db);
  await db.schema
    .createTable('health')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('colour', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('email_key', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addUniqueConstraint('users_of_account', ['account_id', 'id'])
    .execute();
  await db.schema
    .createTable('user_sessions')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await createIndex(db, 'user_sessions', ['user_id']);
  await createIndex(db, 'user_sessions', ['expires_at']);
  await db.schema
    .createTable('portals')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('slug', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('greeting', 'text', (column) => column.notNull())
    .addUniqueConstraint('portals_of_account', ['account_id', 'id'])
    .execute();
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('portal_id', 'text', (column) => column.notNull())
    .addColumn('phase', 'text', (column) => column.notNull())
    .addColumn('is_over', 'integer', (column) =>
      column
        .generatedAlwaysAs(
          sql`case when phase in ('ended', 'closed', 'abandoned') then 1 else 0 end`,
        )
        .stored(),
    )
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('phase_since', 'bigint', (column) => column.notNull())
    .addColumn('assignee_id', 'text')
    .addColumn('customer_name', 'text', (column) => column.notNull())
    .addColumn('customer_email', 'text')
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('last_seq', 'integer', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('outcome', 'text')
    .addColumn('notes', 'text', (column) => column.notNull())
    .addColumn('live', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addForeignKeyConstraint('requests_portal', ['account_id', 'portal_id'], 'portals', [
      'account_id',
      'id',
    ])
    .addForeignKeyConstraint('requests_assignee', ['account_id', 'assignee_id'], 'users', [
      'account_id',
      'id',
    ])
    .execute();
  await createIndex(db, 'requests', ['account_id', 'is_over', 'created_at desc', 'id desc']);
  await createIndex(db, 'requests', ['account_id', 'portal_id']);
  await createIndex(db, 'requests', ['account_id', 'assignee_id']);
  await db.schema
    .createTable('entries')
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('entries_place', ['request_id', 'seq'])
    .addUniqueConstraint('entries_id', ['request_id', 'id'])
    .execute();
  await db.schema
    .createTable('reads')
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('party', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('reads_mark', ['request_id', 'party'])
    .execute();
}

type IndexColumn =
  'user_id' | 'expires_at' | 'account_id' | 'is_over' | 'portal_id' | 'assignee_id';

async function createIndex(
  db: Kysely<unknown>,
  table: string,
  columns: (IndexColumn | 'created_at desc' | 'id desc')[],
): Promise<void> {
  const name = [table, 'by', ...columns.map((column) => column.split(' ')[0])].join('_');
  await db.schema.createIndex(name).on(table).columns(columns).execute();
}
