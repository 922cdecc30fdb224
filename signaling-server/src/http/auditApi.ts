import { Router, type Request } from 'express';
import { create as attachment } from 'content-disposition';
import { rightsOf, type UserRight } from '@beside/shared/domain/rightsTable';
import { customerSchema } from '@beside/shared/protocol/admin/customers';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Customers } from '../desk/customers.ts';
import type { AuditLog } from '../identity/auditLog.ts';
import type { Manager } from '../identity/managers.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Storage } from '../ports.ts';
import type { ActorOf } from './actorOf.ts';
import { takeExport } from './limits.ts';
import { sendLines } from './sendLines.ts';

interface Parts {
  audit: Pick<AuditLog, 'exported'>;
  customers: Pick<Customers, 'exported'>;
  storage: Pick<Storage, 'forAccount'>;
  actorOf: ActorOf;
  limits: Limits;
}

/**
 * `/api/admin/audit/log.jsonl`, all of the audit log, and `/api/admin/customers/export.tar?of=…`, all
 * that is kept of a customer: both as they are read.
 */
export function createAuditApi({ audit, customers, storage, actorOf, limits }: Parts): Router {
  const enter = async (request: Request, right: UserRight): Promise<Manager> => {
    const actor = await actorOf(request);
    if (actor.party !== 'technician') throw new CodedError('not-found');
    const { user } = actor;
    const holder = await storage.forAccount(user.accountId).admin.rightsHolder(user.id);
    if (!holder) throw new CodedError('not-authenticated');
    const rights = rightsOf(holder);
    if (!rights.includes(right)) throw new CodedError('forbidden');
    await takeExport(limits, actor);
    return { user, rights };
  };
  const api = Router();

  api.get('/audit/log.jsonl', async (request, response) => {
    const lines = await audit.exported(await enter(request, 'see-audit'));
    response.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
    response.setHeader('Content-Disposition', attachment('audit.jsonl'));
    await sendLines(lines, response);
  });

  api.get('/customers/export.tar', async (request, response) => {
    const { user } = await enter(request, 'manage-privacy');
    const of = customerSchema.safeParse(request.query['of']);
    if (!of.success) throw CodedError.wrongField('of');
    const content = await customers.exported(user.accountId, user, of.data);
    response.setHeader('Content-Type', 'application/x-tar');
    response.setHeader('Content-Disposition', attachment('customer.tar'));
    await sendLines(content, response);
  });
  return api;
}
