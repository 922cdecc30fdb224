import { Scope } from '@beside/shared/lib/scope';
import { measureAsViewport } from '../../lib/measureAsViewport.ts';
import type { Placement } from '../../media/picture/placement.ts';
import { createDrawingLayer, type DrawingSource } from './drawingLayer.ts';
import { createPageAnchors } from './pageAnchors.ts';
import { viewportBox } from './viewportBox.ts';

/** Whatever the page styles, these hold; all else is as if nothing had been styled. */
const held: Readonly<Record<string, string>> = {
  all: 'initial',
  display: 'block',
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

/**
 * What is drawn, on the very page that is shared: it shows in the captured picture, and the viewers
 * leave it to that.
 *
 * @returns takes it away
 */
export function openPageDrawing(source: DrawingSource): () => void {
  const scope = new Scope();
  const sheet = createSheet();
  scope.add(() => sheet.remove());
  const lay = (): void => {
    document.documentElement.append(sheet);
    raise(sheet);
  };
  lay();
  // A dialog of the page that opens later would lie above it, and so would what fills the screen.
  for (const type of ['toggle', 'fullscreenchange']) {
    scope.listen<Event>(document, type, ({ target }) => target !== sheet && raise(sheet), {
      capture: true,
    });
  }
  const room = document.createElement('div');
  Object.assign(room.style, { position: 'absolute', inset: '0' });
  const box = (): Placement => {
    measureAsViewport(sheet);
    return viewportBox();
  };
  // The page's own styles end here.
  sheet.attachShadow({ mode: 'open' }).append(room);

  const anchors = createPageAnchors(window, viewportBox);
  const anchored = { ...source, marks: (now: number) => anchors.place(source.marks(now)) };
  const layer = createDrawingLayer({ room, source: anchored, box });
  scope.add(() => layer.close());
  scope.add(followContent(source, anchors.haveMoved, layer.repaint));
  // A page may exchange all of itself.
  scope.add(source.onChange(() => sheet.isConnected || lay()));
  if (window.visualViewport) {
    for (const type of ['resize', 'scroll']) {
      scope.listen(window.visualViewport, type, layer.repaint);
    }
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
  const follow = (): void => {
    if (source.marks(performance.now()).length > 0) frame ||= requestAnimationFrame(look);
  };
  const look = (): void => {
    frame = 0;
    if (haveMoved()) repaint();
    follow();
  };
  const stop = source.onChange(follow);
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
