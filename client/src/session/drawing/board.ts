import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import {
  decodeDrawing,
  encodeDrawing,
  maxAuthors,
  type Author,
  type DrawingMessage,
} from '@beside/shared/protocol/drawing';
import { Allowance } from './allowance.ts';
import { MarkBook, type Mark, type PastMark } from './markBook.ts';
import { createPencil, type DrawingBody, type Pencil } from './pencil.ts';
import { SpotBook, type Spot } from './spotBook.ts';
import { wholeMark } from './wholeMark.ts';

/** What is on the board is said again so often, and sooner after a change, in ms. */
const digestEveryMs = 1_000;
const digestSoonMs = 100;
/** Of all that is drawn, the next piece is said again so often, for those who cannot ask. */
const repeatEveryMs = 250;
/** Most marks that one question is answered with. */
const maxAnswered = 16;

interface Parts {
  /** The page that shares, whose board it is. */
  endpoint: EndpointId;
  /** Who shares; `null` is the customer. */
  user: UserId | null;
  /** Whose page that is; `undefined` where they may not draw. */
  whoIs(endpoint: EndpointId): UserId | null | undefined;
  /**
   * Tells everybody who sees the picture.
   *
   * @param from who said it, and does not need to be told
   */
  say(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>, from?: EndpointId): void;
  /** Whether others than who leads may be listening. */
  isOverheard(): boolean;
  onChange(): void;
  /** Four random bytes. */
  newNumber(): number;
}

/** What is drawn on a shared screen, kept by the page that shares: it alone decides what is on it. */
export interface Board {
  /** The hand of who shares. */
  readonly pencil: Pencil;
  readonly marks: readonly Mark[];
  readonly authors: readonly Author[];
  readonly shut: boolean;
  spots(now: number): Spot[];
  isFading(now: number): boolean;
  /** @param bytes untrusted, as they came from that page */
  receive(from: EndpointId, label: 'moves' | 'keys', bytes: Uint8Array, now: number): void;
  /** To be called some twenty times a second while there is anybody to tell. */
  tick(now: number): void;
  /** Whether the page that is shared shows what is drawn, so that the picture has it. */
  setInPicture(inPicture: boolean): void;
  /** While nothing is seen, nothing is drawn. */
  setPaused(paused: boolean): void;
  /** Takes everything away, also what is still on its way. */
  wipe(now: number): void;
  /** Who shares wants no drawing, or allows it again. */
  setShut(shut: boolean, now: number): void;
  /** All that was drawn on the present board and those before, oldest first. */
  history(): PastMark[];
  /** All that is on it, as what it would say to somebody who has heard nothing yet. */
  told(): Uint8Array<ArrayBuffer>[];
}

export function createBoard(parts: Parts): Board {
  const { endpoint, user: me, whoIs, say, isOverheard, onChange, newNumber } = parts;
  let number = newNumber();
  let book = new MarkBook(true);
  const before: PastMark[] = [];
  const spots = new SpotBook();
  const allowance = new Allowance();
  const authors = new Map<EndpointId, Author>([[endpoint, { author: 0, endpoint, user: me }]]);
  const flags = { inPicture: false, shut: false };
  let paused = false;
  let seq = 0;
  let lastAuthor = 0;
  let saidAt = -Infinity;
  let changed = true;
  const repeat = { at: -Infinity, next: 0 };

  const encode = (body: DrawingBody): Uint8Array<ArrayBuffer> =>
    encodeDrawing({ ...body, by: 'board', board: number });
  const tell = (body: DrawingBody, from?: EndpointId): void =>
    say(body.type === 'spot' ? 'moves' : 'keys', encode(body), from);
  const change = (): void => {
    changed = true;
    onChange();
  };
  const makePencil = (): Pencil =>
    createPencil({
      book,
      author: 0,
      send(body, now) {
        if (body.type === 'spot') spots.put(0, body.seq, body.kind, body.points, now);
        tell(body);
        change();
      },
    });
  let pencil = makePencil();

  const authorOf = (from: EndpointId, now: number): number | null => {
    const user = whoIs(from);
    if (user === undefined) return null;
    const known = authors.get(from);
    if (known) return known.author;
    if (!makeRoom() || lastAuthor >= maxNumber) return null;
    lastAuthor += 1;
    authors.set(from, { author: lastAuthor, endpoint: from, user });
    // Its own number is known to that page before anything is told with it.
    sayDigest(now);
    return lastAuthor;
  };

  /** Pages that come and go leave nothing behind, where nothing of theirs is to be seen. */
  const makeRoom = (): boolean => {
    if (authors.size < maxAuthors) return true;
    const seen = new Set(book.marks.map(({ author }) => author));
    const idle = [...authors.values()].find(({ author }) => author !== 0 && !seen.has(author));
    return idle !== undefined && authors.delete(idle.endpoint);
  };

  const digest = (): DrawingBody => {
    seq += 1;
    return { type: 'digest', seq, ...flags, authors: [...authors.values()], marks: book.heads() };
  };
  const sayDigest = (now: number): void => {
    [saidAt, changed] = [now, false];
    tell(digest());
  };

  const answer = (wanted: readonly { author: number; id: number }[]): void => {
    for (const name of wanted.slice(0, maxAnswered)) {
      const mark = book.get(name);
      if (mark) for (const piece of wholeMark(mark)) tell(piece);
    }
  };

  /** @returns whether it has changed anything */
  const apply = (message: DrawingMessage, author: number, now: number): boolean => {
    switch (message.type) {
      case 'line':
        return book.line({ ...message, author }, now);
      case 'text':
        return book.text({ ...message, author }, now);
      case 'erase':
        return book.erase(ownOf(message.marks, author), now).length > 0;
      case 'spot':
        return spots.put(author, message.seq, message.kind, message.points, now);
      case 'want':
      case 'digest':
        return false;
    }
  };

  const startAnew = (now: number): void => {
    book.erase(book.heads(), now);
    before.push(...book.history());
    before.splice(0, before.length - maxKept);
    number = newNumber();
    book = new MarkBook(true);
    pencil = makePencil();
    spots.clear();
    saidAt = -Infinity;
    change();
  };

  return {
    get pencil() {
      return pencil;
    },
    get marks() {
      return book.marks;
    },
    get authors() {
      return [...authors.values()];
    },
    get shut() {
      return flags.shut;
    },
    spots: (now) => spots.list(now),
    isFading: (now) => spots.isFading(now),
    receive(from, label, bytes, now) {
      const message = decodeDrawing(bytes);
      if (
        !message ||
        message.by !== 'author' ||
        (message.type === 'spot') !== (label === 'moves')
      ) {
        return;
      }
      if (message.board !== number || flags.shut || paused) return;
      if (whoIs(from) === undefined) return;
      const points = 'points' in message ? message.points.length : 0;
      const marks = 'marks' in message ? message.marks.length : 0;
      if (!allowance.take(from, points + marks * pointsForMark, now)) return;
      if (message.type === 'want') return answer(message.marks);
      const author = authorOf(from, now);
      if (author === null) return;
      if (!apply(message, author, now)) return;
      tell(toldOf(message, author), from);
      if (message.type === 'spot') onChange();
      else change();
    },
    tick(now) {
      const dueMs = changed ? digestSoonMs : digestEveryMs;
      if (now - saidAt >= dueMs) sayDigest(now);
      if (!isOverheard() || now - repeat.at < repeatEveryMs) return;
      const pieces = book.marks.flatMap((mark) => wholeMark(mark));
      const piece = pieces[repeat.next % Math.max(1, pieces.length)];
      repeat.at = now;
      repeat.next += 1;
      if (piece) tell(piece);
    },
    setInPicture(inPicture) {
      if (flags.inPicture === inPicture) return;
      flags.inPicture = inPicture;
      changed = true;
    },
    setPaused(next) {
      paused = next;
    },
    wipe: startAnew,
    setShut(shut, now) {
      if (flags.shut === shut) return;
      flags.shut = shut;
      startAnew(now);
    },
    history: () => [...before, ...book.history()],
    told: () => [digest(), ...book.marks.flatMap((mark) => wholeMark(mark))].map(encode),
  };
}

/** What was drawn is kept for a recording, as far back as this. */
const maxKept = 2_000;
/** Authors are numbered with a byte, and a number is not given twice. */
const maxNumber = 255;
/** A mark that is asked for or taken away costs as much as so many points. */
const pointsForMark = 4;

function ownOf(marks: readonly { id: number }[], author: number) {
  return marks.map(({ id }) => ({ author, id }));
}

/** The same, by the number that the board knows its author by. */
function toldOf(message: DrawingMessage, author: number): DrawingBody {
  if (message.type === 'erase') return { type: 'erase', marks: ownOf(message.marks, author) };
  return { ...message, author } as DrawingBody;
}
