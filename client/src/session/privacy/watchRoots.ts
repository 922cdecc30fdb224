import { Scope } from '@beside/shared/lib/scope';
import { isElement, isFrame } from '../surface/page/dom/composedTree.ts';
import { rememberPassword } from '../surface/page/dom/protection.ts';
import { markOncePassword, viewOfRoot, type Root } from './coverSheet.ts';

/**
 * Everything of a page that styles itself: its document, its shadow roots, closed ones too where they
 * are made meanwhile, and the frames of its own origin.
 */
export interface WatchedRoots {
  readonly all: ReadonlySet<Root>;
  /** Frames load without telling: where there are any, each animation frame of the page needs a look. */
  readonly haveFrames: boolean;
  /** Looks into the frames, and calls `onRoot` again for everything. */
  look(): void;
  close(): void;
}

interface Parts {
  /** Called before it is painted for the first time, and again after its sheets were exchanged. */
  onRoot(root: Root): void;
  /** There is more on the page, or something else is private. */
  onChange(): void;
}

export function watchRoots(page: Window, { onRoot, onChange }: Parts): WatchedRoots {
  const scope = new Scope();
  const all = new Set<Root>();
  const frames = new Set<HTMLIFrameElement>();
  const observer = new MutationObserver((records) => {
    records.forEach(note);
    onChange();
  });
  scope.add(() => observer.disconnect());

  const note = ({ type, target, attributeName, oldValue, addedNodes }: MutationRecord): void => {
    if (type === 'childList') {
      for (const node of addedNodes) if (isElement(node)) search(node);
    } else if (
      attributeName === 'type' &&
      oldValue?.toLowerCase() === 'password' &&
      isElement(target)
    ) {
      rememberPassword(target);
      markOncePassword(target);
    }
  };

  const enter = (root: Root): void => {
    if (all.has(root)) return;
    all.add(root);
    onRoot(root);
    observer.observe(root, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['type', 'autocomplete', 'data-beside-private'],
      attributeOldValue: true,
    });
    if (root.nodeType === 9) {
      catchNewShadows(root as Document);
      catchNewSheets(root as Document);
    }
    for (const element of root.children) search(element);
  };

  const search = (top: Element): void => {
    meet(top);
    for (const element of top.querySelectorAll('*')) meet(element);
  };
  const meet = (element: Element): void => {
    if (element.shadowRoot) enter(element.shadowRoot);
    if (isFrame(element)) {
      frames.add(element);
      enterFrame(element);
    }
  };
  const enterFrame = (frame: HTMLIFrameElement): void => {
    if (frame.contentDocument?.defaultView) enter(frame.contentDocument);
  };

  /** Nothing tells of a shadow root that is attached to what stands in the page already. */
  const catchNewShadows = (document: Document): void => {
    const prototype = viewOfRoot(document)?.Element.prototype;
    if (!prototype) return;
    const original = prototype.attachShadow;
    const caught = function (this: Element, init: ShadowRootInit): ShadowRoot {
      const root = original.call(this, init);
      if (scope.closed) return root;
      enter(root);
      // Libraries give it its sheets, in place of all others, right afterwards.
      queueMicrotask(() => {
        if (!scope.closed) onRoot(root);
      });
      return root;
    };
    prototype.attachShadow = caught;
    scope.add(() => {
      if (prototype.attachShadow === caught) prototype.attachShadow = original;
    });
  };

  /** Nor of sheets that are exchanged as a whole. */
  const catchNewSheets = (document: Document): void => {
    const view = viewOfRoot(document);
    for (const prototype of view ? [view.Document.prototype, view.ShadowRoot.prototype] : []) {
      const name = 'adoptedStyleSheets';
      const original = Object.getOwnPropertyDescriptor(prototype, name);
      if (!original?.set || !original.configurable) continue;
      const { set } = original;
      const caught = function (this: Root, sheets: CSSStyleSheet[]): void {
        set.call(this, sheets);
        if (!scope.closed && all.has(this)) onRoot(this);
      };
      Object.defineProperty(prototype, name, { ...original, set: caught });
      scope.add(() => {
        if (Object.getOwnPropertyDescriptor(prototype, name)?.set === caught) {
          Object.defineProperty(prototype, name, original);
        }
      });
    }
  };

  enter(page.document);
  return {
    all,
    get haveFrames() {
      return frames.size > 0;
    },
    look() {
      for (const frame of frames) {
        if (frame.isConnected) enterFrame(frame);
        else frames.delete(frame);
      }
      for (const root of all) {
        if (viewOfRoot(root)) onRoot(root);
        else all.delete(root);
      }
    },
    close: () => scope.close(),
  };
}
