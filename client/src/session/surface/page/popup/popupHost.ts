import { viewOf } from '../dom/composedTree.ts';
import type { Place } from '../dom/hitTest.ts';

const gap = 2;
const margin = 8;
const mostHeight = 300;

/** A box in the page's top layer, beside a control, into whose inside neither styles nor scripts of the page reach. */
export interface PopupHost {
  readonly root: ShadowRoot;
  readonly box: HTMLElement;
  covers(place: Place): boolean;
  close(): void;
}

/** Whatever the page styles, these hold. */
const hostStyle: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  inset: 'auto',
  margin: '0',
  padding: '0',
  border: '0',
  background: 'transparent',
  overflow: 'visible',
  'z-index': '2147483647',
};

export function openPopupHost(anchor: Element, css: string): PopupHost | undefined {
  const { ownerDocument: document } = anchor;
  const view = viewOf(anchor);
  if (!view) return undefined;
  const host = document.createElement('div');
  // Nothing that the hand does reaches it as the page's: the popup is told by us alone.
  host.setAttribute('data-beside-guard', '');
  const root = host.attachShadow({ mode: 'closed' });
  // A style element could be forbidden by the page's content security policy.
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(base + css);
  root.adoptedStyleSheets = [sheet];
  const box = document.createElement('div');
  box.className = 'box';
  root.append(box);
  for (const [name, value] of Object.entries(hostStyle)) {
    host.style.setProperty(name, value, 'important');
  }
  const { colorScheme, direction } = view.getComputedStyle(anchor);
  host.style.setProperty('color-scheme', colorScheme, 'important');
  host.style.setProperty('direction', direction, 'important');
  document.documentElement.append(host);
  const api: Partial<Pick<HTMLElement, 'showPopover'>> = host;
  if (api.showPopover) {
    host.popover = 'manual';
    host.showPopover();
  }
  const place = (): void => {
    const at = placeBeside(anchor.getBoundingClientRect(), box, view);
    for (const [name, value] of Object.entries(at)) {
      host.style.setProperty(name, `${value}px`, 'important');
    }
  };
  place();
  const resized = new view.ResizeObserver(place);
  resized.observe(box);
  return {
    root,
    box,
    covers({ x, y }) {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      return x >= left && x < right && y >= top && y < bottom;
    },
    close() {
      resized.disconnect();
      host.remove();
    },
  };
}

/** Below where there is room, else above, and never beyond the edges. */
function placeBeside(anchor: DOMRect, box: HTMLElement, view: Window) {
  const below = view.innerHeight - anchor.bottom - margin;
  const above = anchor.top - margin;
  const goesUp = box.scrollHeight > below && above > below;
  box.style.maxHeight = `${Math.max(60, Math.min(mostHeight, goesUp ? above : below))}px`;
  box.style.minWidth = `${Math.min(anchor.width, view.innerWidth - 2 * margin)}px`;
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(margin, Math.min(anchor.left, view.innerWidth - width - margin));
  return { left, top: goesUp ? anchor.top - height - gap : anchor.bottom + gap };
}

const base = `
  .box {
    box-sizing: border-box;
    max-width: calc(100vw - 16px);
    padding: 4px;
    overflow: auto;
    border: 1px solid light-dark(#767676, #8c8c8c);
    border-radius: 6px;
    background: Canvas;
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
    color: CanvasText;
    font: 14px/1.4 system-ui, sans-serif;
    cursor: default;
    user-select: none;
  }
`;
