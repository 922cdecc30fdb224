import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { createErrorHandler } from './errorHandler.ts';

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
  app.use(sfuNodes);
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
