import type { EndpointId } from '@beside/shared/domain/ids';
import type { KeyNote } from '@beside/shared/protocol/sealing';

/** What a key is handed over to. */
interface Receiver {
  tell(note: KeyNote): void;
}

/**
 * Hands keys over until it is said that they were taken: the socket may lose any of them. To each
 * receiver the newest key of each owner alone.
 */
export class Handout<R extends Receiver> {
  readonly #open = new Map<R, Map<EndpointId, KeyNote>>();

  hand(receiver: R, note: KeyNote): void {
    const notes = this.#open.get(receiver) ?? new Map<EndpointId, KeyNote>();
    this.#open.set(receiver, notes.set(note.owner, note));
    receiver.tell(note);
  }

  taken(receiver: R, owner: EndpointId, generation: number): void {
    const notes = this.#open.get(receiver);
    if (notes?.get(owner)?.generation === generation) notes.delete(owner);
  }

  /** Whether everybody has the owner's newest key. */
  isTaken(owner: EndpointId): boolean {
    return ![...this.#open.values()].some((notes) => notes.has(owner));
  }

  again(): void {
    for (const [receiver, notes] of this.#open) {
      for (const note of notes.values()) receiver.tell(note);
    }
  }

  forget(receiver: R): void {
    this.#open.delete(receiver);
  }
}
