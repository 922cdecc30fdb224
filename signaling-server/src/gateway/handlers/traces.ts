import { requests } from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Tracing } from '../../ops/tracing/tracing.ts';
import type { Handlers } from '../bind.ts';

/** @param tracing `null`: what pages tell, because another node has asked for it, is dropped */
export function createTraceHandlers(tracing: Tracing | null): Pick<Handlers, 'trace:spans'> {
  return {
    'trace:spans': ({ spans }) => {
      // A name becomes part of a trace only where it is one of ours.
      if (!spans.every(({ event }) => Object.hasOwn(requests, event))) {
        throw new CodedError('bad-request');
      }
      for (const span of spans) tracing?.told(span);
    },
  };
}
