import type { AccountLetter, Letters } from '../ports/identity.ts';
import { DeliveryError } from '../ports/notices.ts';
import type { Note } from './events.ts';

/** Letters about people's own accounts, on their way while nobody waits for them. */
export interface Mailbox {
  readonly available: boolean;
  /** Tried again, a little later, where the mail server is away. */
  post(letter: AccountLetter): void;
  /** What is under way is given up. Idempotent. */
  close(): void;
}

const waitsMs = [0, 5_000, 30_000, 120_000];

export function createMailbox(letters: Letters, note: Note): Mailbox {
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  const attempt = (letter: AccountLetter, at: number): void => {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      letters.send(letter).catch((failure: unknown) => {
        const isLate = failure instanceof DeliveryError && failure.kind === 'later';
        if (isLate && at + 1 < waitsMs.length) attempt(letter, at + 1);
        else note({ what: 'letter not sent', reason: `${letter.kind}: ${String(failure)}` });
      });
    }, waitsMs[at]);
    timers.add(timer);
  };

  return {
    available: letters.available,
    post(letter) {
      if (letters.available) attempt(letter, 0);
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
