import type { Party } from '@beside/shared/domain/words';
import type { Scope } from '@beside/shared/lib/scope';

/** How often a person who goes on typing is said to be typing. */
const repeatMs = 3000;
/** A pause in typing as long as this counts as its end. */
const ownPauseMs = 4000;
/** Somebody who was not heard of for so long has stopped, or was cut off. */
const othersPauseMs = 7000;

/** Tells the others that this person is typing: seldom, and never for good. */
export class OwnTyping {
  readonly #scope: Scope;
  readonly #tell: (typing: boolean) => void;
  readonly #now: () => number;
  #toldAt = -Infinity;
  #cancelEnd = (): void => {};

  constructor(scope: Scope, now: () => number, tell: (typing: boolean) => void) {
    this.#scope = scope;
    this.#now = now;
    this.#tell = tell;
  }

  keystroke(): void {
    if (this.#now() - this.#toldAt >= repeatMs) {
      this.#toldAt = this.#now();
      this.#tell(true);
    }
    this.#cancelEnd();
    this.#cancelEnd = this.#scope.after(ownPauseMs, () => this.stop());
  }

  stop(): void {
    this.#cancelEnd();
    if (this.#toldAt === -Infinity) return;
    this.#toldAt = -Infinity;
    this.#tell(false);
  }
}

export interface Typist {
  readonly party: Party;
  /** Empty where the server does not repeat it: the customer's stands in the request. */
  readonly name: string;
}

/** Who else is typing, as long as they go on telling so. */
export class OthersTyping {
  readonly #scope: Scope;
  readonly #changed: (typists: readonly Typist[]) => void;
  readonly #typists = new Map<string, Typist & { cancel: () => void }>();

  constructor(scope: Scope, changed: (typists: readonly Typist[]) => void) {
    this.#scope = scope;
    this.#changed = changed;
  }

  heard({ party, name }: Typist, typing: boolean): void {
    const key = `${party} ${name}`;
    const known = this.#typists.get(key);
    known?.cancel();
    if (typing) {
      const cancel = this.#scope.after(othersPauseMs, () => this.heard({ party, name }, false));
      this.#typists.set(key, { party, name, cancel });
    } else this.#typists.delete(key);
    if (typing !== (known !== undefined)) this.#tell();
  }

  /** A message of that side came, or the line was cut: nobody of it is typing any more. */
  clear(party?: Party): void {
    const before = this.#typists.size;
    for (const [key, typist] of this.#typists) {
      if (party && typist.party !== party) continue;
      typist.cancel();
      this.#typists.delete(key);
    }
    if (this.#typists.size !== before) this.#tell();
  }

  #tell(): void {
    this.#changed([...this.#typists.values()].map(({ party, name }) => ({ party, name })));
  }
}
