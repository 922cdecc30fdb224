import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

/** What changes by itself, or by somebody's being there. */
const unsteady = new Set(['leases', 'pages', 'nodes', 'due', 'tries', 'health']);
/** When somebody was last seen. */
const unsteadyColumns = /(seen_at|used_at)$/;

/** A hash of each table of an installation's embedded database. */
export function hashState(dataDir: string): Record<string, string> {
  const database = new DatabaseSync(join(dataDir, 'beside.sqlite'), {
    readOnly: true,
    timeout: 5_000,
  });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .all() as { name: string }[];
    return Object.fromEntries(
      tables
        .filter(({ name }) => !unsteady.has(name))
        .map(({ name }) => [name, hashTable(database, name)]),
    );
  } finally {
    database.close();
  }
}

function hashTable(database: DatabaseSync, name: string): string {
  const rows = database.prepare(`select * from "${name}"`).all();
  const lines = rows.map((row) =>
    JSON.stringify(Object.entries(row).filter(([column]) => !unsteadyColumns.test(column))),
  );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

/** The tables that are not as they were. */
export function changedTables(
  before: Record<string, string>,
  after: Record<string, string>,
): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}
