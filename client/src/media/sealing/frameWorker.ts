import type { EncodedFrame } from '../encodedFrame.ts';
import { FramePlayer } from '../playout/framePlayer.ts';
import { placeOf } from '../playout/placeOf.ts';
import { FrameOpener, FrameSealer } from './frameCipher.ts';
import { openFrames, sealFrames, type FrameTransform } from './frameTransform.ts';
import type { FromWorker, ToWorker, TransformOptions } from './workerMessages.ts';

/** What is used of a worker's global scope; the page's types know none. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  onrtctransform: ((event: { transformer: Transformer }) => void) | null;
  postMessage(message: FromWorker): void;
}
interface Transformer {
  readable: ReadableStream<EncodedFrame>;
  writable: WritableStream<EncodedFrame>;
  options: TransformOptions;
  /** Of receivers. */
  sendKeyFrameRequest?(): Promise<void>;
}

/** A key frame that was asked for is on its way for so long. */
const askAgainMs = 300;

const scope = self as unknown as WorkerScope;
const sealer = new FrameSealer();
const opener = new FrameOpener();

scope.onmessage = ({ data }) => {
  if (data.type === 'own') sealer.setKey(data.own);
  else if (data.type === 'theirs') opener.setKey(data.theirs);
  else opener.forget(data.owner);
};

scope.onrtctransform = ({ transformer }) => {
  const { readable, writable, options } = transformer;
  const transform =
    options.side === 'send'
      ? { pass: sealFrames(sealer, options.stream), close: () => undefined }
      : receiving(options, transformer);
  // It ends with its sender or receiver; there is nothing left to be done then.
  passOn(readable.getReader(), writable.getWriter(), transform.pass)
    .catch(() => undefined)
    .finally(transform.close);
};

/** One frame after the other, by hand: piped streams take longer over a frame than its sealing. */
async function passOn(
  from: ReadableStreamDefaultReader<EncodedFrame>,
  to: WritableStreamDefaultWriter<EncodedFrame>,
  transform: FrameTransform,
): Promise<void> {
  for (;;) {
    const { value: frame } = await from.read();
    if (!frame) return to.close();
    if (await transform(frame)) await to.write(frame);
  }
}

/** After a frame that was not opened nothing can be shown before a key frame: it is asked for. */
function receiving(
  { from, play }: Extract<TransformOptions, { side: 'receive' }>,
  transformer: Transformer,
): { pass: FrameTransform; close: () => void } {
  let askedAt = -Infinity;
  const askForKeyFrame = (): void => {
    const now = performance.now();
    if (now - askedAt < askAgainMs) return;
    askedAt = now;
    // Where the receiver has just ended, nobody waits for it.
    transformer.sendKeyFrameRequest?.().catch(() => undefined);
  };
  const open = from === null ? null : openFrames(opener, from);
  const player = play && new FramePlayer(play.pictures.getWriter(), askForKeyFrame);
  let plays = player !== null;
  let isBroken = false;
  return {
    async pass(frame) {
      // Its trailer is gone once it is opened.
      const place = plays ? placeOf(frame) : null;
      if (open && !(await open(frame))) {
        scope.postMessage({ type: 'unopened', count: 1 });
        isBroken = frame.type !== undefined;
        return false;
      }
      if (isBroken && frame.type === 'delta') askForKeyFrame();
      else isBroken = false;
      if (plays && !player?.take(frame, place, performance.now())) {
        plays = false;
        play?.unplayed.postMessage(null);
        if (frame.type === 'delta') askForKeyFrame();
      }
      return true;
    },
    close() {
      player?.close();
      play?.unplayed.close();
    },
  };
}

scope.postMessage({ type: 'ready' });
