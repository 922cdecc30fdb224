import { Router, type Request, type RequestHandler } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import { slugSchema } from '@beside/shared/protocol/http';
import type { Origins } from '../gateway/origins.ts';

const preflightSeconds = 600;

/** What a page of another site may send to a route: the rest its browser refuses. */
interface Door {
  paths: string[];
  methods: string;
  headers: string;
  opensTo(origin: string, request: Request): Promise<boolean>;
}

/**
 * Stands before the API: pages of other sites reach nothing in it but a portal that their site may
 * carry (rule P8) and the files of its conversations, never with credentials.
 */
export function createForeignPages(origins: Origins): Router {
  const doors: Door[] = [
    {
      paths: ['/portals/:slug', '/portals/:slug/requests'],
      methods: 'GET, POST',
      headers: 'content-type',
      async opensTo(origin, { params }) {
        const slug = slugSchema.safeParse(params['slug']);
        return slug.success && (await origins.mayCarry(origin, slug.data));
      },
    },
    {
      paths: ['/session-log'],
      methods: 'GET',
      headers: 'authorization',
      opensTo: (origin) => origins.isKnown(origin),
    },
    // Which site somebody waits for at a place, the place's own answer says.
    {
      paths: ['/tabs/:place'],
      methods: 'GET, POST',
      headers: 'content-type',
      opensTo: (origin) => origins.isKnown(origin),
    },
    // Whose file it is, and whether that site may carry it, its token or its signed link says.
    {
      paths: ['/uploads', '/uploads/:id', '/files/:id'],
      methods: 'GET, HEAD, POST, PATCH, DELETE',
      headers:
        'authorization, content-type, tus-resumable, upload-length, upload-metadata, upload-offset',
      opensTo: (origin) => origins.isKnown(origin),
    },
  ];
  const router = Router();
  router.use((_request, response, next) => {
    response.vary('Origin');
    next();
  });
  for (const door of doors) router.all(door.paths, answerForeign(origins, door));
  router.use(createHomeOnly(origins));
  return router;
}

/** Stands before what no page of another site reaches, whatever its portals may be carried by. */
export function createHomeOnly(origins: Origins): RequestHandler {
  return (request, _response, next) => {
    if (!origins.isOurs(request) || isForeignSend(request)) throw new CodedError('not-found');
    next();
  };
}

/** A browser that names no origin says at least where a request that changes something comes from. */
function isForeignSend({ method, headers }: Request): boolean {
  if (headers.origin !== undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method)) return false;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

function answerForeign(origins: Origins, { methods, headers, opensTo }: Door): RequestHandler {
  return async (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined || origins.isOurs(request)) {
      next();
      return;
    }
    if (!(await opensTo(origin, request))) throw new CodedError('not-found');
    response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method !== 'OPTIONS') {
      next('router');
      return;
    }
    response.setHeader('Access-Control-Allow-Methods', methods);
    response.setHeader('Access-Control-Allow-Headers', headers);
    response.setHeader('Access-Control-Max-Age', String(preflightSeconds));
    response.sendStatus(204);
  };
}
