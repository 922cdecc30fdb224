import { createStore } from 'zustand/vanilla';
import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { Surface } from '@beside/shared/domain/sharing';
import { Scope } from '@beside/shared/lib/scope';
import type { LinkPath } from '../../media/linkPaths.ts';
import type { ReadonlyStore } from '../live.ts';
import { createBoard } from './board.ts';
import { createBoardOutlet, type DrawnPlace } from './boardOutlet.ts';
import { nameIn } from './drawingPeople.ts';
import type { DrawingSource } from './drawingLayer.ts';
import { openMirrorPicture } from './mirrorPicture.ts';
import { mirrored } from './mirrored.ts';
import { openPageDrawing } from './pageDrawing.ts';
import { drawOnPage } from './pageHand.ts';

/** What who shares draws with; `null`: with nothing. */
export type SharerTool = 'pen' | 'arrow' | null;

export interface SharerDrawingView {
  /** Nobody is to draw on this screen. */
  shut: boolean;
  /** There is something drawn, by whomever. */
  drawn: boolean;
  /** There is something drawn by who shares. */
  own: boolean;
  tool: SharerTool;
  /** What is drawn shows on what is shared itself. */
  inPicture: boolean;
}

/** What is drawn on a screen, on the page that shares it. Every method is safe at any time. */
export interface SharerDrawing {
  readonly view: ReadonlyStore<SharerDrawingView>;
  setTool(tool: SharerTool): void;
  undo(): void;
  /** Takes everything away, whoever has drawn it. */
  wipe(): void;
  setShut(shut: boolean): void;
  /** Puts the picture with its drawings into a room, in whichever window. @returns takes it out again */
  attachMirror(room: HTMLElement): () => void;
}

/** The same with what its owner tells it. */
export interface OwnedSharerDrawing extends SharerDrawing {
  receive(from: EndpointId, label: 'moves' | 'keys', bytes: Uint8Array): void;
  tick(): void;
  /** What is shared from here now; `null`: nothing. */
  setSurface(surface: Surface | null): void;
  /**
   * The tab that is shared can show what is drawn; `null`: it is not there any more, or cannot.
   * Another page of it takes the place of the one before.
   */
  setPlace(place: DrawnPlace | null): void;
  /** It shows it from now on. */
  setShown(): void;
  setPaused(paused: boolean): void;
  close(): void;
}

interface Parts {
  endpoint: EndpointId;
  /** Who shares; `null` is the customer. */
  user: UserId | null;
  /** Whose page that is; `undefined` where they may not draw. */
  whoIs(endpoint: EndpointId): UserId | null | undefined;
  request: ReadonlyStore<SupportRequest>;
  track: () => MediaStreamTrack | null;
  link: () =>
    | {
        /** The page at the other end. */
        remote: EndpointId | null;
        carrying: LinkPath | null;
        say(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): void;
      }
    | undefined;
}

export function createSharerDrawing(parts: Parts): OwnedSharerDrawing {
  const { endpoint, user, whoIs, request, track, link } = parts;
  const scope = new Scope();
  const listeners = new Set<() => void>();
  const mirrors = new Set<{ refresh(): void }>();
  const view = createStore<SharerDrawingView>(() => ({
    ...{ shut: false, drawn: false, own: false, tool: null, inPicture: false },
  }));
  const now = (): number => performance.now();
  let surface: Surface | null = null;
  /** Whether a page of the shared tab has shown anything of this board; whether the one of now does. */
  const place = { used: false, shows: false };
  let closePage = (): void => undefined;

  const show = (): void => {
    const next = {
      shut: board.shut,
      drawn: board.marks.length > 0,
      own: board.marks.some(({ author }) => author === 0),
    };
    const last = view.getState();
    if (last.shut !== next.shut || last.drawn !== next.drawn || last.own !== next.own) {
      view.setState(next);
    }
    for (const listener of listeners) listener();
  };
  const board = createBoard({
    ...{ endpoint, user, whoIs },
    say(label, bytes, from) {
      outlet.say(bytes);
      const way = link();
      // The one at the other end of the direct way has no need of an echo.
      if (way && (way.carrying === 'relay' || from !== way.remote)) way.say(label, bytes);
    },
    isOverheard: () => link()?.carrying === 'relay',
    onChange: () => show(),
    newNumber: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
  });
  const source: DrawingSource = {
    marks: () => board.marks,
    // One's own pointer is on the screen already.
    spots: (at) => board.spots(at).filter(({ author }) => author !== 0),
    isFading: (at) => board.isFading(at),
    nameOf: (author) => nameIn(request.getState(), board.authors, author),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const outlet = createBoardOutlet({
    told: () => board.told(),
    authors: () => board.authors,
    nameOf: source.nameOf,
  });
  const inPicture = (): boolean => surface === 'this-page' || place.shows;
  const mirror = mirrored(source, inPicture);
  const settlePicture = (): void => {
    board.setInPicture(inPicture());
    if (view.getState().inPicture !== inPicture()) view.setState({ inPicture: inPicture() });
    show();
  };
  const wipe = (): void => {
    board.wipe(now());
    // Not everybody who shows it is at the other end of a link.
    board.tick(now());
  };
  const pencil = () => board.pencil;
  const tool = (): SharerTool => view.getState().tool;
  scope.add(() => closePage());

  return {
    view,
    receive: (from, label, bytes) => {
      if (surface !== null) board.receive(from, label, bytes, now());
    },
    tick() {
      if (surface !== null) board.tick(now());
      outlet.tick();
      for (const shown of mirrors) shown.refresh();
    },
    setSurface(next) {
      if (surface === next) return;
      surface = next;
      view.setState({ tool: null });
      // It was drawn on something else.
      board.wipe(now());
      settlePicture();
      closePage();
      closePage = next === 'this-page' ? openOwnPage() : () => undefined;
    },
    setPlace(next) {
      const { used } = place;
      place.shows = false;
      outlet.open(next);
      settlePicture();
      if (next || !used) return;
      place.used = false;
      // The page that it was drawn on is gone.
      wipe();
    },
    setShown() {
      place.used = place.shows = true;
      settlePicture();
    },
    setPaused: (paused) => board.setPaused(paused),
    setTool: (next) => view.setState({ tool: next }),
    undo: () => pencil().undo(now()),
    wipe,
    setShut(shut) {
      if (shut) view.setState({ tool: null });
      board.setShut(shut, now());
      board.tick(now());
    },
    attachMirror(room) {
      const shown = openMirrorPicture({
        ...{ room, track, source: mirror, pencil },
        tool: () => tool() ?? 'point',
      });
      mirrors.add(shown);
      return () => {
        mirrors.delete(shown);
        shown.close();
      };
    },
    close: () => scope.close(),
  };

  function openOwnPage(): () => void {
    const closers = [openPageDrawing(source), drawOnPage({ pencil, tool })];
    return () => closers.forEach((close) => close());
  }
}
