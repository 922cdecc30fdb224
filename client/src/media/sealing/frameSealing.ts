import { createWorker } from '../createWorker.ts';
import { createPlayoutTrack } from '../playout/playoutTrack.ts';
import workerUrl from './frameWorker.ts?worker&url';
import type { FromWorker, ToWorker, TransformOptions } from './workerMessages.ts';

/**
 * A worker that does not run by then is not coming: a policy of the page forbids it, maybe. On a busy
 * machine one takes seconds to start, and without it nothing is sealed.
 */
const startWithinMs = 12_000;

/** Seals, opens and plays the frames of one page's links, in a thread of their own. */
export interface FrameSealing {
  tell(message: ToWorker): void;
  /** Every frame of this sender goes through the seal, from its first one. */
  seal(sender: RTCRtpSender, stream: number): void;
  /** Frames of this receiver are shown only where they are sealed by that page. */
  open(receiver: RTCRtpReceiver, from: string): void;
  /**
   * Shows a picture's frames as soon as they have come, opened if they are to be.
   *
   * @param from whose seal is to be opened; `null`: it is not sealed
   * @param unplayed hears that the receiver's own track has to be shown after all
   * @returns the track to be shown in place of the receiver's
   */
  play(receiver: RTCRtpReceiver, from: string | null, unplayed: () => void): MediaStreamTrack;
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
  const transform = (
    options: TransformOptions,
    transfer: Transferable[] = [],
  ): RTCRtpScriptTransform => new RTCRtpScriptTransform(worker, options, transfer);
  const open: FrameSealing['open'] = (receiver, from) => {
    receiver.transform = transform({ side: 'receive', from, play: null });
  };
  return {
    tell: (message) => worker.postMessage(message),
    seal(sender, stream) {
      sender.transform = transform({ side: 'send', stream });
    },
    open,
    play(receiver, from, fail) {
      const made = createPlayoutTrack();
      if (!made) {
        if (from !== null) open(receiver, from);
        return receiver.track;
      }
      const { track, writable: pictures } = made;
      const { port1, port2: unplayed } = new MessageChannel();
      port1.onmessage = fail;
      const play = { pictures, unplayed };
      receiver.transform = transform({ side: 'receive', from, play }, [pictures, unplayed]);
      return track;
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
