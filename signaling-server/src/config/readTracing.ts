/** `OTEL_TRACES_SAMPLER`; whoever begins a trace decides, whichever of the two families it is. */
export const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** What the environment says of traces, by the names of OpenTelemetry's specification. */
interface Environment {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  OTEL_EXPORTER_OTLP_HEADERS?: string | undefined;
  OTEL_SDK_DISABLED?: string | undefined;
  OTEL_TRACES_SAMPLER: (typeof samplers)[number];
  OTEL_TRACES_SAMPLER_ARG: number;
}

export interface TracingSettings {
  /** Of a collector that takes OTLP over HTTP. */
  url: string;
  /** `name=value,name=value`, as they are sent with each export; may carry a secret. */
  headers: string;
  /** How many of the traces that begin here are kept, from 0 to 1. */
  ratio: number;
}

/** @returns undefined where nobody has set where traces go */
export function readTracing(environment: Environment): TracingSettings | undefined {
  const base = environment.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const url = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`);
  if (url === undefined || environment.OTEL_SDK_DISABLED?.toLowerCase() === 'true') {
    return undefined;
  }
  const headers = environment.OTEL_EXPORTER_OTLP_HEADERS ?? '';
  return { url, headers, ratio: ratioOf(environment) };
}

function ratioOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }: Environment) {
  if (name.endsWith('traceidratio')) return ratio;
  return name.endsWith('always_on') ? 1 : 0;
}
