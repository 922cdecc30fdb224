import { measureAsViewport } from '../../lib/measureAsViewport.ts';
import { lineageAcrossFrames, frameOf } from '../surface/page/dom/composedTree.ts';
import { hitTest } from '../surface/page/dom/hitTest.ts';

const css = `
  :host { all: initial !important; position: fixed !important; inset: 0 !important;
    z-index: 2147483646 !important; pointer-events: none !important; overflow: hidden !important; }
  div { position: absolute; inset: 0; }
  i { position: absolute; box-sizing: border-box; border: 1px solid #6b6b66; border-radius: 4px;
    background: repeating-linear-gradient(135deg, #c9c9c4 0 6px, #b3b3ad 6px 12px); }`;

/** Shows people, on both sides, that something is kept from the picture, and where. */
export function createPatches(page: Window) {
  const { document } = page;
  const host = document.createElement('beside-cover');
  host.ariaHidden = 'true';
  host.setAttribute('data-beside-guard', '');
  const shadow = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const room = document.createElement('div');
  shadow.append(room);

  return {
    /** It may lag behind what it stands for: that is not painted anyway. */
    show(elements: readonly Element[]): void {
      const boxes = elements.flatMap((element) => seenBox(page, element) ?? []);
      if (!host.isConnected && boxes.length > 0) document.documentElement.append(host);
      measureAsViewport(room);
      while (room.childElementCount > boxes.length) room.lastElementChild?.remove();
      while (room.childElementCount < boxes.length) room.append(document.createElement('i'));
      boxes.forEach(({ x, y, width, height }, at) => {
        const patch = room.children[at] as HTMLElement;
        Object.assign(patch.style, {
          transform: `translate(${x}px, ${y}px)`,
          width: `${width}px`,
          height: `${height}px`,
        });
      });
    },
    close: () => host.remove(),
  };
}

/** Where an element is, in the page's viewport, unless something of the page lies over it. */
function seenBox(page: Window, element: Element): DOMRect | null {
  const { width, height, x: left, y: top } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return null;
  let [x, y] = [left, top];
  for (let frame = frameOf(element.ownerDocument); frame; frame = frameOf(frame.ownerDocument)) {
    const box = frame.getBoundingClientRect();
    x += box.x + frame.clientLeft;
    y += box.y + frame.clientTop;
  }
  const { element: hit } = hitTest(page, { x: x + width / 2, y: y + height / 2 });
  return lineageAcrossFrames(hit).includes(element) ? new DOMRect(x, y, width, height) : null;
}
