import type { LinkPath } from '../media/linkPaths.ts';
import type { Stage } from '../media/stage.ts';

/** Brings a path's picture to the top once it has shown a frame since that path was wanted. */
export interface PictureWatch {
  /**
   * From now on this path is wanted, or its picture is waited for anew.
   *
   * @param pictured whether its picture is there already
   */
  want(path: LinkPath, pictured?: boolean): void;
  /** To be called often: the next frame is told only where the page is in front. */
  look(): void;
}

/**
 * @param expects whether there is a picture to come at all; where there is none, a path is shown as
 *   soon as it is wanted
 */
export function createPictureWatch(
  stage: Stage,
  { expects, shown }: { expects: () => boolean; shown: (path: LinkPath) => void },
): PictureWatch {
  /** Frames that the wanted path had when it was wanted: the next one is the first new. */
  let awaited: { path: LinkPath; frames: number } | null = null;
  const show = (path: LinkPath): void => {
    awaited = null;
    stage.show(path);
    shown(path);
  };
  const look = (): void => {
    if (!awaited) return;
    const { path, frames } = awaited;
    if (expects() && stage.frames(path) === frames) return;
    show(path);
  };
  return {
    want(path, pictured = false) {
      if (pictured) return show(path);
      awaited = { path, frames: stage.frames(path) };
      // Not only at the next look: the old picture stands still maybe.
      stage.onNextFrame(path, look);
      look();
    },
    look,
  };
}
