import { decodeInput } from '@beside/shared/protocol/input';
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
      if (!message || message.type === 'done' || message.type === 'refused') return 'not-a-message';
      return surface.apply(message) ?? null;
    }),
  release: () => surface.release(),
  cursors,
  thrown: [],
};
window.addEventListener('error', ({ message }) => window.hand.thrown.push(message));
