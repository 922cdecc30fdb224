import type { Kysely } from 'kysely';

/** Which SFU node relays a session. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('relay_places')
    .addColumn('request_id', 'text', (column) =>
      column.primaryKey().notNull().references('requests.id').onDelete('cascade'),
    )
    .addColumn('node', 'text')
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('relay_places_node').on('relay_places').column('node').execute();
}
