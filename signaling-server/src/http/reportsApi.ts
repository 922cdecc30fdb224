import { create as attachment } from 'content-disposition';
import { Router, type Request } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  reportListSchema,
  type ReportListQuery,
  type ReportRow,
} from '@beside/shared/protocol/admin/reports';
import { csvHead, toCsvLine } from '../desk/reportCsv.ts';
import type { Reports } from '../desk/reports.ts';
import type { Limits } from '../limits/createLimits.ts';
import { parse } from '../gateway/bind.ts';
import type { ActorOf } from './actorOf.ts';
import { takeExport } from './limits.ts';
import { sendLines } from './sendLines.ts';

interface Parts {
  reports: Pick<Reports, 'exported'>;
  actorOf: ActorOf;
  limits: Limits;
}

/** `/api/admin/reports/sessions.csv`: what is no JSON of the reports, and comes as it is read. */
export function createReportsApi({ reports, actorOf, limits }: Parts): Router {
  const api = Router();
  api.get('/reports/sessions.csv', async (request, response) => {
    const actor = await actorOf(request);
    if (actor.party !== 'technician') throw new CodedError('not-found');
    await takeExport(limits, actor);
    const pages = await reports.exported(actor, () => listOf(request));
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', attachment('sessions.csv'));
    await sendLines(toCsv(pages), response);
  });
  return api;
}

/** @throws CodedError('bad-request') */
function listOf({ query }: Request): ReportListQuery {
  const { list } = query;
  if (typeof list !== 'string') throw CodedError.wrongField('list');
  try {
    return parse(reportListSchema, JSON.parse(list));
  } catch {
    throw CodedError.wrongField('list');
  }
}

async function* toCsv(pages: AsyncIterable<ReportRow[]>): AsyncIterable<string> {
  yield csvHead;
  for await (const rows of pages) yield rows.map(toCsvLine).join('');
}
