import { postMessage } from './postMessage.ts';

/** What is carried out where the rows are. Loaded by the database's threads: no kysely, no zod. */
export const procedures = { postMessage };

export type ProcedureName = keyof typeof procedures;
export type InputOf<Name extends ProcedureName> = Parameters<(typeof procedures)[Name]>[0];
export type OutputOf<Name extends ProcedureName> =
  ReturnType<(typeof procedures)[Name]> extends Generator<unknown, infer Output> ? Output : never;

/** A transaction of its own, which is committed with what it has done. */
export interface Call<Name extends ProcedureName = ProcedureName> {
  procedure: Name;
  input: InputOf<Name>;
  /** The row that it locks first: its table, and what it is found by. */
  locks: readonly [table: string, ...by: string[]];
}
