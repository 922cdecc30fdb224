import type { AuditAct, AuditDetail, AuditSubject, NewAudit } from '@beside/shared/domain/audit';
import type { UserId } from '@beside/shared/domain/ids';
import type { AdminName } from '@beside/shared/protocol/admin';

/** What each route of the management centre writes into the audit log; `null`: it tells, no more. */
export const auditTable: Record<AdminName, AuditAct | null> = {
  'users/list': null,
  'users/get': null,
  'users/choices': null,
  'users/save': 'user-changed',
  'users/invite': 'user-invited',
  'users/disable': 'user-disabled',
  'users/enable': 'user-enabled',
  'users/import': 'user-invited',
  'roles/save': 'roles-changed',
  'teams/list': null,
  'teams/save': 'team-changed',
  'teams/remove': 'team-removed',
  'portals/list': null,
  'portals/get': null,
  'portals/choices': null,
  'portals/save': 'portal-changed',
  'portals/remove': 'portal-closed',
  'portals/restore': 'portal-opened',
  'settings/get': null,
  'settings/save': 'settings-changed',
  'settings/logo': 'logo-changed',
  'live/get': null,
  'live/join': 'session-watched',
  'companies/list': null,
  'companies/save': 'company-changed',
  'companies/remove': 'company-removed',
  'reports/sessions': null,
  'reports/summary': null,
  'reports/groups': null,
  'reports/choices': null,
  'reports/session': 'transcript-read',
  'reports/entries': 'transcript-read',
  'reports/file': 'file-opened',
  'audit/list': null,
  'audit/verify': null,
  'customers/find': null,
  'customers/delete': 'customer-deleted',
};

/** A row for the log: who did what, to whom or what, at this moment. */
export function auditOf(
  { now }: { now: () => number },
  by: { id: UserId } | null,
  act: AuditAct,
  subject: { kind: AuditSubject; id: string } | null = null,
  detail: AuditDetail = {},
): NewAudit {
  return { at: now(), by: by?.id ?? null, act, subject, detail };
}
