import { Scope } from '@beside/shared/lib/scope';
import type { HoldReason } from '@beside/shared/protocol/input';

/** So long after the customer's own last movement the hand comes back. */
export const holdMs = 2_000;
/** A hold is told again so often, as a path may die with what it carried. */
const toldEveryMs = 500;

interface Parts {
  /** Told at every change, and again and again while it lasts. */
  say(reason: HoldReason | 'none'): void;
  /** Before the viewer is told. */
  onChange(held: HoldReason | null): void;
}

/** Whether the hand waits: for the customer's own mouse or keyboard, or for an answer of theirs. */
export function createSharerHold({ say, onChange }: Parts) {
  const scope = new Scope();
  let own: HoldReason | null = null;
  let asked = false;
  let shown: HoldReason | null = null;
  let cancelEnd = (): void => undefined;
  let stopTelling = (): void => undefined;

  const settle = (): void => {
    const held = asked ? 'question' : own;
    if (held === shown) return;
    shown = held;
    stopTelling();
    onChange(held);
    say(held ?? 'none');
    if (held) stopTelling = scope.every(toldEveryMs, () => say(held));
  };
  const endOwn = (): void => {
    cancelEnd();
    own = null;
    settle();
  };

  return {
    ownInput(reason: HoldReason): void {
      cancelEnd();
      cancelEnd = scope.after(holdMs, endOwn);
      own = reason;
      settle();
    },
    /** A question lies before the customer: nobody else may answer it for them. */
    setAsked(open: boolean): void {
      asked = open;
      settle();
    },
    endOwn,
    close: () => scope.close(),
  };
}
