import type { Entry } from '@beside/shared/domain/request';
import type { OpenedRecording } from '@beside/shared/protocol/admin/recordings';
import type { RecordedEvent } from '@beside/shared/protocol/recording';
import type { UserId } from '@beside/shared/domain/ids';

/** Something that one can go to. */
export interface Moment {
  key: string;
  at: number;
  kind: 'message' | 'event' | 'file' | 'drawn';
  /** Who it was, where it was somebody. */
  who: string;
  text: string;
}

interface Words {
  event(entry: Extract<Entry, { kind: 'event' }>): string;
  drew(name: string): string;
}

/** Marks of one person that come closer together than this are one moment, in ms. */
const togetherMs = 5_000;
/** A hole in the picture that is worth telling of, in ms. */
const holeMs = 1_500;

/** What was said, done and drawn while it was recorded, oldest first. */
export function momentsOf(
  { from, to }: { from: number; to: number },
  entries: readonly Entry[],
  events: readonly RecordedEvent[],
  nameOf: (user: UserId | null) => string,
  words: Words,
): Moment[] {
  const said = entries
    .filter(({ at }) => at >= from && at <= to)
    .map((entry): Moment => {
      const base = { key: entry.id, at: entry.at, kind: entry.kind };
      if (entry.kind === 'event') return { ...base, who: '', text: words.event(entry) };
      const text = entry.kind === 'message' ? entry.text : entry.file.name;
      return { ...base, who: entry.from.name, text };
    });
  const newest = new Map<UserId | null, number>();
  const drawn = events.flatMap((event): Moment[] => {
    if (event.type !== 'drawn') return [];
    const before = newest.get(event.by) ?? -Infinity;
    newest.set(event.by, event.at);
    if (event.at - before < togetherMs) return [];
    const text = words.drew(nameOf(event.by));
    return [{ key: `drawn ${event.at}`, at: event.at, kind: 'drawn', who: '', text }];
  });
  return [...said, ...drawn].toSorted((one, other) => one.at - other.at);
}

/** Those that have all of the words somewhere, whatever their case. */
export function findMoments(moments: readonly Moment[], search: string): Moment[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return moments.filter(({ who, text }) => {
    const all = `${who} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Where there is no picture, between the first piece and the last. */
export function holesOf({
  pieces,
}: Pick<OpenedRecording, 'pieces'>): { from: number; to: number }[] {
  return pieces.flatMap((piece, index) => {
    const next = pieces[index + 1];
    return next && next.from - piece.to > holeMs ? [{ from: piece.to, to: next.from }] : [];
  });
}
