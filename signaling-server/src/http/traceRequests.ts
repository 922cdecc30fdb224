import type { Request, RequestHandler } from 'express';
import { traceparentSchema } from '@beside/shared/protocol/contract/traces';
import type { Tracing } from '../ops/tracing/tracing.ts';
import { outcomeOfStatus } from './status.ts';

/** Below which the routes are that name only the rest of their path. */
const mounts = ['/api/v1', '/api/admin'];

/** A span for each request that a route answers, by the pattern of the route; files of pages have none. */
export function createRequestTraces(tracing: Tracing): RequestHandler {
  return (request, response, next) => {
    const { method } = request;
    // One that is malformed is none, as W3C Trace Context has it for headers.
    const traceparent = traceparentSchema.safeParse(request.headers.traceparent).data;
    const span = tracing.serve(method, traceparent);
    response.once('close', () => {
      const route = routeOf(request);
      if (route === undefined) return;
      const { statusCode, writableFinished } = response;
      span.end(writableFinished ? outcomeOfStatus(statusCode) : 'unavailable', {
        name: `${method} ${route}`,
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': statusCode,
      });
    });
    span.run(next);
  };
}

/** Of several patterns the first; never what stood in their place. */
function routeOf({ originalUrl, route }: Request): string | undefined {
  const { path } = (route ?? {}) as { path?: unknown };
  const pattern: unknown = Array.isArray(path) ? path[0] : path;
  if (typeof pattern !== 'string') return undefined;
  return `${mounts.find((mount) => originalUrl.startsWith(`${mount}/`)) ?? ''}${pattern}`;
}
