import { linkPaths, type LinkPath } from './linkPaths.ts';
import { layPicture } from './picture/layPicture.ts';
import { createPictureView, type PictureView } from './picture/pictureView.ts';

/**
 * Two stacked video elements, one for each path. The one on top stays until the other has shown a
 * frame, so that a change of path never shows an empty picture.
 */
export interface Stage {
  setTrack(path: LinkPath, track: MediaStreamTrack): void;
  /**
   * While the customer has paused: nothing is to be seen of what was there, not the last picture
   * either, and what still comes is thrown away.
   */
  setBlank(blank: boolean): void;
  /** Forgets the pictures of a link that is over. */
  clear(): void;
  /** Brings a path's picture to the top. */
  show(path: LinkPath): void;
  /** The picture on top; `null` before the first. */
  readonly top: HTMLVideoElement | null;
  /** Frames that a path's element has been given so far. */
  frames(path: LinkPath): number;
  /** Calls back once, when a path's element presents its next frame; never while the page is hidden. */
  onNextFrame(path: LinkPath, listener: () => void): void;
  /** How the pictures lie in whatever they are attached to. */
  readonly picture: PictureView;
  attach(container: HTMLElement): () => void;
  /** The picture on top as it was sent, as PNG; `null` before the first. */
  snapshot(): Promise<Blob | null>;
  close(): void;
}

export function createStage(): Stage {
  const videos: Record<LinkPath, HTMLVideoElement> = {
    direct: createVideo('direct'),
    relay: createVideo('relay'),
  };
  const picture = createPictureView();
  let top: HTMLVideoElement | null = null;
  let measure = (): void => undefined;
  let blank = false;
  const streams = new Map<LinkPath, MediaStream>();
  /** Frames of what an element showed before; its own count begins anew with each stream. */
  const before: Record<LinkPath, number> = { direct: 0, relay: 0 };
  const ownFrames = (path: LinkPath): number =>
    videos[path].getVideoPlaybackQuality().totalVideoFrames;
  const frames = (path: LinkPath): number => before[path] + ownFrames(path);

  /** Gives an element its stream, or takes it away: the last frame goes with it. */
  const supply = (path: LinkPath): void => {
    const video = videos[path];
    const count = frames(path);
    video.srcObject = blank ? null : (streams.get(path) ?? null);
    before[path] = count - ownFrames(path);
    // Muted, so it may always play; it is interrupted when a new track comes, which is no failure.
    if (video.srcObject) video.play().catch(() => undefined);
  };

  return {
    picture,
    get top() {
      return top;
    },
    setTrack(path, track) {
      streams.set(path, new MediaStream([track]));
      supply(path);
    },
    setBlank(next) {
      if (blank === next) return;
      blank = next;
      for (const path of linkPaths) supply(path);
    },
    clear() {
      streams.clear();
      for (const path of linkPaths) supply(path);
    },
    show(path) {
      top = videos[path];
      for (const other of linkPaths) videos[other].style.opacity = other === path ? '1' : '0';
      measure();
    },
    frames,
    onNextFrame: (path, listener) => void videos[path].requestVideoFrameCallback(listener),
    attach(container) {
      const elements = linkPaths.map((path) => videos[path]);
      container.append(...elements);
      for (const video of elements) if (video.srcObject) video.play().catch(() => undefined);
      const layer = layPicture({
        room: container,
        videos: elements,
        view: picture,
        top: () => top,
      });
      measure = layer.measure;
      return () => {
        layer.stop();
        // Another room may have taken them meanwhile.
        for (const video of elements) if (video.parentElement === container) video.remove();
      };
    },
    snapshot: () => (top && !blank ? pictureOf(top) : Promise.resolve(null)),
    close() {
      for (const path of linkPaths) {
        videos[path].remove();
        videos[path].srcObject = null;
      }
    },
  };
}

function createVideo(path: LinkPath): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.autoplay = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.dataset.path = path;
  Object.assign(video.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    width: '100%',
    height: '100%',
    objectFit: 'contain',
    opacity: '0',
  });
  return video;
}

function pictureOf(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (!context || canvas.width === 0) return Promise.resolve(null);
  context.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
