import { Scope } from '@beside/shared/lib/scope';
import type { Placement } from '../../media/picture/placement.ts';
import { pointInFrame } from '../control/inputCapture.ts';
import { captureDrawing, type DrawingTool } from './captureDrawing.ts';
import { createDrawingLayer, type DrawingSource } from './drawingLayer.ts';
import type { Pencil } from './pencil.ts';

interface Parts {
  /** In whichever window. */
  room: HTMLElement;
  /** What is captured at present. */
  track: () => MediaStreamTrack | null;
  source: DrawingSource;
  pencil: () => Pencil;
  tool: () => DrawingTool;
}

/**
 * The picture that is shared, as the customer's own page captures it, with what is drawn on it.
 *
 * @returns `refresh`, to be called when something else may be captured, and `close`
 */
export function openMirrorPicture({ room, track, source, pencil, tool }: Parts): {
  refresh: () => void;
  close: () => void;
} {
  const scope = new Scope();
  const video = room.ownerDocument.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true });
  Object.assign(video.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    objectFit: 'contain',
  });
  room.append(video);
  scope.add(() => {
    video.srcObject = null;
    video.remove();
  });

  let shown: MediaStreamTrack | null = null;
  const refresh = (): void => {
    const next = track();
    if (next === shown) return;
    shown = next;
    video.srcObject = next ? new MediaStream([next]) : null;
    // Muted, so it may always play; it is interrupted when a new track comes, which is no failure.
    if (next) video.play().catch(() => undefined);
  };
  refresh();

  const layer = createDrawingLayer({ room, source, box: () => frameBox(video) });
  scope.add(() => layer.close());
  scope.listen(video, 'resize', layer.repaint);
  const capture = captureDrawing(room, {
    tool,
    pencil,
    toFrame: (x, y, clamped) => pointInFrame(video, x, y, clamped),
    onText: () => undefined,
  });
  scope.add(() => capture.close());
  return { refresh, close: () => scope.close() };
}

/** Where the frame lies that a video shows, fitted into its box with bars at two sides. */
function frameBox(video: HTMLVideoElement): Placement | null {
  const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
  if (videoWidth === 0 || clientWidth === 0) return null;
  const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return { left: (clientWidth - width) / 2, top: (clientHeight - height) / 2, width, height };
}
