import * as z from 'zod';
import { timeSchema } from '../../domain/request.ts';
import type { AdminRoute } from './parts.ts';

const right = 'manage-privacy';

/** An e-mail address, or a request's id. */
export const customerSchema = z.string().trim().min(1).max(254);

/** `GET /api/admin/customers/export.tar?of=…`, all that is kept of a customer, is beside these. */
export const customers = {
  'customers/find': {
    right,
    input: z.strictObject({ of: customerSchema }),
    output: z.strictObject({
      requests: z.int().nonnegative(),
      open: z.int().nonnegative(),
      files: z.int().nonnegative(),
      first: z.nullable(timeSchema),
      last: z.nullable(timeSchema),
    }),
  },
  /** For good; `again` is the same once more, typed by who means it. */
  'customers/delete': {
    right,
    input: z
      .strictObject({ of: customerSchema, again: customerSchema })
      .refine(({ of, again }) => of === again, { path: ['again'] }),
    output: z.strictObject({ erased: z.int().positive() }),
  },
} as const satisfies Record<string, AdminRoute>;
