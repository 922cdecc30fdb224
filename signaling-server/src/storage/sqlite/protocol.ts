import type { MessagePort } from 'node:worker_threads';
import type { SQLInputValue } from 'node:sqlite';

/** What the main thread asks of a thread that owns a connection, in the order it is to be done. */
export type Step =
  | { do: 'begin' }
  | { do: 'enter'; unit: number }
  | { do: 'query'; unit: number; sql: string; parameters: readonly SQLInputValue[] }
  /** Ends the unit: kept for the commit, or undone. One that failed is undone in any case. */
  | { do: 'leave'; unit: number; keep: boolean }
  | { do: 'commit' };

export interface Request {
  /** Counts up from 1; 0 stands for the opening of the database. */
  id: number;
  steps: readonly Step[];
}

export interface ThreadFailure {
  message: string;
  /** SQLite's extended result code (https://www.sqlite.org/rescode.html); 0 where it has none. */
  errcode: number;
}

export interface Rows {
  rows: Record<string, unknown>[];
  changes: number;
}

export interface Reply {
  id: number;
  /** Of the last step, where that was a query which succeeded. */
  result?: Rows;
  /** Units of which a query failed. They are undone when they leave; the others are not touched. */
  failures?: { unit: number; failure: ThreadFailure }[];
  /** The whole batch is gone: it could not be begun or committed, or SQLite rolled it back. */
  lost?: ThreadFailure;
}

export type ThreadMode = 'write' | 'read';

export interface ThreadData {
  path: string;
  mode: ThreadMode;
  port: MessagePort;
  /** Rises with each request, so that the thread can sleep on it. */
  bell: Int32Array;
}

export type ThreadMessage = Request | 'close';
