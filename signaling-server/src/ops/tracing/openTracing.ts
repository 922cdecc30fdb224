import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ROOT_CONTEXT,
  SpanKind,
  trace,
  TraceFlags,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '../log.ts';
import { codeOf, outcomeOf } from './outcome.ts';
import { createPageSpans } from './pageSpans.ts';
import { reportOnce } from './reportOnce.ts';
import { parseTraceparent } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

/** What waits for the collector, some 4 MB; what comes on top is lost. */
const queue = { maxQueueSize: 4096, maxExportBatchSize: 512, scheduledDelayMillis: 2_000 };
/** How long an end waits for a collector. */
const farewellMs = 3_000;

interface Options {
  /** Where OTLP is taken over HTTP. */
  url: string;
  /** `name=value,name=value` */
  headers: string;
  ratio: number;
  /** The id of this node. */
  node: string;
  log: Logger;
}

/**
 * Spans by OpenTelemetry's SDK, handed over as OTLP (JSON over HTTP). What is being carried out is
 * known by the asynchronous context, and spans have no other way to find their parents.
 */
export function openTracing({ url, headers, ratio, node, log }: Options): Tracing {
  // Time limit, compression and certificates it reads from the environment by itself.
  const exporter = new OTLPTraceExporter({ url, headers: parseKeyPairsIntoRecord(headers) });
  const processor = new BatchSpanProcessor({
    ...queue,
    exporter: reportOnce(exporter, log),
  });
  const resource = resourceFromAttributes({
    'service.name': 'beside',
    'service.instance.id': node,
  }).merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
  const tracer = new TracerProvider({
    resource,
    spanProcessors: [processor],
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
  }).getTracer('beside');
  const pages = resourceFromAttributes({
    'service.name': `${String(resource.attributes['service.name'])}-page`,
  });
  const tell = createPageSpans(resource.merge(pages), processor);
  const current = new AsyncLocalStorage<Span>();

  /** What is under way here; a follower of something that is answered already belongs to nothing. */
  const underWay = (): Span | undefined => {
    const span = current.getStore();
    return span?.isRecording() ? span : undefined;
  };
  const within = async <T>(span: Span, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await current.run(span, work);
      outcomeOf(span, 'ok');
      return result;
    } catch (failure) {
      outcomeOf(span, codeOf(failure));
      throw failure;
    } finally {
      span.end();
    }
  };

  let closing: Promise<void> | undefined;
  return {
    ratio,
    serve(name, traceparent) {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, contextOf(traceparent));
      return {
        traceId: span.isRecording() ? span.spanContext().traceId : undefined,
        run: (work) => current.run(span, work),
        end(outcome, { name: better, ...facts } = {}) {
          if (better !== undefined) span.updateName(better);
          outcomeOf(span, outcome);
          span.setAttributes(facts);
          span.end();
        },
      };
    },
    store(system, name, work) {
      const parent = underWay();
      if (!parent) return work();
      const options = { kind: SpanKind.CLIENT, attributes: { 'db.system.name': system } };
      const context = trace.setSpan(ROOT_CONTEXT, parent);
      return within(tracer.startSpan(`database ${name}`, options, context), work);
    },
    send(name, work) {
      const parent = underWay();
      const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      return within(tracer.startSpan(name, { kind: SpanKind.CLIENT }, context), work);
    },
    told: tell,
    close: () =>
      (closing ??= Promise.race([
        // What cannot be handed over has been warned of.
        processor.shutdown().catch(() => undefined),
        sleep(farewellMs, undefined, { ref: false }),
      ])),
  };
}

function contextOf(traceparent: string | undefined): Context {
  if (traceparent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parseTraceparent(traceparent);
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
