export interface Table {
  name: string;
  /** Without those that the database works out. */
  columns: string[];
  /** The primary key's. */
  key: string[];
  /** The tables that its rows point at. */
  needs: string[];
}

/** What belongs to the way that the schema is changed, and is made anew. */
export const ownTables = ['schema_migrations', 'schema_migrations_lock'];

/** What triggers work out from the rest, some of it on SQLite alone, and what is made from that. */
export const workedOut = {
  tables: ['request_words', 'report_changes', 'report_sums'],
  columns: ['session_reports.facts'],
};

/** In an order in which each can be filled after those that it points at. */
export function sortTables(tables: readonly Table[]): Table[] {
  const sorted = new Map<string, Table>();
  const byName = new Map(tables.map((table) => [table.name, table]));
  const under = new Set<string>();
  const add = (table: Table): void => {
    if (sorted.has(table.name)) return;
    if (under.has(table.name)) throw new Error(`${table.name} points at itself in a circle`);
    under.add(table.name);
    for (const name of table.needs) {
      const needed = byName.get(name);
      if (needed && needed !== table) add(needed);
    }
    sorted.set(table.name, table);
  };
  for (const table of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) add(table);
  const left = [...ownTables, ...workedOut.tables];
  return [...sorted.values()].filter(({ name }) => !left.includes(name));
}
