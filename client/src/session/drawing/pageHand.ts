import { Scope } from '@beside/shared/lib/scope';
import { captureDrawing } from './captureDrawing.ts';
import type { Pencil } from './pencil.ts';
import { inViewport } from './viewportBox.ts';

/** What the page would make of a stroke that is drawn over it. */
const swallowed = ['mousedown', 'mouseup', 'click', 'touchstart', 'dragstart', 'selectstart'];

interface Parts {
  pencil: () => Pencil;
  /** What the customer's own pointer draws on the page at present. */
  tool: () => 'pen' | 'arrow' | null;
}

/**
 * Has the own pointer draw on this very page, which hears nothing of it.
 *
 * @returns ends that
 */
export function drawOnPage({ pencil, tool }: Parts): () => void {
  const scope = new Scope();
  const { documentElement: root } = document;
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
