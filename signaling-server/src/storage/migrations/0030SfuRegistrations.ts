import type { Kysely } from 'kysely';

/** SFU nodes that have registered themselves, and until when they are looked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sfu_registrations')
    .addColumn('url', 'text', (column) => column.primaryKey().notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
