import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Limits } from '../limits/createLimits.ts';
import type { Proxies } from '../limits/proxies.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Tracing } from '../ops/tracing/tracing.ts';
import { noPagePolicy } from './contentPolicy.ts';
import { createErrorHandler } from './errorHandler.ts';
import { createRequestLimits } from './limits.ts';
import { createRequestTraces } from './traceRequests.ts';

/** Answers about people and sessions belong to no cache. */
const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

interface Parts {
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | null;
  /** Who may say for whom they ask. */
  proxies: Proxies;
  limits: Limits;
  /** Keeps the API from pages of other sites. */
  foreignPages: RequestHandler;
  /** Keeps the management centre from them, too. */
  homeOnly: RequestHandler;
  api: RequestHandler[];
  /** What the management centre asks for. */
  admin: RequestHandler[];
  /** Uploads and downloads: what is no JSON. */
  files: RequestHandler[];
  /** What programs come in by, and what is written about it. */
  rest: RequestHandler;
  reference: RequestHandler;
  health: RequestHandler;
  /** Where SFU nodes tell of themselves. */
  sfuNodes: RequestHandler;
  pages: RequestHandler;
}

/** Everything that answers over HTTP, with the headers and the errors that are common to it. */
export function createApp(parts: Parts): Express {
  const {
    log,
    metrics,
    tracing,
    proxies,
    limits,
    foreignPages,
    homeOnly,
    api,
    admin,
    files,
    rest,
    reference,
    health,
    sfuNodes,
    pages,
  } = parts;
  const app = express();
  app.disable('x-powered-by');
  // A balancer or TLS proxy on the same host or in a private network may say who the client is.
  app.set('trust proxy', (address: string) => proxies.trusts(address));
  app.use(
    helmet({
      // Pages say their own.
      contentSecurityPolicy: false,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.setHeader('Content-Security-Policy', noPagePolicy);
      response.setHeader(
        'Permissions-Policy',
        'display-capture=(self), microphone=(self), camera=()',
      );
      next();
    },
  );
  app.use(createRequestLimits(limits));
  app.use(health);
  app.use(sfuNodes);
  if (tracing) app.use(createRequestTraces(tracing));
  app.use(reference);
  app.use('/api/v1', foreignPages, ...files, rest);
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
  app.use(
    createErrorHandler({
      log,
      metrics,
      write(error, { path }, response) {
        if (path.startsWith('/api/')) response.json({ ok: false, error });
        else response.type('text/plain').send(`${error.code}\n`);
      },
    }),
  );
  return app;
}
