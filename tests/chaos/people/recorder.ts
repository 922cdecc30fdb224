import type { Happening, History } from '../history/history.ts';

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Writes down what the pages of this process see, with the time, in one order. */
export interface Recorder {
  readonly history: History;
  /** What must not happen to a script, whatever the server does. */
  readonly failures: readonly string[];
  add(one: Untimed<Happening>): void;
  fail(what: string): void;
}

export function createRecorder(): Recorder {
  const history: Happening[] = [];
  const failures: string[] = [];
  return {
    history,
    failures,
    add: (one) => void history.push({ at: Date.now(), ...one }),
    fail: (what) => void failures.push(what),
  };
}
