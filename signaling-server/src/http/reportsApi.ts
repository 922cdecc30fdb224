import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { create as attachment } from 'content-disposition';
import { Router, type Request, type Response } from 'express';
import type * as z from 'zod';
import { requestIdSchema, type RequestId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  reportEntriesQuerySchema,
  reportFileSchema,
  reportFilterSchema,
  reportListSchema,
  reportSummaryQuerySchema,
} from '@beside/shared/protocol/httpReports';
import type { Technician } from '../desk/actor.ts';
import { csvHead, toCsvLine } from '../desk/reportCsv.ts';
import type { Reports } from '../desk/reports.ts';
import { parse } from '../gateway/bind.ts';
import type { ActorOf } from './actorOf.ts';

interface Parts {
  reports: Reports;
  actorOf: ActorOf;
}

/** `/api/admin/reports`: what the management centre shows of past and present sessions (rule M2). */
export function createReportsApi({ reports, actorOf }: Parts): Router {
  const api = Router();
  const technicianOf = async (request: Request): Promise<Technician> => {
    const actor = await actorOf(request);
    if (actor.party !== 'technician') throw new CodedError('not-found');
    return actor;
  };
  const get = <T>(
    path: string,
    schema: z.ZodType<T> | undefined,
    answer: (reader: Technician, query: T, request: Request) => Promise<unknown>,
  ): void => {
    api.get(`/reports/${path}`, async (request, response) => {
      const reader = await technicianOf(request);
      const query = schema ? readQuery(schema, request.query) : (undefined as T);
      response.json({ ok: true, data: await answer(reader, query, request) });
    });
  };

  get('sessions', reportListSchema, (reader, query) => reports.sessions(reader, query));
  get('summary', reportSummaryQuerySchema, (reader, query) => reports.summary(reader, query));
  get('technicians', reportFilterSchema, (reader, filter) =>
    reports.by(reader, 'technician', filter),
  );
  get('portals', reportFilterSchema, (reader, filter) => reports.by(reader, 'portal', filter));
  get('companies', reportFilterSchema, (reader, filter) => reports.by(reader, 'company', filter));
  get('choices', undefined, (reader) => reports.choices(reader));

  api.get('/reports/sessions.csv', async (request, response) => {
    const reader = await technicianOf(request);
    const query = readQuery(reportListSchema, request.query);
    const pages = await reports.exported(reader, query);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', attachment('sessions.csv'));
    await send(toCsv(pages), response);
  });

  get('sessions/:id', undefined, (reader, _, request) => reports.session(reader, idOf(request)));
  get('sessions/:id/entries', reportEntriesQuerySchema, (reader, { after }, request) =>
    reports.entries(reader, idOf(request), after),
  );
  api.post('/reports/sessions/:id/files', async (request, response) => {
    const reader = await technicianOf(request);
    const { file } = parse(reportFileSchema, request.body);
    response.json({ ok: true, data: await reports.fileLink(reader, idOf(request), file) });
  });
  return api;
}

/** @throws CodedError('bad-request') that names the first member that does not fit */
function readQuery<T>(schema: z.ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const named = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw CodedError.wrongField(String(named ?? ''));
}

function idOf({ params }: Request): RequestId {
  const id = requestIdSchema.safeParse(params['id']);
  if (!id.success) throw new CodedError('not-found');
  return id.data;
}

async function* toCsv(pages: AsyncIterable<Parameters<typeof toCsvLine>[0][]>) {
  yield csvHead;
  for await (const rows of pages) yield rows.map(toCsvLine).join('');
}

/** As fast as it is taken; who goes away in the middle is no failure of ours. */
async function send(lines: AsyncIterable<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(lines), response);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw failure;
  }
}
