import type { Request, RequestHandler } from 'express';
import type { Technician } from '../desk/actor.ts';
import type { Limits } from '../limits/createLimits.ts';

export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** Stands before everything: what one address may ask, of pages and of the API. */
export function createRequestLimits(limits: Limits): RequestHandler {
  return async (request, _response, next) => {
    const address = addressOf(request);
    await limits.take('requests-by-address', address);
    if (request.path.startsWith('/api/')) await limits.take('api-by-address', address);
    next();
  };
}

/** Whole tables and archives. @throws CodedError('rate-limited', 'too-fast') */
export async function takeExport(limits: Limits, { accountId, user }: Technician): Promise<void> {
  await limits.take('exports-by-token', user.id);
  await limits.take('exports-by-account', accountId);
}
