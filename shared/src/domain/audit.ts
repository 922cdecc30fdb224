import * as z from 'zod';
import { accountIdSchema, userIdSchema } from './ids.ts';
import { timeSchema } from './request.ts';

/** Everything that the audit log knows how to say (rule M5). */
export const auditActs = [
  'user-invited',
  'user-changed',
  'user-disabled',
  'user-enabled',
  'companies-granted',
  'roles-changed',
  'team-changed',
  'team-removed',
  'portal-changed',
  'portal-closed',
  'portal-opened',
  'company-changed',
  'company-removed',
  'settings-changed',
  'logo-changed',
  'single-sign-on-changed',
  'single-sign-on-removed',
  'profile-added',
  'profile-changed',
  'profile-removed',
  'reply-changed',
  'reply-removed',
  'key-made',
  'key-revoked',
  'webhook-changed',
  'webhook-removed',
  'transcript-read',
  'file-opened',
  'recording-played',
  'recording-downloaded',
  'recording-removed',
  'report-exported',
  'session-watched',
  'audit-exported',
  'customer-exported',
  'customer-deleted',
  'retention-applied',
] as const;
export type AuditAct = (typeof auditActs)[number];

export const auditSubjects = [
  'user',
  'team',
  'portal',
  'company',
  'profile',
  'reply',
  'key',
  'webhook',
  'request',
] as const;
export type AuditSubject = (typeof auditSubjects)[number];

const jsonSchema = z.json();

/**
 * One row of the log. Nothing in it is somebody's name, address or words: people, and what they said,
 * are named by ids, so that what is deleted elsewhere is deleted, and the chain stays whole.
 */
export const auditRowSchema = z.strictObject({
  account: accountIdSchema,
  /** 1, 2, 3 … for each account, without a gap. */
  seq: z.int().positive(),
  at: timeSchema,
  /** Who did it; `null`: the installation itself, or whoever runs it. */
  by: z.nullable(userIdSchema),
  act: z.enum(auditActs),
  subject: z.nullable(z.strictObject({ kind: z.enum(auditSubjects), id: z.string() })),
  detail: z.record(z.string(), jsonSchema),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** What somebody did, before it has its place in the log. */
export type NewAudit = Omit<AuditRow, 'account' | 'seq'>;
export type AuditDetail = AuditRow['detail'];

/** Which members of something are not what they were: their names alone. */
export function changedMembers(before: object | undefined, after: object): string[] {
  const members = new Map(Object.entries(before ?? {}));
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(members.get(name)) !== JSON.stringify(value))
    .map(([name]) => name)
    .sort();
}
