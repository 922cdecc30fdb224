import type { ErrorRequestHandler, Request, Response } from 'express';
import { CodedError, type WireError } from '@beside/shared/protocol/errors';
import { toWireError } from '../gateway/bind.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import { httpStatus } from './status.ts';

interface Parts {
  log: Logger;
  metrics: Metrics;
  /** Writes the error out; the status is set. */
  write(error: WireError, request: Request, response: Response): void;
}

/** The one place where a failure becomes an answer over HTTP. */
export function createErrorHandler({ log, metrics, write }: Parts): ErrorRequestHandler {
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
    if (error.retryAfterMs) {
      response.setHeader('Retry-After', String(Math.ceil(error.retryAfterMs / 1000)));
    }
    write(error, request, response);
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
