/**
 * The entries of one conversation in their order. What comes early waits until the gap before it
 * is filled; what came before is dropped.
 */
export class EntrySequence<Entry extends { seq: number }> {
  #entries: readonly Entry[] = [];
  readonly #early = new Map<number, Entry>();

  /** Without a gap: the entry at index `i` has `seq` `i + 1`. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The highest `seq` up to which nothing is missing; 0 where there is nothing. */
  get lastSeq(): number {
    return this.#entries.length;
  }

  /** Whether something is known to stand behind a gap. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.seq > this.lastSeq) this.#early.set(entry.seq, entry);
    }
    const placed: Entry[] = [];
    for (let seq = this.lastSeq + 1; ; seq += 1) {
      const next = this.#early.get(seq);
      if (!next) break;
      this.#early.delete(seq);
      placed.push(next);
    }
    if (placed.length > 0) this.#entries = [...this.#entries, ...placed];
  }
}
