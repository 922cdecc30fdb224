import type { queries } from './queries.ts';

type Queries = typeof queries;
export type QueryName = keyof Queries;
type ValuesOf<Name extends QueryName> = Parameters<Queries[Name]>[1];
type RowsOf<Name extends QueryName> = Awaited<ReturnType<Queries[Name]>>;

/** A query that a procedure wants to be carried out, and goes on with its rows. */
export interface Asked {
  query: QueryName;
  values: object;
}

/**
 * What a transaction does, step by step, without saying where: a database server is asked over the
 * network, and the thread that holds the embedded database carries the whole of it out at once.
 */
export type Steps<Output> = Generator<Asked, Output, unknown>;

export function* ask<Name extends QueryName>(
  query: Name,
  values: ValuesOf<Name>,
): Steps<RowsOf<Name>> {
  return (yield { query, values }) as RowsOf<Name>;
}
