import type { Beat } from '@beside/shared/protocol/beat';
import type { LinkPath } from './linkPaths.ts';

/** A path whose last beat is older than so many ms says nothing of now. */
const validMs = 1_000;

type Word = Pick<Beat, 'seq' | 'paused'>;

/**
 * What the sharer's heartbeats say of whether it sends a picture at all: a pause is known at the
 * viewer a beat after the customer's click, whatever becomes of the line to the server. Where the
 * paths disagree, one is late: the pause counts.
 */
export class PauseSign {
  readonly #last = new Map<LinkPath, { seq: number; at: number; paused: boolean }>();

  heard(path: LinkPath, { seq, paused }: Word, now: number): void {
    if (seq <= (this.#last.get(path)?.seq ?? 0)) return;
    this.#last.set(path, { seq, at: now, paused });
  }

  /** A new try of a path counts its beats anew. */
  begin(path: LinkPath): void {
    this.#last.delete(path);
  }

  isPaused(now: number): boolean {
    return [...this.#last.values()].some(({ paused, at }) => paused && now - at <= validMs);
  }
}
