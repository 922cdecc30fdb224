import * as z from 'zod';
import { apiScopes } from '../../domain/apiScopes.ts';
import { userIdSchema, uuidSchema } from '../../domain/ids.ts';
import { maxNameLength } from '../../domain/limits.ts';
import { timeSchema } from '../../domain/request.ts';
import { listInput, listOutput, nameOf, type AdminRoute } from './parts.ts';

/** How many keys that open something an account can have. */
export const maxApiKeys = 200;

export const keyFormSchema = z.strictObject({
  name: nameOf(maxNameLength),
  scopes: z.array(z.enum(apiScopes)).min(1).max(apiScopes.length),
  /** For how long it is good; `null`: until it is revoked. */
  days: z.nullable(z.int().min(1).max(3650)),
});
export type KeyForm = z.infer<typeof keyFormSchema>;

export const keyStates = ['live', 'expired', 'revoked', 'without-user'] as const;

const keyViewSchema = z.strictObject({
  id: uuidSchema,
  name: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  /** The end of the key, to be known by. */
  hint: z.string(),
  /** Who made it, and for whom it acts. */
  maker: z.strictObject({ id: userIdSchema, name: z.string() }),
  /** `without-user`: who made it is kept out, and so is the key. */
  state: z.enum(keyStates),
  createdAt: timeSchema,
  expiresAt: z.nullable(timeSchema),
  revokedAt: z.nullable(timeSchema),
  usedAt: z.nullable(timeSchema),
});
export type KeyView = z.infer<typeof keyViewSchema>;

/** Keys of the API (rule O7). */
export const keys = {
  'keys/list': {
    right: 'manage-api',
    input: listInput(['name', 'created', 'used', 'expires']).extend({
      /** Those that open something, or those that open nothing any more as well. */
      state: z.enum(['live', 'all']).default('live'),
    }),
    output: listOutput(keyViewSchema),
  },
  /** The key itself is in this answer, and nowhere else. */
  'keys/create': {
    right: 'manage-api',
    input: keyFormSchema,
    output: z.strictObject({ key: keyViewSchema, token: z.string() }),
  },
  /** For good. */
  'keys/revoke': {
    right: 'manage-api',
    input: z.strictObject({ id: uuidSchema }),
    output: z.strictObject({ key: keyViewSchema }),
  },
} as const satisfies Record<string, AdminRoute>;
