import { describe } from 'vitest';
import { findWorker } from './findWorker.ts';

const worker = await findWorker();

/** As `describe`, with the worker's path; skipped, with the reason in the title, without one. */
export function describeWithWorker(title: string, suite: (workerBin: string) => void): void {
  if (worker.path === undefined) {
    describe.skip(`${title} (no media worker: ${worker.reason})`, () => suite(''));
  } else {
    const { path } = worker;
    describe(title, () => suite(path));
  }
}
