import type { DatabaseSync } from 'node:sqlite';
import type { Table } from './tables.ts';

/** As the database itself tells of them. */
export function describeSqlite(database: DatabaseSync): Table[] {
  const names = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
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
      columns: all.filter(({ hidden }) => hidden === 0).map((column) => String(column['name'])),
      key: all
        .filter(({ pk }) => Number(pk) > 0)
        .sort((a, b) => Number(a['pk']) - Number(b['pk']))
        .map((column) => String(column['name'])),
      needs: needsOf.all(name).map((needed) => String(needed['name'])),
    };
  });
}
