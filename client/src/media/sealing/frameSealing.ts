import { createWorker } from '../createWorker.ts';
import workerUrl from './frameWorker.ts?worker&url';
import type { FromWorker, ToWorker, TransformOptions } from './workerMessages.ts';

/**
 * A worker that does not run by then is not coming: a policy of the page forbids it, maybe. On a busy
 * machine one takes seconds to start, and without it nothing is sealed.
 */
const startWithinMs = 12_000;

/** Seals and opens the frames of one page's links, in a thread of their own. */
export interface FrameSealing {
  tell(message: ToWorker): void;
  /** Every frame of this sender goes through the seal, from its first one. */
  seal(sender: RTCRtpSender, stream: number): void;
  /** Frames of this receiver are shown only where they are sealed by that page. */
  open(receiver: RTCRtpReceiver, from: string): void;
  close(): void;
}

/**
 * @param onUnopened hears of frames that were thrown away because they could not be opened
 * @returns `null` where the browser cannot
 */
export async function startFrameSealing(
  onUnopened: (count: number) => void,
): Promise<FrameSealing | null> {
  if (!('RTCRtpScriptTransform' in globalThis)) return null;
  const worker = await startWorker(onUnopened).catch(() => null);
  if (!worker) return null;
  const transform = (options: TransformOptions): RTCRtpScriptTransform =>
    new RTCRtpScriptTransform(worker, options);
  return {
    tell: (message) => worker.postMessage(message),
    seal(sender, stream) {
      sender.transform = transform({ side: 'send', stream });
    },
    open(receiver, from) {
      receiver.transform = transform({ side: 'receive', from });
    },
    close: () => worker.terminate(),
  };
}

function startWorker(onUnopened: (count: number) => void): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = createWorker(new URL(workerUrl, import.meta.url));
    const giveUp = setTimeout(() => fail(), startWithinMs);
    const fail = (): void => {
      clearTimeout(giveUp);
      worker.terminate();
      reject(new Error('the worker does not start'));
    };
    worker.onerror = fail;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'unopened') onUnopened(data.count);
      else {
        clearTimeout(giveUp);
        worker.onerror = null;
        resolve(worker);
      }
    };
  });
}
