import { sql, type Kysely } from 'kysely';

/** Where sessions are, second factors, what is handed over once, tries, and single sign-on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await widenSessions(db);
  await createFactors(db);
  await createSingleSignOn(db);
  await db.schema
    .createTable('passes')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await index(db, 'passes', ['kind', 'subject']);
  await index(db, 'passes', ['expires_at']);
  await db.schema
    .createTable('tries')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('blocked_until', 'bigint', (column) => column.notNull())
    .execute();
  await index(db, 'tries', ['last_at']);
}

async function widenSessions(db: Kysely<unknown>): Promise<void> {
  const table = () => db.schema.alterTable('user_sessions');
  await table()
    .addColumn('way', 'text', (column) => column.notNull().defaultTo('password'))
    .execute();
  await table()
    .addColumn('seen_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await table()
    .addColumn('address', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await table()
    .addColumn('user_agent', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`update user_sessions set seen_at = created_at`.execute(db);
}

async function createFactors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('authenticators')
    .addColumn('user_id', 'text', (column) =>
      column.primaryKey().notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('confirmed', 'integer', (column) => column.notNull())
    .addColumn('last_step', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('recovery_codes')
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('recovery_codes_pair', ['user_id', 'code_hash'])
    .execute();
  await db.schema
    .createTable('passkeys')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) =>
      column.notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await index(db, 'passkeys', ['user_id']);
}

async function createSingleSignOn(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('single_sign_on')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('accounts.id'),
    )
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) => column.notNull())
    .addColumn('client_secret', 'text')
    .addColumn('new_users', 'text')
    .execute();
  await db.schema
    .createTable('single_sign_on_domains')
    .addColumn('domain', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) =>
      column.notNull().references('single_sign_on.account_id').onDelete('cascade'),
    )
    .execute();
  await index(db, 'single_sign_on_domains', ['account_id']);
  await db.schema
    .createTable('linked_users')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('linked_users_subject', ['account_id', 'issuer', 'subject'])
    .addForeignKeyConstraint(
      'linked_users_user',
      ['account_id', 'user_id'],
      'users',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

type Column = 'kind' | 'subject' | 'expires_at' | 'last_at' | 'user_id' | 'account_id';

async function index(db: Kysely<unknown>, table: string, columns: Column[]): Promise<void> {
  const name = [table, 'by', ...columns].join('_');
  await db.schema.createIndex(name).on(table).columns(columns).execute();
}
