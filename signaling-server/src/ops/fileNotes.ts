import type { StoredFile } from '../ports/files.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Counts what happens to files, and notes it by their ids; never by a name that a person gave. */
export function noteFiles(log: Logger, metrics: Metrics) {
  return (step: string, { id, requestId }: StoredFile, detail?: string): void => {
    // A download counts where its bytes are sent.
    if (step !== 'downloaded') metrics.files.inc({ step });
    const level =
      step === 'stored' || step === 'downloaded' || step === 'refused' ? 'info' : 'warn';
    log[level]({ fileId: id, requestId, step, ...(detail && { detail }) }, 'file');
  };
}
