import * as z from 'zod';
import { requestIdSchema, uuidSchema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import { codesPerPage } from '../limits.ts';
import { nothing, technician } from './parts.ts';

/** An access code, as its maker sees it. The digits are there as long as they open something. */
export const codeSchema = z.strictObject({
  id: uuidSchema,
  state: z.enum(['live', 'used', 'expired', 'cancelled']),
  digits: z.nullable(z.string()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  /** Who joined with it. */
  joined: z.nullable(
    z.strictObject({ requestId: requestIdSchema, name: z.string(), at: timeSchema }),
  ),
});
export type AccessCode = z.infer<typeof codeSchema>;

/** Access codes. */
export const codes = {
  requests: {
    /** Makes an access code that connects one customer to the caller (rule T7). */
    'code:create': {
      from: technician,
      needs: 'make-codes',
      input: nothing,
      output: z.strictObject({ code: codeSchema }),
    },
    'code:cancel': {
      from: technician,
      input: z.strictObject({ id: uuidSchema }),
      output: z.strictObject({ code: codeSchema }),
    },
    /** The caller's own codes, newest first. */
    'codes:list': {
      from: technician,
      input: nothing,
      output: z.strictObject({ codes: z.array(codeSchema).max(codesPerPage) }),
    },
  },

  told: {
    'code:changed': z.strictObject({ code: codeSchema }),
  },
} as const;
