import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Asked } from './procedure.ts';
import { procedures, type Call, type OutputOf, type ProcedureName } from './procedures.ts';
import { queries } from './queries.ts';

type Query = (db: Kysely<Schema>, values: object) => Promise<unknown[]>;

/** Carries a procedure out by asking for one thing after another. */
export async function stepByStep<Name extends ProcedureName>(
  db: Kysely<Schema>,
  { procedure, input }: Call<Name>,
): Promise<OutputOf<Name>> {
  const steps: Iterator<Asked, unknown, unknown> = procedures[procedure](input);
  let next = steps.next();
  while (!next.done) {
    const query = queries[next.value.query] as Query;
    next = steps.next(await query(db, next.value.values));
  }
  return next.value as OutputOf<Name>;
}
