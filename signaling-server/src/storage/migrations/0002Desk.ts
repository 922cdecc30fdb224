import { sql, type Kysely } from 'kysely';

/** How long the customers who wait have to come back after the installation was brought up to date. */
const graceMs = 60_000;

/** Portals of all types and modes, who is there, the lines, access codes, and what falls due. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await extendPortals(db);
  await createPresence(db);
  await createDue(db);
  await extendRequests(db);
  await createCodes(db);
}

/** What was there so far is a SmartBox in web mode, which is what the columns' defaults say. */
async function extendPortals(db: Kysely<unknown>): Promise<void> {
  const add = (name: 'type' | 'mode', value: string) =>
    db.schema
      .alterTable('portals')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(value))
      .execute();
  await add('type', 'smart-box');
  await add('mode', 'web');
  await db.schema.alterTable('portals').addColumn('settings', 'text').execute();
  await db.schema
    .createTable('portal_technicians')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('portal_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('portal_technicians_pair', ['portal_id', 'user_id'])
    .addForeignKeyConstraint(
      'portal_technicians_portal',
      ['account_id', 'portal_id'],
      'portals',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'portal_technicians_user',
      ['account_id', 'user_id'],
      'users',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

async function createPresence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('users')
    .addColumn('session_limit', 'integer', (column) => column.notNull().defaultTo(3))
    .execute();
  await db.schema
    .createTable('availability')
    .addColumn('user_id', 'text', (column) =>
      column.primaryKey().notNull().references('users.id').onDelete('cascade'),
    )
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('waiting_since', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('party', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('endpoint', 'text', (column) => column.notNull())
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('leases_page', ['subject', 'endpoint'])
    .execute();
  await db.schema
    .createIndex('leases_by_account')
    .on('leases')
    .columns(['account_id', 'party', 'expires_at'])
    .execute();
}

async function createDue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('due')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('due_by_time').on('due').column('due_at').execute();
}

async function extendRequests(db: Kysely<unknown>): Promise<void> {
  const table = () => db.schema.alterTable('requests');
  for (const name of ['offered_to', 'wanted_id'] as const) {
    await table()
      .addColumn(name, 'text', (column) => column.references('users.id'))
      .execute();
  }
  for (const name of ['company', 'phone', 'offer', 'answers', 'passed'] as const) {
    await table().addColumn(name, 'text').execute();
  }
  for (const name of ['alert_until', 'assigned_at', 'ended_at'] as const) {
    await table().addColumn(name, 'bigint').execute();
  }
  await table()
    .addColumn('queued_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await sql`update requests set queued_at = created_at`.execute(db);
  await sql`
    insert into due (id, account_id, kind, subject, due_at)
    select 'leaving:' || id, account_id, 'leaving', id, cast(${Date.now() + graceMs} as bigint)
    from requests where phase = 'waiting'`.execute(db);
  await db.schema
    .createIndex('requests_by_phase')
    .on('requests')
    .columns(['account_id', 'phase'])
    .execute();
}

async function createCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('codes')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('maker_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('digits', 'text', (column) => column.unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('request_id', 'text', (column) => column.references('requests.id'))
    .addColumn('used_at', 'bigint')
    .addForeignKeyConstraint('codes_maker', ['account_id', 'maker_id'], 'users', [
      'account_id',
      'id',
    ])
    .execute();
  await db.schema
    .createIndex('codes_by_maker')
    .on('codes')
    .columns(['account_id', 'maker_id', 'created_at'])
    .execute();
}
