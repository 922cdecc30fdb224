import { sql, type Kysely } from 'kysely';

/** What customers say afterwards, what requests are searched by, and the logos of accounts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('requests').addColumn('survey', 'text').execute();
  await db.schema
    .alterTable('requests')
    .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await sql`
    update requests set search_text = lower(
      customer_name || ' ' || coalesce(customer_email, '') || ' ' || coalesce(company, '') || ' ' ||
      coalesce(phone, '') || ' ' || question)`.execute(db);
  await db.schema
    .createTable('account_logos')
    .addColumn('account_id', 'text', (column) =>
      column.primaryKey().notNull().references('accounts.id').onDelete('cascade'),
    )
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .execute();
}
