import type { NewEntry } from '../../ports.ts';

type Body<Kind extends NewEntry['kind']> = {
  [K in Kind]: Omit<Extract<NewEntry, { kind: K }>, 'id' | 'at'>;
}[Kind];

/** What is kept of an entry as JSON, beside its columns. */
export function bodyOf(entry: Body<NewEntry['kind']>): string {
  switch (entry.kind) {
    case 'message':
      return JSON.stringify({ from: entry.from, text: entry.text });
    case 'file':
      return JSON.stringify({ from: entry.from, file: entry.file });
    case 'event':
      return JSON.stringify({ event: entry.event });
  }
}
