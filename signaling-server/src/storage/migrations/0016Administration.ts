import type { Kysely } from 'kysely';

/** Rights at every level, teams, users who are kept out, and portals that are closed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['accounts', 'users', 'portals']) {
    await db.schema.alterTable(table).addColumn('rights', 'text').execute();
  }
  await db.schema.alterTable('users').addColumn('disabled_at', 'bigint').execute();
  await db.schema.alterTable('portals').addColumn('removed_at', 'bigint').execute();
  await db.schema
    .createTable('teams')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull())
    .addColumn('rights', 'text')
    .addUniqueConstraint('teams_of_account', ['account_id', 'id'])
    .addUniqueConstraint('teams_by_name', ['account_id', 'name_key'])
    .execute();
  await db.schema
    .createTable('team_members')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('team_members_pair', ['user_id', 'team_id'])
    .addForeignKeyConstraint(
      'team_members_team',
      ['account_id', 'team_id'],
      'teams',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .addForeignKeyConstraint(
      'team_members_user',
      ['account_id', 'user_id'],
      'users',
      ['account_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}
