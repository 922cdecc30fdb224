import { Scope } from '@beside/shared/lib/scope';
import type { HoldReason } from '@beside/shared/protocol/input';
import { documentsOf } from '../surface/page/dom/composedTree.ts';

/** A table that is bumped into moves a mouse as well, by less than this, in CSS pixels. */
const jitter = 4;
/** Frames that have come since are found so often, in ms. */
const lookEveryMs = 1_000;

/**
 * Says when the customer's own mouse or keyboard is used on the page or in a frame of its origin.
 * What the hand does by script is not trusted and does not count.
 *
 * @returns stops watching
 */
export function watchOwnInput(page: Window, onInput: (reason: HoldReason) => void): () => void {
  const scope = new Scope();
  const watched = new WeakSet<Document>();
  let rest: { x: number; y: number } | undefined;

  const moved = ({ isTrusted, screenX: x, screenY: y }: PointerEvent): void => {
    if (!isTrusted) return;
    // The browser tells a move as well where only the page has moved under a mouse at rest.
    const far = rest !== undefined && Math.hypot(x - rest.x, y - rest.y) > jitter;
    if (far) onInput('pointer');
    if (far || rest === undefined) rest = { x, y };
  };
  const pressed = (event: PointerEvent | WheelEvent): void => {
    if (event.isTrusted) onInput('pointer');
  };
  const typed = (event: KeyboardEvent): void => {
    if (event.isTrusted) onInput('keyboard');
  };
  const watch = (): void => {
    for (const document of documentsOf(page.document)) {
      if (watched.has(document)) continue;
      watched.add(document);
      const options = { capture: true, passive: true };
      scope.listen(document, 'pointermove', moved, options);
      for (const type of ['pointerdown', 'wheel']) scope.listen(document, type, pressed, options);
      scope.listen(document, 'keydown', typed, options);
    }
  };
  watch();
  scope.every(lookEveryMs, watch);
  return () => scope.close();
}
