import { startTicker } from '../ticker.ts';
import type { Blanker, BlankerParts } from './blankerContract.ts';
import { isSamePicture, rectsIn } from './regions.ts';

const framesPerSecond = 20;

/** Where the browser hands no frames out: a picture that is painted anew, at a lower frame rate. */
export function createCanvasBlanker({ source, rules, onChanged }: BlankerParts): Blanker {
  const taken = source.clone();
  taken.enabled = true;
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([taken]) });
  // Muted, so it may always play; it is interrupted by its end, which is no failure.
  video.play().catch(() => undefined);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false });
  const [track] = canvas.captureStream(framesPerSecond).getVideoTracks();
  if (!context || !track) throw new Error('this browser captures no canvas');
  track.contentHint = 'detail';
  let known = false;

  const paint = (): void => {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0) return;
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    const changed = !isSamePicture(rules, { width, height });
    if (changed !== known) onChanged((known = changed));
    if (!changed && !rules.shut) context.drawImage(video, 0, 0);
    context.fillStyle = '#6b6b6b';
    const whole = [{ x: 0, y: 0, width, height }];
    const rects = changed || rules.shut ? whole : rectsIn(rules.regions, { width, height });
    for (const rect of rects) context.fillRect(rect.x, rect.y, rect.width, rect.height);
  };
  const ticker = startTicker(1_000 / framesPerSecond, paint);

  return {
    track,
    setRules(next) {
      rules = next;
    },
    close() {
      ticker.stop();
      video.srcObject = null;
      taken.stop();
      track.stop();
    },
  };
}
