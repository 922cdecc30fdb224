import {
  maxMarks,
  maxPoints,
  type DrawingOf,
  type FramePoint,
  type MarkHead,
  type MarkName,
  type MarkTool,
} from '@beside/shared/protocol/drawing';

export interface Mark extends MarkName {
  tool: MarkTool;
  points: FramePoint[];
  /** When each of the points came. */
  times: number[];
  done: boolean;
  /** Of a text. */
  text: string;
}

/** A mark that was on the board, and from when to when. */
export interface PastMark extends Mark {
  /** `null`: it is still there. */
  erasedAt: number | null;
}

type Line = Omit<DrawingOf<'line'>, 'by' | 'board' | 'type'>;
type Text = Omit<DrawingOf<'text'>, 'by' | 'board' | 'type'>;

/** Marks that were taken away are remembered, for a recording. */
const maxPast = 1_000;

/**
 * The marks on one board, oldest first. Whatever comes twice, or late, changes nothing. Times are
 * milliseconds of whichever clock the caller has.
 */
export class MarkBook {
  readonly #marks = new Map<string, Mark>();
  readonly #past = new Map<string, PastMark>();
  readonly #isFinal: boolean;

  /** @param isFinal whether what was taken away never comes back, however late it is told of */
  constructor(isFinal: boolean) {
    this.#isFinal = isFinal;
  }

  get marks(): readonly Mark[] {
    return [...this.#marks.values()];
  }

  get(name: MarkName): Mark | undefined {
    return this.#marks.get(keyOf(name));
  }

  /** @returns whether anything has changed */
  line({ author, id, tool, from, points, done }: Line, now: number): boolean {
    const name = { author, id };
    if (this.#isOver(name)) return false;
    const known = this.get(name);
    if (known ? known.done || known.tool !== tool : from !== 0 || points.length === 0) return false;
    const mark: Mark = known ?? {
      ...name,
      ...{ tool, points: [], times: [], done: false, text: '' },
    };
    if (from > mark.points.length) return false;
    const fresh = tool === 'pen' ? points.slice(mark.points.length - from) : points;
    if (fresh.length === 0 && !done) return false;
    if (tool !== 'pen') mark.points.length = mark.times.length = from;
    mark.points.push(...fresh);
    mark.times.push(...fresh.map(() => now));
    mark.done = done || (tool === 'pen' && mark.points.length >= maxPoints);
    if (!known) this.#put(mark, now);
    return true;
  }

  text({ author, id, at, text }: Text, now: number): boolean {
    const key = keyOf({ author, id });
    if (this.#isOver({ author, id }) || this.#marks.has(key)) return false;
    this.#put({ author, id, tool: 'text', points: [at], times: [now], done: true, text }, now);
    return true;
  }

  /** @returns those that were there */
  erase(names: readonly MarkName[], now: number): MarkName[] {
    return names.filter((name) => {
      const mark = this.get(name);
      if (!mark) return false;
      this.#marks.delete(keyOf(name));
      this.#past.set(keyOf(name), { ...mark, erasedAt: now });
      for (const key of this.#past.keys()) {
        if (this.#past.size <= maxPast) break;
        this.#past.delete(key);
      }
      return true;
    });
  }

  /** Takes away whatever is not in the list. */
  keepOnly(names: readonly MarkName[], now: number): boolean {
    const kept = new Set(names.map(keyOf));
    const gone = this.marks.filter((mark) => !kept.has(keyOf(mark)));
    return this.erase(gone, now).length > 0;
  }

  heads(): MarkHead[] {
    return this.marks.map(({ author, id, points, done }) => ({
      ...{ author, id, done },
      points: points.length,
    }));
  }

  /** Everything that was drawn, oldest first, with its times; as far back as is kept. */
  history(): PastMark[] {
    const present = this.marks.map((mark) => ({ ...mark, erasedAt: null }));
    return [...this.#past.values(), ...present].toSorted(
      (one, other) => (one.times[0] ?? 0) - (other.times[0] ?? 0),
    );
  }

  #isOver(name: MarkName): boolean {
    return this.#isFinal && this.#past.has(keyOf(name));
  }

  #put(mark: Mark, now: number): void {
    this.#marks.set(keyOf(mark), mark);
    this.#past.delete(keyOf(mark));
    if (this.#marks.size <= maxMarks) return;
    // One who draws without end takes away what is theirs.
    const oldest = this.marks.find(({ author }) => author === mark.author);
    if (oldest) this.erase([oldest], now);
  }
}

function keyOf({ author, id }: MarkName): string {
  return `${author}.${id}`;
}
