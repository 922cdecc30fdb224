import type { EndpointId, UserId } from '../domain/ids.ts';
import type { FramePoint } from './inputMessage.ts';

export type { FramePoint };

/** What stays until it is taken away, apart from texts: a line by hand, an arrow, a box. */
export const lineTools = ['pen', 'arrow', 'box'] as const;
export type LineTool = (typeof lineTools)[number];
export type MarkTool = LineTool | 'text';
/** What moves along and leaves nothing: a pointer with a name, and a light that fades. */
export const spotKinds = ['gone', 'point', 'laser'] as const;
export type SpotKind = (typeof spotKinds)[number];

/** Most points in one message. */
export const maxChunk = 128;
/** Most points of a line by hand; a longer one goes on as the next. */
export const maxPoints = 2_000;
/** Most marks on a board; beyond, the oldest of the same author falls away. */
export const maxMarks = 256;
/** Most authors of a board, the customer included. */
export const maxAuthors = 16;
/** Longest text, in bytes of UTF-8. */
export const maxMarkTextBytes = 200;
/** Most points of a spot, the newest included. */
export const maxSpotPoints = 16;

/** A mark by whose it is, and its number there. */
export interface MarkName {
  /** Number of the author on this board: 0 is the customer. */
  author: number;
  id: number;
}

/** A mark as far as the board has it. */
export interface MarkHead extends MarkName {
  /** Points that are there. */
  points: number;
  done: boolean;
}

export interface Author {
  author: number;
  endpoint: EndpointId;
  /** `null` is the customer. */
  user: UserId | null;
}

type DrawingBody =
  /**
   * Points of a line, from the one numbered `from` on; of an arrow and a box there are two, and the
   * second one moves.
   */
  | ({
      type: 'line';
      tool: LineTool;
      from: number;
      done: boolean;
      points: readonly FramePoint[];
    } & MarkName)
  | ({ type: 'text'; at: FramePoint; text: string } & MarkName)
  | { type: 'erase'; marks: readonly MarkName[] }
  /** From the board: all that is on it. */
  | {
      type: 'digest';
      seq: number;
      /** What is drawn shows in the picture itself: the page that is shared draws it. */
      inPicture: boolean;
      /** The customer wants no drawing. */
      shut: boolean;
      authors: readonly Author[];
      marks: readonly MarkHead[];
    }
  /** To the board: these are not here. */
  | { type: 'want'; marks: readonly MarkName[] }
  /** Where somebody points, newest last; lossy. */
  | { type: 'spot'; author: number; seq: number; kind: SpotKind; points: readonly FramePoint[] };

export type DrawingMessage = {
  /** Whether the board says it, or somebody to the board. */
  by: 'author' | 'board';
  /** A u32 of the customer's browser; another one after everything was cleared. */
  board: number;
} & DrawingBody;

export type DrawingOf<Type extends DrawingMessage['type']> = Extract<
  DrawingMessage,
  { type: Type }
>;
