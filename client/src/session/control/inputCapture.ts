import { Scope } from '@beside/shared/lib/scope';
import { maxTrail, type FramePoint } from '@beside/shared/protocol/input';
import type { Move, Stroke } from './inputSender.ts';
import { captureKeyboard, modifiersOf } from './keyboardCapture.ts';

interface Parts {
  /** Whether input is taken at present. */
  enabled: () => boolean;
  /** The picture that is on top; positions are fractions of its frame. */
  picture: () => HTMLVideoElement | null;
  move(move: Move): void;
  stroke(stroke: Stroke): void;
  /** Whether a key is this page's own, and stays here. */
  isLocal(event: KeyboardEvent): boolean;
  /** Text that the technician pastes. */
  paste(text: string): void;
}

const full = 65_535;
/** A frame of a display of 120 Hz. */
const betweenMovesMs = 8;

/**
 * Takes pointer and keyboard from the stage. A move goes at once; what comes sooner after it than a
 * frame is thinned to one for each displayed frame. What a drag did in between goes along as its
 * trail, so that what is drawn stays round.
 *
 * @returns lets go of the stage
 */
export function captureInput(
  stage: HTMLElement,
  { enabled, picture, move, stroke, paste, isLocal }: Parts,
): () => void {
  const scope = new Scope();
  // The stage may be in a window of its own; what belongs to this page's sleeps while it is hidden.
  const own = stage.ownerDocument.defaultView ?? window;
  let pending: Move | undefined;
  let trail: FramePoint[] = [];
  let frame = 0;
  let movedAt = -Infinity;
  /** The pointer whose button is down. */
  let heldBy = -1;
  const keyboard = captureKeyboard(stage, { enabled, stroke, paste, isLocal });
  scope.add(() => keyboard.close());

  const flush = (): void => {
    if (!pending) return;
    movedAt = performance.now();
    move(trail.length > 0 ? { ...pending, trail: trail.slice(-maxTrail) } : pending);
    pending = undefined;
    trail = [];
  };
  const flushOnFrame = (): void => {
    frame = 0;
    flush();
  };
  scope.add(() => own.cancelAnimationFrame(frame));

  const at = (event: MouseEvent): { x: number; y: number; modifiers: number } | undefined => {
    const video = picture();
    if (!video) return undefined;
    // A drag that leaves the picture goes along its edge: what was pressed must come up somewhere.
    const isDrag = stage.hasPointerCapture(heldBy);
    const point = pointInFrame(video, event.clientX, event.clientY, isDrag);
    return point && { ...point, modifiers: modifiersOf(event) };
  };

  const moved = (event: PointerEvent): void => {
    const point = enabled() ? at(event) : undefined;
    if (!point) return;
    if (event.buttons !== 0) trail.push(...between(event, pending));
    pending = { type: 'move', ...point, buttons: event.buttons & 0xff };
    if (frame === 0 && performance.now() - movedAt >= betweenMovesMs) flush();
    else frame ||= own.requestAnimationFrame(flushOnFrame);
  };
  scope.listen<PointerEvent>(stage, 'pointermove', moved, { capture: true });

  /** Where a drag was since the last event: what the browser put together, and what still waits. */
  const between = (event: PointerEvent, last: FramePoint | undefined): FramePoint[] => {
    const video = picture();
    // Safari has it since 18.2.
    const api: Partial<Pick<PointerEvent, 'getCoalescedEvents'>> = event;
    const merged = api.getCoalescedEvents?.call(event).slice(0, -1) ?? [];
    const points = merged.flatMap(
      ({ clientX, clientY }) => (video && pointInFrame(video, clientX, clientY)) ?? [],
    );
    return last ? [{ x: last.x, y: last.y }, ...points] : points;
  };

  const press = (type: 'down' | 'up') => (event: PointerEvent) => {
    if (!enabled()) return;
    const point = at(event);
    if (!point || event.button < 0 || event.button > 4) return;
    event.preventDefault();
    flush();
    const clicks = type === 'down' ? countClick(event) : clickCount;
    stroke({ type, ...point, button: event.button, buttons: event.buttons & 0xff, clicks });
    if (type === 'up') return;
    const box = stage.getBoundingClientRect();
    keyboard.focus({ x: event.clientX - box.left, y: event.clientY - box.top });
    heldBy = event.pointerId;
    stage.setPointerCapture(heldBy);
  };

  let clickCount = 0;
  let lastDown = { time: -Infinity, x: 0, y: 0, button: -1 };
  /** Pointer events carry no click count: counted as desktops do, within half a second and 4 px. */
  const countClick = (event: PointerEvent): number => {
    const again =
      event.button === lastDown.button &&
      event.timeStamp - lastDown.time < 500 &&
      Math.hypot(event.clientX - lastDown.x, event.clientY - lastDown.y) <= 4;
    clickCount = again ? Math.min(clickCount + 1, 3) : 1;
    lastDown = { time: event.timeStamp, x: event.clientX, y: event.clientY, button: event.button };
    return clickCount;
  };
  scope.listen<PointerEvent>(stage, 'pointerdown', press('down'));
  scope.listen<PointerEvent>(stage, 'pointerup', press('up'));
  // The browser has taken the finger away: it comes up nowhere.
  scope.listen<PointerEvent>(stage, 'pointercancel', ({ pointerId }) => {
    if (pointerId === heldBy && enabled()) stroke({ type: 'release' });
  });
  scope.listen<MouseEvent>(stage, 'contextmenu', (event) => {
    if (enabled()) event.preventDefault();
  });
  scope.listen<WheelEvent>(
    stage,
    'wheel',
    (event) => {
      const point = enabled() ? at(event) : undefined;
      if (!point) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 40 : event.deltaMode === 2 ? stage.clientHeight : 1;
      stroke({ type: 'wheel', ...point, deltaX: event.deltaX * unit, deltaY: event.deltaY * unit });
    },
    { passive: false },
  );

  return () => scope.close();
}

/**
 * Where a point of the window lies in the frame that the video shows, fitted into its box with bars
 * at two sides (`object-fit: contain`). The box may be of any size and reach beyond the stage.
 *
 * @param clamped takes the nearest point of the frame for one beside it
 * @returns fractions of 65,535, or `undefined` for a point beside the frame
 */
export function pointInFrame(
  video: Pick<HTMLVideoElement, 'videoWidth' | 'videoHeight' | 'getBoundingClientRect'>,
  clientX: number,
  clientY: number,
  clamped = false,
): { x: number; y: number } | undefined {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return undefined;
  const box = video.getBoundingClientRect();
  const scale = Math.min(box.width / videoWidth, box.height / videoHeight);
  const x = (clientX - box.left - (box.width - videoWidth * scale) / 2) / (videoWidth * scale);
  const y = (clientY - box.top - (box.height - videoHeight * scale) / 2) / (videoHeight * scale);
  if (!clamped && (x < 0 || x > 1 || y < 0 || y > 1)) return undefined;
  const fraction = (at: number): number => Math.round(Math.min(1, Math.max(0, at)) * full);
  return { x: fraction(x), y: fraction(y) };
}
