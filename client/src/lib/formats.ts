/*
 * Dates and times in the reader's own format and zone, whatever language the words are in: an
 * Englishman reads 14:05 where an American reads 2:05 PM.
 */

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const exactTime = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** All times are milliseconds since the Unix epoch. */
export function formatTime(at: number): string {
  return time.format(at);
}

/** To the second. */
export function formatExactTime(at: number): string {
  return exactTime.format(at);
}

export function formatDayAndTime(at: number): string {
  return dayAndTime.format(at);
}

/**
 * A day of this or the next weeks and the time, within a sentence: names of days and months are in
 * its language, in the reader's own variety where that is the same.
 *
 * @param language of the sentence
 */
export function formatWeekdayAndTime(at: number, language: string): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return new Intl.DateTimeFormat(own ?? language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}

/** Several names as one part of a sentence in that language: `Ada, Bob and Carl`. */
export function formatNames(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** Midnight before `at`, in the reader's zone: the same for all times of one day. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function formatDay(at: number, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? day : dayAndYear).format(at);
}

/** How long something lasts: `0:42`, `12:05`, `3:07:00`, and whole days from the first one on. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  if (hours >= 24) {
    const days = { style: 'unit', unit: 'day', unitDisplay: 'short' } as const;
    return new Intl.NumberFormat(undefined, days).format(Math.floor(hours / 24));
  }
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

export function timeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The time of day in another zone; null where the zone is not known here. */
export function formatTimeIn(zone: string, at: number): string | null {
  const known = Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC';
  if (!known) return null;
  const options = { hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  return new Intl.DateTimeFormat(undefined, options).format(at);
}

/**
 * The name of a language, as in “German (Austria)”; the tag itself where it names none.
 *
 * @param tag BCP 47
 * @param reader in whose language
 */
export function languageName(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(tag) ?? tag;
  } catch (error) {
    if (error instanceof RangeError) return tag;
    throw error;
  }
}
