import type { ChromiumStreams } from '../chromiumStreams.ts';
import { createWorker } from '../createWorker.ts';
import { blankStream, type FromBlankWorker, type ToBlankWorker } from './blankStream.ts';
import workerUrl from './blankWorker.ts?worker&url';
import type { Blanker, BlankerParts } from './blankerContract.ts';
import { createCanvasBlanker } from './canvasBlanker.ts';

/** A worker that does not run by then is not coming: a policy of the page forbids it, maybe. */
const startWithinMs = 3_000;

export function createBlanker(parts: BlankerParts): Blanker {
  const { MediaStreamTrackProcessor: Processor, MediaStreamTrackGenerator: Generator } =
    globalThis as ChromiumStreams;
  if (!Processor || !Generator) return createCanvasBlanker(parts);

  const { source, onChanged } = parts;
  let { rules } = parts;
  let closed = false;
  let worker: Worker | null = null;
  // Its own track: the other one is dark while nothing may be sent, as it is at this moment.
  const taken = source.clone();
  taken.enabled = true;
  const { readable } = new Processor({ track: taken });
  const made = new Generator({ kind: 'video' });
  made.contentHint = 'detail';
  const { writable } = made;

  void startWorker().then((started) => {
    if (closed) {
      started?.terminate();
      return;
    }
    worker = started;
    if (!worker) {
      blankStream({ readable, writable }, () => rules, onChanged).catch(() => undefined);
      return;
    }
    worker.onmessage = ({ data }: MessageEvent<FromBlankWorker>) => {
      if (data.type === 'changed') onChanged(data.changed);
    };
    const streams = { readable, writable };
    worker.postMessage({ streams, rules } satisfies ToBlankWorker, [readable, writable]);
  });

  return {
    track: made,
    setRules(next) {
      rules = next;
      worker?.postMessage({ rules } satisfies ToBlankWorker);
    },
    close() {
      closed = true;
      taken.stop();
      made.stop();
      worker?.terminate();
    },
  };
}

/** @returns `null` where the page has to do the work itself */
function startWorker(): Promise<Worker | null> {
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      worker = createWorker(new URL(workerUrl, import.meta.url));
    } catch (failure) {
      if (!(failure instanceof TypeError || failure instanceof DOMException)) throw failure;
      resolve(null);
      return;
    }
    const settle = (started: Worker | null): void => {
      clearTimeout(giveUp);
      worker.onerror = null;
      if (!started) worker.terminate();
      resolve(started);
    };
    const giveUp = setTimeout(() => settle(null), startWithinMs);
    worker.onerror = () => settle(null);
    worker.onmessage = () => settle(worker);
  });
}
