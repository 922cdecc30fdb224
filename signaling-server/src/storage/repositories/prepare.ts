import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

type Db = Kysely<Schema>;

/** Where in the query a value stands that comes with each use. */
interface Slot {
  slot: string;
}

/** A query as a database understands it. */
export interface Text {
  sql: string;
  /** Values, and slots for those that come with each use. */
  parameters: readonly unknown[];
}

export interface Prepared<Values, Row> {
  (db: Db, values: Values): Promise<Row[]>;
  textFor(db: Db): Text;
}

/**
 * A query of the busiest ways, which is put into SQL once for each kind of database instead of for
 * each message: what `build` gets stands for the values, and can be used as such and not be looked at.
 */
export function prepare<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): Prepared<Values, Row> {
  const known = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  const slots = new Proxy({}, { get: (_, name): Slot => ({ slot: String(name) }) }) as Values;

  const textFor = (db: Db): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const compiled = known.get(adapter) ?? build(db, slots).compile();
    known.set(adapter, compiled);
    return compiled;
  };
  const run = async (db: Db, values: Values): Promise<Row[]> => {
    const compiled = textFor(db);
    const { rows } = await db.executeQuery<Row>({
      ...compiled,
      parameters: fillIn(compiled, values),
    });
    return rows;
  };
  return Object.assign(run, { textFor });
}

export function fillIn({ parameters }: Text, values: object): unknown[] {
  return parameters.map((parameter) =>
    isSlot(parameter) ? values[parameter.slot as keyof typeof values] : parameter,
  );
}

function isSlot(parameter: unknown): parameter is Slot {
  return typeof parameter === 'object' && parameter !== null && 'slot' in parameter;
}
