import type { EndpointId } from '@beside/shared/domain/ids';
import {
  decodeDrawing,
  encodeDrawing,
  type Author,
  type DrawingOf,
  type MarkName,
} from '@beside/shared/protocol/drawing';
import { MarkBook, type Mark, type PastMark } from './markBook.ts';
import { createPencil, type DrawingBody, type Pencil } from './pencil.ts';
import { SpotBook, type Spot } from './spotBook.ts';
import { wholeMark } from './wholeMark.ts';

/** What the board has not after so long was lost on its way, in ms. */
const lostAfterMs = 600;
/** A picture shows what the board says to be in it after so long at the latest. */
const shownAfterMs = 500;
/** Most marks that are asked for at once. */
const maxWanted = 16;
/** In the book of what was drawn here. */
const me = 0;

interface Parts {
  endpoint: EndpointId;
  send(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): void;
  onChange(): void;
  /** Whether this is where the picture has it from: there all of it is drawn. */
  isPicture?: boolean;
}

/** What is drawn on the other side's screen, as a viewer knows it, and what is drawn here. */
export interface BoardFollower {
  readonly pencil: Pencil;
  /** Whether there is a board that takes what is drawn. */
  readonly open: boolean;
  readonly shut: boolean;
  readonly authors: readonly Author[];
  /** Number of this page on the board; `null` before anything was drawn. */
  readonly own: number | null;
  /** Whether there is anything of one's own to undo. */
  readonly hasOwn: boolean;
  /** What has to be drawn over the picture at a moment: without what the picture itself shows. */
  marks(now: number): Mark[];
  spots(now: number): Spot[];
  /** Whether it looks different a moment later, without anything having come. */
  isFading(now: number): boolean;
  /** @param bytes untrusted, as they came from the page that shares */
  receive(bytes: Uint8Array, now: number): void;
  /** Forgets everything: another page shares, or none. */
  reset(): void;
  history(): PastMark[];
  /** What there is to be seen, as messages of the board from which it could be drawn anew. */
  told(now: number): Uint8Array[];
}

export function createBoardFollower(parts: Parts): BoardFollower {
  const { endpoint, send, onChange, isPicture = false } = parts;
  let board: number | null = null;
  let digest: DrawingOf<'digest'> | null = null;
  let others = new MarkBook(false);
  let mine = new MarkBook(false);
  const spots = new SpotBook();
  const mySpots = new SpotBook();
  /** Of what was drawn here: when it was last told, and since when the board has all of it. */
  const told = new Map<number, { at: number; confirmedAt: number | null }>();
  let askedAt = -Infinity;

  const say = (body: DrawingBody, now: number): void => {
    if (board === null || digest?.shut) return;
    if ('id' in body) told.set(body.id, { at: now, confirmedAt: null });
    send(body.type === 'spot' ? 'moves' : 'keys', encodeDrawing({ ...body, by: 'author', board }));
  };
  const makePencil = (): Pencil =>
    createPencil({
      book: mine,
      author: me,
      send(body, now) {
        if (body.type === 'spot' && body.kind !== 'point') {
          mySpots.put(me, body.seq, body.kind, body.points, now);
        }
        say(body, now);
        onChange();
      },
    });
  let pencil = makePencil();
  const isInPicture = (): boolean => digest?.inPicture === true && !isPicture;
  const own = (): number | null =>
    digest?.authors.find((author) => author.endpoint === endpoint)?.author ?? null;

  const startAnew = (next: number | null): void => {
    board = next;
    others = new MarkBook(false);
    mine = new MarkBook(false);
    pencil = makePencil();
    told.clear();
    spots.clear();
    mySpots.clear();
  };

  /** What was drawn here goes on to the board until that has it, and off it until it has not. */
  const mend = (heads: DrawingOf<'digest'>['marks'], number: number | null, now: number): void => {
    const known = new Map(heads.filter(({ author }) => author === number).map((h) => [h.id, h]));
    for (const mark of mine.marks) {
      const state = told.get(mark.id);
      const head = known.get(mark.id);
      known.delete(mark.id);
      if (!state) continue;
      const isThere = head?.points === mark.points.length && head.done === mark.done;
      if (isThere && mark.done) state.confirmedAt ??= now;
      // It fell off the board, which has room for so much.
      else if (!head && state.confirmedAt !== null) mine.erase([mark], now);
      else if (!isThere && now - state.at > lostAfterMs) {
        for (const piece of wholeMark(mark, head?.points)) say(piece, now);
      }
    }
    const erased = [...known.keys()].filter((id) => now - (told.get(id)?.at ?? now) > lostAfterMs);
    if (erased.length > 0) say({ type: 'erase', marks: erased.map(byMe) }, now);
  };

  const heed = (next: DrawingOf<'digest'>, now: number): void => {
    if (digest && next.seq <= digest.seq) return;
    digest = next;
    if (next.board !== board) startAnew(next.board);
    const number = own();
    mend(next.marks, number, now);
    const theirs = next.marks.filter(({ author }) => author !== number);
    others.keepOnly(theirs, now);
    const missing = theirs.filter((head) => {
      const mark = others.get(head);
      return !mark || mark.points.length < head.points || mark.done !== head.done;
    });
    if (missing.length === 0 || now - askedAt < lostAfterMs) return;
    askedAt = now;
    const marks = missing.slice(0, maxWanted).map(({ author, id }) => ({ author, id }));
    say({ type: 'want', marks }, now);
  };

  return {
    get pencil() {
      return pencil;
    },
    get open() {
      return board !== null && digest?.shut === false;
    },
    get shut() {
      return digest?.shut ?? false;
    },
    get authors() {
      return digest?.authors ?? [];
    },
    get own() {
      return own();
    },
    get hasOwn() {
      return mine.marks.length > 0;
    },
    marks(now) {
      const number = own() ?? unknownAuthor;
      const drawn = mine.marks.map((mark) => ({ ...mark, author: number }));
      if (!isInPicture()) return [...others.marks, ...drawn];
      return drawn.filter(({ id }) => now - (told.get(id)?.confirmedAt ?? now) < shownAfterMs);
    },
    spots(now) {
      const number = own() ?? unknownAuthor;
      const shown = mySpots.list(now).map((spot) => ({ ...spot, author: number }));
      return isInPicture() ? shown : [...spots.list(now), ...shown];
    },
    isFading: (now) =>
      spots.isFading(now) ||
      mySpots.isFading(now) ||
      (isInPicture() &&
        [...told.values()].some(
          ({ confirmedAt }) => confirmedAt !== null && now - confirmedAt <= shownAfterMs,
        )),
    receive(bytes, now) {
      const message = decodeDrawing(bytes);
      if (!message || message.by !== 'board') return;
      if (message.type === 'digest') heed(message, now);
      else if (message.board !== board) return;
      else if (message.type === 'erase') others.erase(message.marks, now);
      else if ('author' in message && message.author !== own()) {
        if (message.type === 'line') others.line(message, now);
        else if (message.type === 'text') others.text(message, now);
        else spots.put(message.author, message.seq, message.kind, message.points, now);
      }
      onChange();
    },
    reset() {
      digest = null;
      startAnew(null);
      onChange();
    },
    told(now) {
      if (!digest || board === null) return [];
      const said = { by: 'board', board } as const;
      const marks = this.marks(now).flatMap((mark) => wholeMark(mark));
      return [{ ...digest, ...said }, ...marks.map((body) => ({ ...body, ...said }))].map(
        (message) => encodeDrawing(message),
      );
    },
    history: () => [...others.history(), ...mine.history()],
  };

  function byMe(id: number): MarkName {
    return { author: me, id };
  }
}

/** Who draws before the board has given a number gets the colour of the first. */
const unknownAuthor = 1;
