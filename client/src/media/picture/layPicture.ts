import { Scope } from '@beside/shared/lib/scope';
import type { PictureView } from './pictureView.ts';

interface Parts {
  /** What the pictures lie in; nothing of them shows beyond its edges. */
  room: HTMLElement;
  /** All that lie there, one over the other. */
  videos: readonly HTMLVideoElement[];
  view: PictureView;
  /** The one whose frame counts. */
  top: () => HTMLVideoElement | null;
}

/**
 * Keeps the pictures where the view wants them, in whichever window their room is.
 *
 * @returns `measure`, to be called when another picture is on top, and `stop`
 */
export function layPicture({ room, videos, view, top }: Parts): {
  measure: () => void;
  stop: () => void;
} {
  const scope = new Scope();
  const own = room.ownerDocument.defaultView ?? window;

  const measure = (): void => {
    const video = top();
    const { width, height } = room.getBoundingClientRect();
    view.setScene({
      room: { width, height },
      pixelRatio: own.devicePixelRatio,
      // Between two pictures the size of the last one stands.
      ...(video?.videoWidth && {
        frame: { width: video.videoWidth, height: video.videoHeight },
      }),
    });
  };
  const lay = (): void => {
    const { placement } = view.state.getState();
    if (!placement) return;
    const { left, top: upper, width, height } = placement;
    for (const { style } of videos) {
      Object.assign(style, {
        left: `${left}px`,
        top: `${upper}px`,
        width: `${width}px`,
        height: `${height}px`,
      });
    }
  };

  // The observer of the window that the room is in: another one's sleeps while that is hidden.
  const observer = new own.ResizeObserver(measure);
  observer.observe(room);
  scope.add(() => observer.disconnect());
  for (const video of videos) scope.listen(video, 'resize', measure);
  // Moved to a screen of another resolution, or zoomed by the browser.
  scope.listen(own, 'resize', measure);
  scope.add(view.state.subscribe(lay));
  measure();
  lay();
  return { measure, stop: () => scope.close() };
}
