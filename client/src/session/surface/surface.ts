import type { InputMessage, InputRefusal } from '@beside/shared/protocol/input';

/** What the hand does to a surface: every message but the two that answer it. */
export type HandMessage = Exclude<InputMessage, { type: 'done' | 'refused' }>;

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
