import { startReceiver, type Receiver } from '../notify/receiver.ts';

/** One span as the collector has got it, with what the tests look at. */
export interface CollectedSpan {
  name: string;
  /** Who told it: `service.name` and `service.instance.id`. */
  service: string;
  node: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  /** By the clock of whoever told it. */
  startMs: number;
  endMs: number;
  attributes: Record<string, unknown>;
}

/** A collector for traces that takes OTLP as JSON over HTTP. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  calls: Receiver['calls'];
  spans(): CollectedSpan[];
  /** All that was sent, headers included. */
  text(): string;
  close(): Promise<void>;
}

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface ExportedTraces {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: {
        name: string;
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        startTimeUnixNano: string;
        endTimeUnixNano: string;
        attributes: Attribute[];
      }[];
    }[];
  }[];
}

export async function startCollector(): Promise<Collector> {
  const receiver = await startReceiver();
  return {
    url: receiver.url,
    calls: receiver.calls,
    spans: () =>
      receiver.calls.flatMap(({ body }) => spansIn(JSON.parse(body.toString()) as ExportedTraces)),
    text: () =>
      receiver.calls
        .map(({ headers, body }) => JSON.stringify(headers) + body.toString())
        .join('\n'),
    close: () => receiver.close(),
  };
}

function spansIn({ resourceSpans }: ExportedTraces): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const about = valuesOf(resource.attributes);
    return scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ startTimeUnixNano, endTimeUnixNano, ...span }) => ({
        ...span,
        service: String(about['service.name']),
        node: String(about['service.instance.id']),
        parentSpanId: span.parentSpanId || undefined,
        startMs: Number(startTimeUnixNano) / 1e6,
        endMs: Number(endTimeUnixNano) / 1e6,
        attributes: valuesOf(span.attributes),
      }));
  });
}

function valuesOf(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value)[0]] as const),
  );
}
