import { Scope } from '@beside/shared/lib/scope';
import { isElement, isFrame } from '../surface/page/dom/composedTree.ts';
import { rememberPassword } from '../surface/page/dom/protection.ts';
import { markOncePassword, viewOfRoot, type Root } from './coverSheet.ts';

/**
 * Everything of a page that styles itself: its document, its shadow roots, closed ones too where they
 * are made meanwhile, and the frames of its own origin. `onRoot` is called before any of them is
 * painted for the first time.
 */
export interface WatchedRoots {
  readonly all: ReadonlySet<Root>;
  /** To be called in every animation frame of the page: frames load without telling. */
  look(): void;
  close(): void;
}

export function watchRoots(page: Window, onRoot: (root: Root) => void): WatchedRoots {
  const scope = new Scope();
  const all = new Set<Root>();
  const frames = new Set<HTMLIFrameElement>();
  const observer = new MutationObserver((records) => records.forEach(note));
  scope.add(() => observer.disconnect());

  const note = ({ type, target, oldValue, addedNodes }: MutationRecord): void => {
    if (type === 'childList') {
      for (const node of addedNodes) if (isElement(node)) search(node);
    } else if (oldValue?.toLowerCase() === 'password' && isElement(target)) {
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
      attributeFilter: ['type'],
      attributeOldValue: true,
    });
    if (root.nodeType === 9) catchNewShadows(root as Document);
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

  enter(page.document);
  return {
    all,
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
