import type { ClipboardMessage, InputRefusal, ViewerMessage } from '@beside/shared/protocol/input';

/** What the hand does to a surface. */
export type HandMessage = Exclude<ViewerMessage, ClipboardMessage>;

/**
 * Something that a granted hand can move: carries one message out as the browser would have done
 * had the person at the screen done it. It has been let through by the gate before.
 */
export interface ControlledSurface {
  /** @returns why it was not carried out, or `undefined` where it was */
  apply(message: HandMessage): InputRefusal | undefined;
  /** Lets go of every key and button that the hand still holds, and forgets where it was. */
  release(): void;
}
