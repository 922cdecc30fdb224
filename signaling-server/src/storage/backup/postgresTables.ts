import { sql, type Kysely } from 'kysely';
import type { Table } from './tables.ts';

/** As the database itself tells of them. */
export async function describePostgres(db: Kysely<unknown>): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select a.attname::text from pg_constraint k
        cross join unnest(k.conkey) with ordinality as part(number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = part.number
        where k.conrelid = c.oid and k.contype = 'p' order by part.place) as key,
      array(select distinct f.relname::text from pg_constraint k
        join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f') as needs
    from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`.execute(db);
  return rows;
}
