import { ExportResultCode } from '@opentelemetry/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log.ts';

/** Says once that the collector cannot be reached, and once that it can be again. */
export function reportOnce(exporter: SpanExporter, log: Pick<Logger, 'warn' | 'info'>) {
  let isAway = false;
  const note = (failure: Error | undefined): void => {
    if (isAway === (failure !== undefined)) return;
    isAway = failure !== undefined;
    // Its words alone: an error of the exporter carries what the collector answered.
    if (failure) log.warn({ why: failure.message }, 'the collector takes no traces: they are lost');
    else log.info('the collector takes traces again');
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.code !== ExportResultCode.SUCCESS;
        note(failed ? (result.error ?? new Error('no reason was given')) : undefined);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  } satisfies SpanExporter;
}
