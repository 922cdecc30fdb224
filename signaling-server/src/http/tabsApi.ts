import { Router, type Request } from 'express';
import { meetingPlaceSchema } from '@beside/shared/protocol/contract/tab';
import { CodedError } from '@beside/shared/protocol/errors';
import { tabAnswerSchema } from '@beside/shared/protocol/http';
import { parse } from '../gateway/bind.ts';
import type { Meetings } from '../gateway/meetings.ts';
import type { Origins } from '../gateway/origins.ts';
import type { Limits } from '../limits/createLimits.ts';
import { addressOf } from './limits.ts';

interface Parts {
  meetings: Meetings;
  origins: Origins;
  limits: Limits;
}

/** `/api/v1/tabs`: what a tab that carries our script asks when it may be shared (rule I3). */
export function createTabsApi({ meetings, origins, limits }: Parts): Router {
  const api = Router();
  /** Of another site, the browser names it: pages have no say in that. */
  const siteOf = (request: Request): string | undefined =>
    origins.isOurs(request) ? undefined : request.headers.origin;

  api.get('/tabs/:place', async (request, response) => {
    const place = placeOf(request);
    await limits.take('tab-questions-by-address', addressOf(request));
    response.json({ ok: true, data: await meetings.offer(place, siteOf(request)) });
  });

  api.post('/tabs/:place', async (request, response) => {
    const place = placeOf(request);
    const { sealed } = parse(tabAnswerSchema, request.body);
    await limits.take('tab-answers-by-address', addressOf(request));
    await meetings.answer(place, siteOf(request), sealed);
    response.json({ ok: true, data: {} });
  });

  return api;
}

/** @throws CodedError('not-found') */
function placeOf({ params }: Request): string {
  const place = meetingPlaceSchema.safeParse(params['place']);
  if (!place.success) throw new CodedError('not-found');
  return place.data;
}
