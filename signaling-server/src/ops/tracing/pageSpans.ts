import { ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { AlwaysOnSampler, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { ToldSpan } from '@beside/shared/protocol/contract/traces';
import { outcomeOf } from './outcome.ts';
import { parseTraceparent } from './traceparent.ts';

/** Makes spans of what pages tell: under the ids that the pages have chosen, by this machine's clock. */
export function createPageSpans(resource: Resource, processor: SpanProcessor) {
  let own = { traceId: '', spanId: '' };
  const tracer = new TracerProvider({
    resource,
    spanProcessors: [processor],
    // The page has thrown the dice, and tells what is kept.
    sampler: new AlwaysOnSampler(),
    idGenerator: {
      generateTraceId: () => own.traceId,
      generateSpanId: () => own.spanId,
    },
  }).getTracer('beside');

  return ({ traceparent, event, outcome, agoMs, durationMs }: ToldSpan): void => {
    const parsed = parseTraceparent(traceparent);
    if (!parsed.isSampled) return;
    own = parsed;
    const startTime = Date.now() - agoMs;
    const span = tracer.startSpan(event, { kind: SpanKind.CLIENT, startTime }, ROOT_CONTEXT);
    outcomeOf(span, outcome);
    span.end(startTime + durationMs);
  };
}
