import { createStore } from 'zustand/vanilla';
import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { FramePoint } from '@beside/shared/protocol/drawing';
import { Scope } from '@beside/shared/lib/scope';
import type { PictureView } from '../../media/picture/pictureView.ts';
import { pointInFrame } from '../control/inputCapture.ts';
import type { ReadonlyStore } from '../live.ts';
import { createBoardFollower } from './boardFollower.ts';
import { captureDrawing, type DrawingTool } from './captureDrawing.ts';
import { colourOf } from './colours.ts';
import { nameIn } from './drawingPeople.ts';
import { createDrawingLayer, type DrawingSource } from './drawingLayer.ts';

export interface ViewerDrawingView {
  /** Whether anything can be drawn at present. */
  ready: boolean;
  /** Who shares wants no drawing on the screen. */
  shut: boolean;
  /** Something that was drawn here is there to be undone. */
  own: boolean;
  tool: DrawingTool;
  /** Of this page, as everybody sees it. */
  colour: string;
}

/** What is drawn and seen drawn on the other side's screen. Every method is safe at any time. */
export interface ViewerDrawing {
  readonly view: ReadonlyStore<ViewerDrawingView>;
  setTool(tool: DrawingTool): void;
  /** Writes a text where it was asked for. */
  write(at: FramePoint, text: string): void;
  undo(): void;
  /** Takes away what is one's own. */
  clear(): void;
}

/** Where a text is to be written: in the frame, and in the window. */
export interface TextPlace {
  at: FramePoint;
  client: { x: number; y: number };
}

/** The same with what its owner tells it. */
export interface OwnedViewerDrawing extends ViewerDrawing {
  /** Whether the pointer draws, and neither controls nor moves the picture. */
  readonly takesPointer: boolean;
  receive(bytes: Uint8Array): void;
  /** All that has to be drawn over the picture now, as the board would say it. */
  drawn(): Uint8Array[];
  authorOf(author: number): UserId | null;
  /** Number of this page on the board, or the one that it will have, as far as is known. */
  readonly own: number;
  /** From which page there is something to see; `null`: from none. */
  setSharer(endpoint: EndpointId | null): void;
  /** To be called often. */
  tick(): void;
  attach(stage: HTMLElement, parts: AttachParts): { cancel: () => void; close: () => void };
}

interface AttachParts {
  picture: PictureView;
  video: () => HTMLVideoElement | null;
  onText: (place: TextPlace) => void;
}

interface Parts {
  endpoint: EndpointId;
  request: ReadonlyStore<SupportRequest>;
  /** Whether anything may be drawn from here, and there is a picture to draw on. */
  mayDraw: () => boolean;
  send(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): void;
}

export function createViewerDrawing(parts: Parts): OwnedViewerDrawing {
  const { endpoint, request, mayDraw, send } = parts;
  const listeners = new Set<() => void>();
  const view = createStore<ViewerDrawingView>(() => ({
    ...{ ready: false, shut: false, own: false, tool: 'point', colour: colourOf(1) },
  }));
  const now = (): number => performance.now();
  let sharer: EndpointId | null = null;

  const show = (): void => {
    const ready = follower.open && mayDraw();
    const { shut, hasOwn } = follower;
    const last = view.getState();
    const next = { ready, shut, own: hasOwn, colour: colourOf(follower.own ?? 1) };
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every(
      (name) => next[name] === last[name],
    );
    if (!isSame) view.setState({ ...next, ...(shut && { tool: 'point' }) });
    for (const listener of listeners) listener();
  };
  const follower = createBoardFollower({ endpoint, send, onChange: () => show() });
  const source: DrawingSource = {
    marks: (at) => follower.marks(at),
    spots: (at) => follower.spots(at),
    isFading: (at) => follower.isFading(at),
    nameOf: (author) => nameIn(request.getState(), follower.authors, author),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tool = (): DrawingTool | null => (view.getState().ready ? view.getState().tool : null);

  return {
    view,
    get takesPointer() {
      const used = tool();
      return used !== null && used !== 'point';
    },
    receive: (bytes) => follower.receive(bytes, now()),
    drawn: () => follower.told(now()),
    get own() {
      return follower.own ?? 1;
    },
    authorOf: (number) => follower.authors.find(({ author }) => author === number)?.user ?? null,
    setSharer(next) {
      if (next === sharer) return;
      sharer = next;
      follower.reset();
    },
    tick() {
      if ((follower.open && mayDraw()) !== view.getState().ready) show();
    },
    setTool: (next) => view.setState({ tool: next }),
    write: (at, text) => follower.pencil.write(at, text, now()),
    undo: () => follower.pencil.undo(now()),
    clear: () => follower.pencil.clear(now()),
    attach(stage, { picture, video, onText }) {
      const scope = new Scope();
      const box = () => (sharer === null ? null : picture.state.getState().placement);
      const layer = createDrawingLayer({ room: stage, source, box });
      scope.add(() => layer.close());
      scope.add(picture.state.subscribe(layer.repaint));
      const capture = captureDrawing(stage, {
        tool,
        pencil: () => follower.pencil,
        toFrame(x, y, clamped) {
          const top = video();
          return top ? pointInFrame(top, x, y, clamped) : undefined;
        },
        onText: (at, client) => onText({ at, client }),
      });
      scope.add(() => capture.close());
      return { cancel: capture.cancel, close: () => scope.close() };
    },
  };
}
