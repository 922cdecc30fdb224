import { slots, type Slot } from '@beside/shared/protocol/slots';
import { hedgeForMs, shouldHedge, sureAfterMs } from './hedge.ts';
import { linkPaths, type LinkPath } from './linkPaths.ts';
import type { MediaPath } from './path.ts';

/** The old path keeps sending this long at the most when the other end never says that it has the new. */
const overlapMs = 5_000;

/**
 * What one end of a link sends, and on which of the two paths: the same at both ends, whoever decides.
 * All slots go the same way. Times are milliseconds of one clock that does not go back.
 */
export class LinkSender {
  readonly #paths = new Map<LinkPath, MediaPath>();
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #held = new Set<Slot>();
  #wanted: LinkPath | null = null;
  /** The old path goes on until the other end has the new one: it makes before it breaks. */
  #overlapsUntil = -Infinity;
  #hedgedUntil = -Infinity;
  /** Since when it looks as if the other path should be sent on, too. */
  #suspectsSince: number | null = null;
  /** Whether the other end shows what is sent: before there is a picture, none can be lost. */
  #shown = false;

  use(path: MediaPath): void {
    this.#paths.set(path.kind, path);
    for (const [slot, track] of this.#tracks) path.setTrack(slot, track);
  }

  /** What is sent in a slot; `null` takes it away. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.#tracks.set(slot, track);
    for (const path of this.#paths.values()) path.setTrack(slot, track);
  }

  /** Keeps a slot from being sent, whatever its track: it is paused. */
  hold(slot: Slot, held: boolean, now: number): void {
    if (held) this.#held.add(slot);
    else this.#held.delete(slot);
    this.#apply(now);
  }

  /** From now on this path is wanted. */
  want(path: LinkPath, now: number): void {
    // With the first one there is nothing that has to go on meanwhile.
    this.#overlapsUntil = this.#wanted === null ? -Infinity : now + overlapMs;
    this.#wanted = path;
    this.#apply(now);
  }

  /** The other end has what is sent on the wanted path. */
  arrived(now: number): void {
    this.#shown = true;
    this.#overlapsUntil = -Infinity;
    this.#apply(now);
  }

  /** The other end waits for a picture that it has not had. */
  awaited(): void {
    this.#shown = false;
  }

  /** @param silentMs how long nothing has come and gone on each path */
  tick(silentMs: Record<LinkPath, number>, now: number): void {
    const suspects = this.#wanted !== null && this.#shown && shouldHedge(this.#wanted, silentMs);
    if (!suspects) this.#suspectsSince = null;
    else this.#suspectsSince ??= now;
    // What a busy page has still to read may say otherwise in a moment.
    if (this.#suspectsSince !== null && now - this.#suspectsSince >= sureAfterMs) {
      this.#hedgedUntil = now + hedgeForMs;
    }
    this.#apply(now);
  }

  /** Whether it would be good to look again in a moment. */
  get suspects(): boolean {
    return this.#suspectsSince !== null;
  }

  #apply(now: number): void {
    const both = now < this.#overlapsUntil || now < this.#hedgedUntil;
    for (const kind of linkPaths) {
      const goes = this.#wanted !== null && (kind === this.#wanted || both);
      for (const slot of slots) {
        this.#paths.get(kind)?.setActive(slot, goes && !this.#held.has(slot));
      }
    }
  }
}
