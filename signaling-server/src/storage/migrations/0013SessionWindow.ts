import type { Kysely } from 'kysely';

/** What an upgrade does to the chat (rule S2). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('upgrade_chat', 'text').execute();
}
