import type { Entry } from '@beside/shared/domain/request';
import { startOfDay } from '../../lib/formats.ts';

/** What somebody has said, in words or by a file. */
export type Said = Extract<Entry, { from: unknown }>;
export type EventEntry = Extract<Entry, { kind: 'event' }>;

export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'event'; key: string; entry: EventEntry }
  /** `first` and `last` of what one person said in one go. */
  | { kind: 'message'; key: string; entry: Said; first: boolean; last: boolean };

/** Messages of one person that are not further apart belong together. */
const togetherMs = 3 * 60_000;

/** A conversation as it is shown: with its days, and with what belongs together. */
export function toRows(entries: readonly Entry[]): Row[] {
  const rows: Row[] = [];
  entries.forEach((entry, index) => {
    const previous = entries[index - 1];
    if (!previous || startOfDay(previous.at) !== startOfDay(entry.at)) {
      rows.push({ kind: 'day', key: `day-${entry.seq}`, at: entry.at });
    }
    if (entry.kind === 'event') rows.push({ kind: 'event', key: entry.id, entry });
    else {
      const first = !belongTogether(previous, entry);
      const last = !belongTogether(entry, entries[index + 1]);
      rows.push({ kind: 'message', key: entry.id, entry, first, last });
    }
  });
  return rows;
}

function belongTogether(one: Entry | undefined, next: Entry | undefined): boolean {
  return (
    one !== undefined &&
    next !== undefined &&
    one.kind !== 'event' &&
    next.kind !== 'event' &&
    one.from.party === next.from.party &&
    one.from.id === next.from.id &&
    next.at - one.at < togetherMs &&
    startOfDay(one.at) === startOfDay(next.at)
  );
}
