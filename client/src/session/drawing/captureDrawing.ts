import type { LineTool } from '@beside/shared/protocol/drawing';
import { maxSpotPoints, type FramePoint } from '@beside/shared/protocol/drawing';
import { Scope } from '@beside/shared/lib/scope';
import type { Pencil } from './pencil.ts';

export type DrawingTool = 'point' | 'laser' | LineTool | 'text';

interface Parts {
  /** What the pointer does at present; `null`: nothing of this. */
  tool: () => DrawingTool | null;
  pencil: () => Pencil;
  /**
   * Where in the frame a point of the window lies; `undefined` beside it.
   *
   * @param clamped takes the nearest point of the frame for one beside it
   */
  toFrame: (clientX: number, clientY: number, clamped?: boolean) => FramePoint | undefined;
  /** A text is to be written there. */
  onText: (at: FramePoint, client: { x: number; y: number }) => void;
}

/** A frame of a display of 120 Hz. */
const betweenFlushesMs = 8;
/** The pointer is gone where it was last seen; its word may be lost, and is said again after so long. */
const goneAgainMs = 300;

/**
 * Makes strokes and spots of what pointers do on an element. A move goes at once; what comes sooner after
 * it than a frame is thinned to one for each displayed frame, with what the browser put together in between.
 *
 * @returns `cancel`, where what was begun was not meant, and `close`
 */
export function captureDrawing(
  element: HTMLElement,
  { tool, pencil, toFrame, onText }: Parts,
): { cancel: () => void; close: () => void } {
  const scope = new Scope();
  const own = element.ownerDocument.defaultView ?? window;
  let drawnBy: number | null = null;
  let pending: FramePoint[] = [];
  let frame = 0;
  let flushedAt = -Infinity;
  let pointing = false;
  const now = (): number => performance.now();
  // On the shared page nobody else is to hear of it.
  const early = { capture: true };

  const flush = (): void => {
    frame = 0;
    const points = pending;
    pending = [];
    if (points.length === 0) return;
    flushedAt = now();
    if (drawnBy !== null) return pencil().extend(points, now());
    const kind = tool() === 'laser' ? 'laser' : 'point';
    pointing = true;
    pencil().spot(kind, points.slice(kind === 'laser' ? -maxSpotPoints : -1), now());
  };
  scope.add(() => own.cancelAnimationFrame(frame));

  const merged = (event: PointerEvent): PointerEvent[] => {
    // Safari has it since 18.2.
    const api: Partial<Pick<PointerEvent, 'getCoalescedEvents'>> = event;
    const all = api.getCoalescedEvents?.call(event) ?? [];
    return all.length > 0 ? all : [event];
  };

  const down = (event: PointerEvent): void => {
    const used = tool();
    if (used === null || used === 'point' || event.button !== 0 || drawnBy !== null) return;
    const at = toFrame(event.clientX, event.clientY);
    if (!at) return;
    if (used === 'text') return onText(at, { x: event.clientX, y: event.clientY });
    event.preventDefault();
    // What it prevents is the focus, too.
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    if (used === 'laser') return;
    drawnBy = event.pointerId;
    pencil().begin(used, at, now());
  };
  const move = (event: PointerEvent): void => {
    const used = tool();
    const isDrawing = drawnBy === event.pointerId;
    if (used === null || (!isDrawing && used !== 'laser' && used !== 'point')) return;
    const points = merged(event).flatMap(
      ({ clientX, clientY }) => toFrame(clientX, clientY, isDrawing) ?? [],
    );
    if (points.length === 0) return leave();
    pending.push(...points);
    if (frame === 0 && now() - flushedAt >= betweenFlushesMs) flush();
    else frame ||= own.requestAnimationFrame(flush);
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') leave();
    if (drawnBy !== event.pointerId) return;
    flush();
    drawnBy = null;
    pencil().end(now());
  };
  const leave = (): void => {
    if (!pointing || drawnBy !== null) return;
    pointing = false;
    pending = [];
    pencil().spot('gone', [], now());
    scope.after(goneAgainMs, () => {
      if (!pointing) pencil().spot('gone', [], now());
    });
  };
  const cancel = (): void => {
    pending = [];
    if (drawnBy === null) return;
    drawnBy = null;
    pencil().cancel(now());
  };

  scope.listen(element, 'pointerdown', down, early);
  // The field for a text keeps the focus that it has just been given.
  scope.listen<MouseEvent>(
    element,
    'mousedown',
    (event) => {
      if (tool() === 'text') event.preventDefault();
    },
    early,
  );
  scope.listen(element, 'pointermove', move, early);
  scope.listen(element, 'pointerup', up, early);
  scope.listen<PointerEvent>(element, 'pointercancel', (event) => {
    if (drawnBy === event.pointerId) cancel();
  });
  scope.listen(element, 'pointerleave', leave);
  scope.add(cancel);
  return { cancel, close: () => scope.close() };
}
