import type { FailureKind } from '../failures.ts';
import type { ThreadFailure } from './protocol.ts';

/** What SQLite, or the thread that holds it, said. */
export class SqliteError extends Error {
  readonly errcode: number;

  constructor({ message, errcode }: ThreadFailure, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteError';
    this.errcode = errcode;
  }
}

/** The thread ended, or could not be started; what it had not answered may or may not be stored. */
export class ThreadLostError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ThreadLostError';
  }
}

/** The transaction waits for one that waits for it, and has to be done over. */
export class DeadlockError extends Error {
  constructor() {
    super('two transactions wait for each other');
    this.name = 'DeadlockError';
  }
}

// https://www.sqlite.org/rescode.html
const constraintForeignKey = 787;
const uniqueCodes = new Set([1555 /* primary key */, 2067 /* unique */, 2579 /* rowid */]);
export const notADatabase = 26;
const environmentCodes = new Set([
  5 /* busy */,
  6 /* locked */,
  7 /* no memory */,
  8 /* read-only */,
  9 /* interrupted */,
  10 /* input or output */,
  11 /* corrupt */,
  13 /* full */,
  14 /* cannot open */,
  15 /* protocol */,
  22 /* no large files */,
  notADatabase,
]);

export function classifySqlite(failure: unknown): FailureKind | undefined {
  if (failure instanceof ThreadLostError) return 'unavailable';
  if (failure instanceof DeadlockError) return 'again';
  if (!(failure instanceof SqliteError)) return undefined;
  if (uniqueCodes.has(failure.errcode)) return 'conflict';
  if (failure.errcode === constraintForeignKey) return 'not-found';
  return environmentCodes.has(failure.errcode & 0xff) ? 'unavailable' : undefined;
}
