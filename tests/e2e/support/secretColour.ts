import type { Page } from 'playwright';

interface Seen {
  /** Frames that were presented. */
  frames: number;
  /** Those with anything of the secret's colour in them. */
  bare: number;
}

/** A colour that nothing of ours has, and that no compression makes of others. */
export const secretColour = 'rgb(255, 0, 255)';

/**
 * Looks at the pixels of every frame of the shared screen that the technician's page presents, on
 * whichever of the two stacked pictures is on top.
 */
export async function watchForSecret(console: Page): Promise<void> {
  await console.evaluate(() => {
    const seen: Seen = { frames: 0, bare: 0 };
    Object.assign(window, { seen });
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.imageSmoothingEnabled = false;
    const hasSecret = (video: HTMLVideoElement): boolean => {
      const [width, height] = [video.videoWidth >> 2, video.videoHeight >> 2];
      if (width === 0) return false;
      Object.assign(canvas, { width, height });
      context.drawImage(video, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      for (let at = 0; at < data.length; at += 4) {
        if (data[at]! > 170 && data[at + 1]! < 110 && data[at + 2]! > 170) return true;
      }
      return false;
    };
    for (const video of document.querySelectorAll('video')) {
      const note = (): void => {
        if (video.style.opacity === '1') {
          seen.frames += 1;
          if (hasSecret(video)) seen.bare += 1;
        }
        video.requestVideoFrameCallback(note);
      };
      video.requestVideoFrameCallback(note);
    }
  });
}

/** What has been seen since this was asked last. */
export function seenSince(console: Page): Promise<Seen> {
  return console.evaluate(() => {
    const { seen } = window as unknown as { seen: Seen };
    const taken = { ...seen };
    Object.assign(seen, { frames: 0, bare: 0 });
    return taken;
  });
}

/** Waits for so many frames, from now on, all with the secret in them, or all without it. */
export async function waitForRun(console: Page, bare: boolean, count: number): Promise<void> {
  await seenSince(console);
  await console.waitForFunction(
    ({ wanted, least }) => {
      const { seen } = window as unknown as { seen: Seen };
      if (seen.bare !== (wanted ? seen.frames : 0)) Object.assign(seen, { frames: 0, bare: 0 });
      return seen.frames >= least;
    },
    { wanted: bare, least: count },
  );
}
