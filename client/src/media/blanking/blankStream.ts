import { blankFrame } from './blankFrame.ts';
import type { BlankingRules } from './regions.ts';

export interface FrameStreams {
  readable: ReadableStream<VideoFrame>;
  writable: WritableStream<VideoFrame>;
}

/**
 * Passes on what comes as it may leave, until either end is closed. A frame that cannot be blanked is
 * not passed on.
 *
 * @param onChanged hears whether what comes is the picture that the parts were drawn on, at each change
 */
export async function blankStream(
  { readable, writable }: FrameStreams,
  rules: () => BlankingRules,
  onChanged: (changed: boolean) => void,
): Promise<void> {
  let known = false;
  await readable
    .pipeThrough(
      new TransformStream<VideoFrame, VideoFrame>({
        async transform(frame, onward) {
          const blanked = await blankFrame(frame, rules()).catch(() => null);
          frame.close();
          if (!blanked) return;
          if (blanked.changed !== known) onChanged((known = blanked.changed));
          onward.enqueue(blanked.frame);
        },
      }),
    )
    .pipeTo(writable);
}

/** What a worker is told: its streams, once, and the rules, whenever they change. */
export interface ToBlankWorker {
  streams?: FrameStreams;
  rules: BlankingRules;
}
export type FromBlankWorker = { type: 'ready' } | { type: 'changed'; changed: boolean };
