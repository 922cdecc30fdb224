import type { Place } from './place.ts';

/** Of a window's inside, in CSS px. */
export interface WindowSize {
  width: number;
  height: number;
}

interface FloatingWindows {
  requestWindow(size: WindowSize): Promise<Window>;
}

/**
 * Opens an empty window in the looks of this page: the browser's own that stays above all others, or
 * an ordinary one where there is none. Has to be called from the customer's own click.
 *
 * @returns `null` where the browser allowed neither
 */
export async function openOwnWindow(
  place: Place,
  title: string,
  size: WindowSize,
): Promise<Window | null> {
  const { documentPictureInPicture: floats } = window as {
    documentPictureInPicture?: FloatingWindows;
  };
  // Refused where it is switched off; an ordinary window may be allowed all the same.
  const floating = await floats?.requestWindow(size).catch(() => null);
  const { width, height } = size;
  const opened = floating ?? window.open('', '', `popup,width=${width},height=${height}`);
  if (opened) dress(opened, place.root, title);
  return opened;
}

/** Styles, language and colours of the place where the portal stands, a page or a panel in one. */
function dress(opened: Window, root: HTMLElement, title: string): void {
  const { document: own } = opened;
  const { CSSStyleSheet: Sheet } = opened as Window & typeof globalThis;
  const from = root.getRootNode() as Document | ShadowRoot;
  own.title = title;
  // As constructed sheets, for which no page's policy needs a hole.
  own.adoptedStyleSheets = [...from.styleSheets, ...from.adoptedStyleSheets].flatMap((sheet) => {
    const copy = new Sheet();
    try {
      copy.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join('\n'));
    } catch (failure) {
      // A sheet of another origin is not ours to read.
      if (failure instanceof DOMException) return [];
      throw failure;
    }
    return [copy];
  });
  for (const name of ['lang', 'dir', 'style']) {
    const value = root.getAttribute(name);
    if (value !== null) own.documentElement.setAttribute(name, value);
  }
}
