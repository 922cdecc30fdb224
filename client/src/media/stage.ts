import { linkPaths, type LinkPath } from './linkPaths.ts';

/**
 * Two stacked video elements, one for each path. The one on top stays until the other has shown a
 * frame, so that a change of path never shows an empty picture.
 */
export interface Stage {
  setTrack(path: LinkPath, track: MediaStreamTrack): void;
  /** Brings a path's picture to the top. */
  show(path: LinkPath): void;
  /** The picture on top; `null` before the first. */
  readonly top: HTMLVideoElement | null;
  /** Frames that a path's element has been given so far. */
  frames(path: LinkPath): number;
  /** Calls back once, when a path's element presents its next frame; never while the page is hidden. */
  onNextFrame(path: LinkPath, listener: () => void): void;
  attach(container: HTMLElement): () => void;
  close(): void;
}

export function createStage(): Stage {
  const videos: Record<LinkPath, HTMLVideoElement> = {
    direct: createVideo('direct'),
    relay: createVideo('relay'),
  };
  let top: HTMLVideoElement | null = null;

  return {
    get top() {
      return top;
    },
    setTrack(path, track) {
      const video = videos[path];
      video.srcObject = new MediaStream([track]);
      // Muted, so it may always play; it is interrupted when a new track comes, which is no failure.
      video.play().catch(() => undefined);
    },
    show(path) {
      top = videos[path];
      for (const other of linkPaths) videos[other].style.opacity = other === path ? '1' : '0';
    },
    frames: (path) => videos[path].getVideoPlaybackQuality().totalVideoFrames,
    onNextFrame: (path, listener) => void videos[path].requestVideoFrameCallback(listener),
    attach(container) {
      const elements = linkPaths.map((path) => videos[path]);
      container.append(...elements);
      for (const video of elements) if (video.srcObject) video.play().catch(() => undefined);
      return () => {
        for (const video of elements) video.remove();
      };
    },
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
    inset: '0',
    width: '100%',
    height: '100%',
    objectFit: 'contain',
    opacity: '0',
  });
  return video;
}
