import * as z from 'zod';
import { auditActs, auditRowSchema, auditSubjects } from '../../domain/audit.ts';
import { userIdSchema, uuidSchema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import { nothing, type AdminRoute } from './parts.ts';

export const auditPerPage = 50;

const right = 'see-audit';
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Absent: all of it. */
export const auditQuerySchema = z.strictObject({
  from: z.optional(timeSchema),
  to: z.optional(timeSchema),
  /** `nobody`: what the installation did by itself. */
  by: z.optional(z.union([userIdSchema, z.literal('nobody')])),
  act: z.optional(z.enum(auditActs)),
  subject: z.optional(uuidSchema),
  /** Older rows than this one. */
  before: z.optional(z.int().positive()),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;

const lineSchema = z.strictObject({
  seq: auditRowSchema.shape.seq,
  at: timeSchema,
  by: z.nullable(z.strictObject({ id: userIdSchema, name: z.nullable(z.string()) })),
  act: z.enum(auditActs),
  subject: z.nullable(
    z.strictObject({ kind: z.enum(auditSubjects), id: z.string(), name: z.nullable(z.string()) }),
  ),
  detail: auditRowSchema.shape.detail,
  hash,
});
export type AuditLine = z.infer<typeof lineSchema>;

const headSchema = z.strictObject({ rows: z.int().nonnegative(), hash });

export const auditVerdictSchema = z.union([
  headSchema.extend({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    why: z.enum(['order', 'changed', 'end']),
    at: z.int().nonnegative(),
  }),
]);

/** `GET /api/admin/audit/log.jsonl`, all of the log, is beside these. */
export const audit = {
  /** Newest first. */
  'audit/list': {
    right,
    input: auditQuerySchema,
    output: z.strictObject({
      rows: z.array(lineSchema).max(auditPerPage),
      next: z.nullable(z.int().positive()),
      people: z.array(z.strictObject({ id: userIdSchema, name: z.string() })),
    }),
  },
  'audit/verify': { right, input: nothing, output: auditVerdictSchema },
} as const satisfies Record<string, AdminRoute>;
