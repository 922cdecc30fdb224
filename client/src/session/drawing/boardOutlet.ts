import type { Author } from '@beside/shared/protocol/drawing';

/** So much may wait for a page that does not read; of what is more, it is told all anew. */
const maxWaiting = 8_192;

/** A page elsewhere that can show what is drawn, because the picture is of it. */
export interface DrawnPlace {
  /** Says what the board says. @returns whether it is on its way */
  draw(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Says who an author is. @returns whether it is on its way */
  name(author: number, name: string): boolean;
}

interface Parts {
  /** All that is on the board, as it would tell somebody who has heard nothing yet. */
  told(): Uint8Array<ArrayBuffer>[];
  authors(): readonly Author[];
  nameOf(author: number): string;
}

/** Hands a board over to a place that can ask for nothing: all of it, in order, and who draws there. */
export interface BoardOutlet {
  /** From now on it is shown there, from the beginning; `null`: nowhere. */
  open(place: DrawnPlace | null): void;
  /** What the board says. */
  say(bytes: Uint8Array<ArrayBuffer>): void;
  /** Tries again what did not go; to be called often. */
  tick(): void;
}

export function createBoardOutlet({ told, authors, nameOf }: Parts): BoardOutlet {
  let place: DrawnPlace | null = null;
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let named = new Map<number, string>();

  const tick = (): void => {
    if (!place) return;
    for (const { author } of authors()) {
      const name = nameOf(author);
      if (named.get(author) !== name && place.name(author, name)) named.set(author, name);
    }
    while (waiting[0] && place.draw(waiting[0])) waiting.shift();
  };

  return {
    open(next) {
      place = next;
      waiting = place ? told() : [];
      named = new Map();
      tick();
    },
    say(bytes) {
      if (!place) return;
      waiting.push(bytes);
      if (waiting.length > maxWaiting) waiting = told();
      tick();
    },
    tick,
  };
}
