import * as z from 'zod';
import type { ApiScope } from '../../domain/apiScopes.ts';
import { errorCodes, errorReasons } from '../errors.ts';

/** A route of the API; it is closed to keys without the scope. */
export interface RestRoute {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below `/api/v1`; names of parameters stand in braces. */
  path: string;
  scope: ApiScope;
  /** One line for people. */
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodObject;
  output: z.ZodType;
  status: 200 | 201;
}

/** What several answers have in common, by the names that the document has for it. */
export const components = new Map<z.ZodType, string>();

export function component<T extends z.ZodType>(id: string, schema: T): T {
  components.set(schema, id);
  return schema;
}

export const none = z.strictObject({});
/** RFC 3339, in UTC. */
export const moment = z.iso.datetime();
export const maybe = <T extends z.ZodType>(schema: T) => z.nullable(schema);
export const person = <T extends z.ZodType>(id: T) => z.strictObject({ id, name: z.string() });

/** A list that goes on by a mark: `next` is the `after` of the page that follows. */
export const markedPage = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.nullable(z.string()) });

/** A list that has numbered pages. */
export const numberedPage = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    total: z.int().nonnegative(),
    /** Counted from 0. */
    page: z.int().nonnegative(),
  });

/** An error, by RFC 9457. */
export const problemSchema = component(
  'Problem',
  z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    reason: z.optional(z.enum(errorReasons)),
    /** What of the query or the body does not fit. */
    field: z.optional(z.string()),
    /** Names the same failure in the server's log. */
    traceId: z.string(),
  }),
);
export type Problem = z.infer<typeof problemSchema>;
