import { Router, type Request } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import { slugSchema } from '@beside/shared/protocol/http';
import type { Origins } from '../gateway/origins.ts';

const preflightSeconds = 600;

/**
 * Stands before the API: pages of other sites reach nothing in it but a portal that their site may
 * carry (rule P8), never with credentials.
 */
export function createForeignPages(origins: Origins): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.vary('Origin');
    next();
  });
  router.all(['/portals/:slug', '/portals/:slug/requests'], async (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined || origins.isOurs(request)) {
      next();
      return;
    }
    if (!(await mayCarry(origins, origin, request))) throw new CodedError('not-found');
    response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method !== 'OPTIONS') {
      next('router');
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
    response.setHeader('Access-Control-Allow-Headers', 'content-type');
    response.setHeader('Access-Control-Max-Age', String(preflightSeconds));
    response.sendStatus(204);
  });
  router.use((request, _response, next) => {
    if (!origins.isOurs(request)) throw new CodedError('not-found');
    next();
  });
  return router;
}

async function mayCarry(origins: Origins, origin: string, { params }: Request): Promise<boolean> {
  const slug = slugSchema.safeParse(params['slug']);
  return slug.success && origins.mayCarry(origin, slug.data);
}
