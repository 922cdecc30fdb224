import { sql, type Kysely } from 'kysely';

/** Companies and who may see them, ready replies, notes, and finding a customer's other requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCompanies(db);
  await extendRequests(db);
  await createNotes(db);
  await createReadyReplies(db);
}

async function createCompanies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('companies')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addUniqueConstraint('companies_of_account', ['account_id', 'id'])
    .addUniqueConstraint('companies_by_name', ['account_id', 'name_key'])
    .execute();
  // Whoever was there before goes on seeing everything.
  await db.schema
    .alterTable('users')
    .addColumn('all_companies', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable('company_grants')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('company_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('company_grants_pair', ['user_id', 'company_id'])
    .addForeignKeyConstraint(
      'company_grants_user',
      ['account_id', 'user_id'],
      'users',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'company_grants_company',
      ['account_id', 'company_id'],
      'companies',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

async function extendRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('requests')
    .addColumn('company_id', 'text', (column) => column.references('companies.id'))
    .execute();
  for (const name of ['email_key', 'phone_key'] as const) {
    await db.schema
      .alterTable('requests')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  }
  await sql`update requests set
    email_key = lower(trim(coalesce(customer_email, ''))),
    phone_key = lower(${phoneWithoutGroups()})`.execute(db);
  const index = (name: string, columns: ('company_id' | 'email_key' | 'phone_key')[]) =>
    db.schema
      .createIndex(name)
      .on('requests')
      .columns(['account_id', ...columns, 'created_at'])
      .execute();
  await index('requests_by_company', ['company_id']);
  await index('requests_by_email', ['email_key']);
  await index('requests_by_phone', ['phone_key']);
}

/** What `phoneKey` takes out of a number, in the words that both databases know. */
function phoneWithoutGroups() {
  return [' ', '-', '(', ')', '/', '.'].reduce(
    (inner, character) => sql`replace(${inner}, ${sql.lit(character)}, '')`,
    sql`coalesce(phone, '')`,
  );
}

async function createNotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notes')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('request_id', 'text', (column) =>
      column.notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('author_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('edited_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('notes_by_request')
    .on('notes')
    .columns(['request_id', 'created_at'])
    .execute();
}

async function createReadyReplies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ready_replies')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('owner_id', 'text', (column) => column.references('users.id').onDelete('cascade'))
    // Null is not equal to itself in a unique constraint: the owner, or nothing for the account's.
    .addColumn('owner_key', 'text', (column) => column.notNull())
    .addColumn('shortcut', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addUniqueConstraint('ready_replies_by_shortcut', ['account_id', 'owner_key', 'shortcut'])
    .execute();
}
