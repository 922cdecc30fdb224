import type { FramePoint, SpotKind } from '@beside/shared/protocol/drawing';

/** What a laser was over fades within so long, in ms. */
export const laserFadesMs = 1_200;
/** The laser's own light goes out when it has not moved for so long. */
const lightMs = 900;
/** A pointer of which nothing more was heard: its last word was lost maybe. */
const forgottenAfterMs = 8_000;
const maxTrail = 256;

export interface Spot {
  author: number;
  kind: Exclude<SpotKind, 'gone'>;
  /** Oldest first; of a pointer there is the newest alone. */
  trail: readonly { x: number; y: number; at: number }[];
  /** Whether the newest point is still lit. */
  lit: boolean;
}

interface Kept {
  kind: SpotKind;
  seq: number;
  at: number;
  trail: { x: number; y: number; at: number }[];
}

/** Where everybody points, by a clock that is given from outside; the newest of each author wins. */
export class SpotBook {
  readonly #spots = new Map<number, Kept>();

  /** @returns whether it was newer than what was known */
  put(
    author: number,
    seq: number,
    kind: SpotKind,
    points: readonly FramePoint[],
    now: number,
  ): boolean {
    const known = this.#spots.get(author);
    if (known && seq <= known.seq) return false;
    const fresh = points.map(({ x, y }) => ({ x, y, at: now }));
    // What a laser was over goes on fading, whatever is pointed with by now.
    const before = (known?.trail ?? []).filter(({ at }) => now - at < laserFadesMs);
    const trail =
      kind === 'point'
        ? fresh.slice(-1)
        : [...(known?.kind === 'point' ? [] : before), ...fresh].slice(-maxTrail);
    this.#spots.set(author, { kind, seq, at: now, trail });
    return true;
  }

  /** What is to be seen at a moment. */
  list(now: number): Spot[] {
    return [...this.#spots].flatMap(([author, { kind, at, trail }]): Spot[] => {
      if (kind === 'point') {
        return now - at < forgottenAfterMs ? [{ author, kind, trail, lit: true }] : [];
      }
      const left = trail.filter((point) => now - point.at < laserFadesMs);
      const lit = kind === 'laser' && now - at < lightMs;
      return left.length > 0 ? [{ author, kind: 'laser', trail: left, lit }] : [];
    });
  }

  /** Whether it looks different a moment later, without anything having come. */
  isFading(now: number): boolean {
    return this.list(now).some(({ kind }) => kind === 'laser');
  }

  clear(): void {
    this.#spots.clear();
  }
}
