import * as z from 'zod';
import { maxSearchLength } from '../../domain/limits.ts';
import type { UserRight } from '../../domain/rightsTable.ts';

/** A route of the management centre; it is closed to everybody without the right. */
export interface AdminRoute {
  right: UserRight;
  input: z.ZodType;
  output: z.ZodType;
}

/** How many rows of a list come at a time. */
export const rowsPerPage = 50;

/** What is asked of a list: every list is searched, put in order, and has pages. */
export const listInput = <const Sort extends readonly [string, ...string[]]>(sorts: Sort) =>
  z.strictObject({
    search: z.string().trim().max(maxSearchLength).default(''),
    sort: z.enum(sorts).default(sorts[0]),
    descending: z.boolean().default(false),
    page: z.int().min(0).max(1_000_000).default(0),
  });

export const listOutput = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({
    rows: z.array(row).max(rowsPerPage),
    /** How many there are that fit the search. */
    total: z.int().nonnegative(),
    page: z.int().nonnegative(),
  });

export const nothing = z.strictObject({});
/** What people call something: no white space around it, and not nothing. */
export const nameOf = (max: number) => z.string().trim().min(1).max(max);
