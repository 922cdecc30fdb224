import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import { expect, test } from 'vitest';
import type { Schema } from '../schema.ts';
import { prepare } from './prepare.ts';

class Recording extends DummyDriver {
  readonly asked: CompiledQuery[] = [];

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    const answer = <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      this.asked.push(query);
      return Promise.resolve({ rows: [] });
    };
    return Object.assign(connection, { executeQuery: answer });
  }
}

function open(kind: 'sqlite' | 'postgres') {
  const driver = new Recording();
  const db = new Kysely<Schema>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => (kind === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
      createQueryCompiler: () =>
        kind === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler(),
      createIntrospector: (any) =>
        kind === 'sqlite' ? new SqliteIntrospector(any) : new PostgresIntrospector(any),
    },
  });
  return { db, asked: driver.asked };
}

test('[C2] a query is built once for each database, and asked with the values of each use', async () => {
  let built = 0;
  const find = prepare((db, { id, node }: { id: string; node: string }) => {
    built += 1;
    return db
      .selectFrom('pages')
      .select('endpoint')
      .where('node', '=', node)
      .where('request_id', '=', id);
  });
  const [sqlite, postgres] = [open('sqlite'), open('postgres')];
  await find(sqlite.db, { id: 'a', node: 'n' });
  await find(sqlite.db, { id: 'b', node: 'm' });
  await find(postgres.db, { id: 'c', node: 'o' });
  expect(built).toBe(2);
  expect(sqlite.asked.map(({ parameters }) => parameters)).toEqual([
    ['n', 'a'],
    ['m', 'b'],
  ]);
  expect(sqlite.asked[0]?.sql).toContain('"node" = ?');
  expect(postgres.asked).toMatchObject([{ parameters: ['o', 'c'] }]);
  expect(postgres.asked[0]?.sql).toContain('"node" = $1');
});

test('[C2] a transaction asks with the same text', async () => {
  const find = prepare((db, { id }: { id: string }) =>
    db.selectFrom('pages').select('endpoint').where('request_id', '=', id),
  );
  const { db, asked } = open('sqlite');
  await find(db, { id: 'a' });
  await db.transaction().execute((transaction) => find(transaction, { id: 'b' }));
  expect(asked.map(({ parameters }) => parameters)).toEqual([['a'], ['b']]);
  expect(asked[1]?.sql).toBe(asked[0]?.sql);
});
