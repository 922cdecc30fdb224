import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { CodedError, type ErrorCode } from '@beside/shared/protocol/errors';
import { DeliveryError } from '../../ports/notices.ts';
import type { SpanOutcome } from './tracing.ts';

/** Nobody's mistake but the installation's. */
const faults: readonly SpanOutcome[] = ['internal', 'unavailable'];

/** Writes down how it went: a code, and never what an error says. */
export function outcomeOf(span: Span, outcome: SpanOutcome): void {
  span.setAttribute('beside.outcome', outcome);
  if (faults.includes(outcome)) span.setStatus({ code: SpanStatusCode.ERROR });
}

export function codeOf(failure: unknown): ErrorCode {
  if (failure instanceof DeliveryError) return 'unavailable';
  return failure instanceof CodedError ? failure.code : 'internal';
}
