import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** Where in the query a value stands that comes with each use. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query of the busiest ways, which is put into SQL once for each kind of database instead of for
 * each message: what `build` gets stands for the values, and can be used as such and not be looked at.
 */
export function prepare<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  const known = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;

  const compiledFor = (db: Db): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const compiled = known.get(adapter) ?? build(db, slots).compile();
    known.set(adapter, compiled);
    return compiled;
  };

  return async (db, values) => {
    const compiled = compiledFor(db);
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    );
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters });
    return rows;
  };
}
