import type { FramePoint } from '@beside/shared/protocol/drawing';
import { Scope } from '@beside/shared/lib/scope';
import type { Placement } from '../../media/picture/placement.ts';
import { captureDrawing } from './captureDrawing.ts';
import { createDrawingLayer, type DrawingSource } from './drawingLayer.ts';
import { createPageAnchors } from './pageAnchors.ts';
import type { Pencil } from './pencil.ts';

const full = 65_535;
/** Whatever the page styles, these hold. */
const held: Readonly<Record<string, string>> = {
  position: 'fixed',
  inset: '0',
  width: '100%',
  height: '100%',
  'max-width': 'none',
  'max-height': 'none',
  margin: '0',
  padding: '0',
  border: '0',
  background: 'transparent',
  overflow: 'hidden',
  'pointer-events': 'none',
  'z-index': '2147483647',
};
/** What the page would make of a stroke that is drawn over it. */
const swallowed = ['mousedown', 'mouseup', 'click', 'touchstart', 'dragstart', 'selectstart'];

interface Parts {
  source: DrawingSource;
  pencil: () => Pencil;
  /** What the customer's own pointer draws on the page at present. */
  tool: () => 'pen' | 'arrow' | null;
}

/**
 * What is drawn, on the very page that is shared: it shows in the captured picture, and the viewers
 * leave it to that.
 *
 * @returns takes it away
 */
export function openPageDrawing({ source, pencil, tool }: Parts): () => void {
  const scope = new Scope();
  const { documentElement: root } = document;
  const sheet = createSheet();
  root.append(sheet);
  scope.add(() => sheet.remove());
  raise(sheet);
  // A dialog of the page that opens later would lie above it.
  scope.listen<Event>(document, 'toggle', ({ target }) => target !== sheet && raise(sheet), {
    capture: true,
  });
  const room = document.createElement('div');
  Object.assign(room.style, { position: 'absolute', inset: '0' });
  // The page's own styles end here.
  sheet.attachShadow({ mode: 'open' }).append(room);

  const anchors = createPageAnchors(window, viewportBox);
  const anchored = { ...source, marks: (now: number) => anchors.place(source.marks(now)) };
  const layer = createDrawingLayer({ room, source: anchored, box: viewportBox });
  scope.add(() => layer.close());
  scope.add(followContent(source, anchors.haveMoved, layer.repaint));
  if (window.visualViewport) {
    for (const type of ['resize', 'scroll']) {
      scope.listen(window.visualViewport, type, layer.repaint);
    }
  }

  const isOurs = (event: Event): boolean =>
    event
      .composedPath()
      .some((at) => at instanceof Element && at.hasAttribute('data-beside-guard'));
  let drawing = false;
  const capture = captureDrawing(root, {
    tool: () => (drawing ? tool() : null),
    pencil,
    toFrame: inViewport,
    onText: () => undefined,
  });
  scope.add(() => capture.close());
  const early = { capture: true, passive: false };
  // Before anybody else on the page; our own bar and questions stay within reach.
  scope.listen<PointerEvent>(
    window,
    'pointerdown',
    (event) => {
      drawing = event.isTrusted && tool() !== null && !isOurs(event);
    },
    early,
  );
  for (const type of ['pointerdown', 'pointermove', 'pointerup', ...swallowed]) {
    scope.listen<Event>(
      root,
      type,
      (event) => {
        if (!event.isTrusted || tool() === null || isOurs(event)) return;
        if (!type.startsWith('pointer')) event.preventDefault();
        event.stopPropagation();
      },
      early,
    );
  }
  return () => scope.close();
}

/**
 * Paints anew when what is drawn on has moved: looked for in every frame, as long as there is anything
 * drawn, since not everything that moves content says so.
 *
 * @returns stops looking
 */
function followContent(
  source: DrawingSource,
  haveMoved: () => boolean,
  repaint: () => void,
): () => void {
  let frame = 0;
  const look = (): void => {
    frame = 0;
    if (source.marks(performance.now()).length === 0) return;
    if (haveMoved()) repaint();
    frame = requestAnimationFrame(look);
  };
  const stop = source.onChange(() => {
    frame ||= requestAnimationFrame(look);
  });
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
}

/** Lies over the whole page and lets everything through. */
function createSheet(): HTMLElement {
  const sheet = document.createElement('div');
  for (const [name, value] of Object.entries(held)) {
    sheet.style.setProperty(name, value, 'important');
  }
  sheet.ariaHidden = 'true';
  sheet.setAttribute('data-beside-guard', '');
  return sheet;
}

/** Into the browser's top layer, above all that is there. */
function raise(sheet: HTMLElement): void {
  const api: Partial<Pick<HTMLElement, 'showPopover' | 'hidePopover'>> = sheet;
  if (!api.showPopover) return;
  if (sheet.popover === 'manual' && sheet.matches(':popover-open')) sheet.hidePopover();
  sheet.popover = 'manual';
  sheet.showPopover();
}

/** Where the captured frame lies in the viewport: it shows the visual one. */
function viewportBox(): Placement {
  const { scale, offsetLeft, offsetTop } = window.visualViewport ?? unzoomed;
  return {
    left: offsetLeft,
    top: offsetTop,
    width: window.innerWidth / scale,
    height: window.innerHeight / scale,
  };
}

const unzoomed = { scale: 1, offsetLeft: 0, offsetTop: 0 };

function inViewport(clientX: number, clientY: number): FramePoint {
  const { left, top, width, height } = viewportBox();
  const fraction = (at: number, from: number, length: number): number =>
    Math.round(Math.min(1, Math.max(0, (at - from) / length)) * full);
  return { x: fraction(clientX, left, width), y: fraction(clientY, top, height) };
}
