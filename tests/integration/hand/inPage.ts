import { decodeInput, type InputMessage } from '@beside/shared/protocol/input';
import type { HandMessage } from '../../../client/src/session/surface/surface.ts';
import { createPageSurface } from '../../../client/src/session/surface/page/pageSurface.ts';

export interface HandInPage {
  /** @returns what each message was refused for, or null */
  apply(messages: readonly number[][]): (string | null)[];
  release(): void;
  cursors: { x: number; y: number }[];
  /** What came to `window.onerror`: failures of our own, and those of the page's handlers. */
  thrown: string[];
}

declare global {
  interface Window {
    hand: HandInPage;
  }
}

const cursors: HandInPage['cursors'] = [];
const surface = createPageSurface({ window, onCursor: (point) => cursors.push(point) });

window.hand = {
  apply: (messages) =>
    messages.map((bytes) => {
      const message = decodeInput(Uint8Array.from(bytes));
      if (!message || !isOfTheHand(message)) return 'not-a-message';
      return surface.apply(message) ?? null;
    }),
  release: () => surface.release(),
  cursors,
  thrown: [],
};
window.addEventListener('error', ({ message }) => window.hand.thrown.push(message));

function isOfTheHand(message: InputMessage): message is HandMessage {
  return !/^(done|refused|hold|clip)/.test(message.type);
}
