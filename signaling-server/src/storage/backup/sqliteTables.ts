import type { DatabaseSync } from 'node:sqlite';
import { workedOut, type Table } from './tables.ts';

/** As the database itself tells of them; an index of words is a table to it, but none of rows. */
export function describeSqlite(database: DatabaseSync): Table[] {
  const names = database
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    )
    .all()
    .map(({ name }) => String(name));
  const columnsOf = database.prepare('select name, pk, hidden from pragma_table_xinfo(?)');
  const needsOf = database.prepare(
    'select distinct "table" as name from pragma_foreign_key_list(?)',
  );
  return names.map((name) => {
    const all = columnsOf.all(name);
    return {
      name,
      columns: all
        .filter(({ hidden }) => hidden === 0)
        .map((column) => String(column['name']))
        .filter((column) => !workedOut.columns.includes(`${name}.${column}`)),
      key: all
        .filter(({ pk }) => Number(pk) > 0)
        .sort((a, b) => Number(a['pk']) - Number(b['pk']))
        .map((column) => String(column['name'])),
      needs: needsOf.all(name).map((needed) => String(needed['name'])),
    };
  });
}
