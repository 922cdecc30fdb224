import { Router } from 'express';
import { create as attachment } from 'content-disposition';
import { rightsOf } from '@beside/shared/domain/rightsTable';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AuditLog } from '../identity/auditLog.ts';
import type { Storage } from '../ports.ts';
import type { ActorOf } from './actorOf.ts';
import { sendLines } from './sendLines.ts';

interface Parts {
  audit: Pick<AuditLog, 'exported'>;
  storage: Pick<Storage, 'forAccount'>;
  actorOf: ActorOf;
}

/** `/api/admin/audit/log.jsonl`: all of the audit log, as it is read. */
export function createAuditApi({ audit, storage, actorOf }: Parts): Router {
  const api = Router();
  api.get('/audit/log.jsonl', async (request, response) => {
    const actor = await actorOf(request);
    if (actor.party !== 'technician') throw new CodedError('not-found');
    const { user } = actor;
    const holder = await storage.forAccount(user.accountId).admin.rightsHolder(user.id);
    if (!holder) throw new CodedError('not-authenticated');
    const rights = rightsOf(holder);
    if (!rights.includes('see-audit')) throw new CodedError('forbidden');
    const lines = await audit.exported({ user, rights });
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    response.setHeader('Content-Disposition', attachment('audit.jsonl'));
    await sendLines(lines, response);
  });
  return api;
}
