import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { CodedError } from '@beside/shared/protocol/errors';
import { toWireError } from '../gateway/bind.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { httpStatus } from './status.ts';

/**
 * The content security policy of every page. Scripts come from this origin alone; `style-src` needs
 * inline styles for the console's component library, which sets style attributes and elements.
 */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Answers about people and sessions belong to no cache. */
const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

interface Parts {
  log: Logger;
  metrics: Metrics;
  /** Keeps the API from pages of other sites. */
  foreignPages: RequestHandler;
  /** Keeps the management centre from them, too. */
  homeOnly: RequestHandler;
  api: RequestHandler[];
  /** What the management centre asks for. */
  admin: RequestHandler[];
  /** Uploads and downloads: what is no JSON. */
  files: RequestHandler[];
  health: RequestHandler;
  pages: RequestHandler;
}

/** Everything that answers over HTTP, with the headers and the errors that are common to it. */
export function createApp(parts: Parts): Express {
  const { log, metrics, foreignPages, homeOnly, api, admin, files, health, pages } = parts;
  const app = express();
  app.disable('x-powered-by');
  // A balancer or TLS proxy on the same host or in a private network may say who the client is.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  app.use(
    helmet({
      contentSecurityPolicy,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.setHeader(
        'Permissions-Policy',
        'display-capture=(self), microphone=(self), camera=()',
      );
      next();
    },
  );
  app.use(health);
  app.use('/api/v1', foreignPages, ...files);
  app.use('/api/v1', express.json({ limit: '64kb', strict: true }), noStore, ...api);
  // A table of users is more than one form.
  app.use(
    '/api/admin',
    homeOnly,
    express.json({ limit: '512kb', strict: true }),
    noStore,
    ...admin,
  );
  app.use(pages);
  app.use(() => {
    throw new CodedError('not-found');
  });
  app.use(createErrorHandler(log, metrics));
  return app;
}

function createErrorHandler(log: Logger, metrics: Metrics): ErrorRequestHandler {
  return (failure: unknown, request, response, next) => {
    if (response.headersSent) {
      next(failure);
      return;
    }
    const error = toWireError(fromHttp(failure));
    metrics.refused.inc({ event: 'http', code: error.code });
    if (error.code === 'internal') {
      log.error(
        { err: failure, traceId: error.traceId, method: request.method },
        'a request failed',
      );
    }
    response.status(httpStatus(error));
    if (request.path.startsWith('/api/')) response.json({ ok: false, error });
    else response.type('text/plain').send(`${error.code}\n`);
  };
}

/** body-parser and the router say with a status what was wrong with the bytes. */
function fromHttp(failure: unknown): unknown {
  if (failure instanceof CodedError) return failure;
  const status = (failure as { status?: unknown } | undefined)?.status;
  if (status === 404) return new CodedError('not-found');
  if (status === 413) return new CodedError('bad-request', 'too-large');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new CodedError('bad-request');
  return failure;
}
