import type { MessagePort } from 'node:worker_threads';
import type { SQLInputValue } from 'node:sqlite';
import type { QueryName } from '../procedures/procedure.ts';
import type { Call } from '../procedures/procedures.ts';
import type { Text } from '../repositories/prepare.ts';

export interface Statement {
  sql: string;
  parameters: readonly SQLInputValue[];
}

/** What the main thread asks of a thread that owns a connection, in the order it is to be done. */
export type Step =
  /** A query that changes nothing. Inside a batch it sees what the batch holds so far. */
  | ({ do: 'read'; query: number } & Statement)
  | { do: 'begin' }
  /** All the writes of a unit, or none of them. */
  | { do: 'write'; unit: number; statements: readonly Statement[] }
  /** A unit that has the connection for itself until it leaves. */
  | { do: 'enter'; unit: number }
  | ({ do: 'query'; unit: number; query: number | undefined } & Statement)
  /** Kept for the commit, or undone. A unit that failed is undone in any case. */
  | { do: 'leave'; unit: number; keep: boolean }
  /** A unit that is carried out by the thread alone, all of it or nothing. */
  | ({ do: 'perform'; unit: number; query: number } & Pick<Call, 'procedure' | 'input'>)
  | { do: 'commit' };

export type Texts = Readonly<Record<QueryName, Text>>;

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
  results: { query: number; rows: Rows }[];
  /** What procedures gave back. */
  outputs: { query: number; output: unknown }[];
  /** Queries that failed by themselves. */
  failures: { query: number; failure: ThreadFailure }[];
  /** Units that failed and were, or will be when they leave, undone. The others are not touched. */
  undone: { unit: number; failure: ThreadFailure }[];
  /** The whole batch is gone: it could not be begun or committed, or SQLite rolled it back. */
  lost?: ThreadFailure;
}

export const noReply = (id: number): Reply => ({
  ...{ id, results: [], outputs: [], failures: [], undone: [] },
});

export type ThreadMode = 'write' | 'read';

export interface ThreadData {
  path: string;
  mode: ThreadMode;
  port: MessagePort;
  /** Rises with each request, so that the thread can sleep on it. */
  bell: Int32Array;
  /** The queries of procedures. */
  texts: Texts | undefined;
}

export type ThreadMessage = Request | 'close';
