import type { DrawingSource } from './drawingLayer.ts';

/** A picture shows what was drawn on what it is of after so long at the latest, in ms. */
const shownAfterMs = 500;

/** The same as it has to be drawn over a picture: what that shows by itself is left to it. */
export function mirrored(source: DrawingSource, inPicture: () => boolean): DrawingSource {
  /** What is drawn here follows the hand at once. */
  const fresh = (now: number) =>
    source
      .marks(now)
      .filter(({ author, times }) => author === 0 && now - (times.at(-1) ?? 0) < shownAfterMs);
  return {
    ...source,
    marks: (now) => (inPicture() ? fresh(now) : source.marks(now)),
    spots: (now) => (inPicture() ? [] : source.spots(now)),
    isFading: (now) => (inPicture() ? fresh(now).length > 0 : source.isFading(now)),
  };
}
