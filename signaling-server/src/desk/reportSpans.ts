import type { ReportStep } from '@beside/shared/protocol/admin/reports';
import { CodedError } from '@beside/shared/protocol/errors';

const dayMs = 24 * 60 * 60_000;
/** Up to so many days each gets its bar, and up to so many weeks. */
const maxDays = 62;
const maxWeeks = 53;

/**
 * A period cut into the days, weeks or months of the reader's time zone. Weeks begin on Monday.
 *
 * @throws CodedError('bad-request') where there is no such zone
 * @returns `times`: where each begins, and the end of the last; the first and the last may be cut
 */
export function cutPeriod(
  from: number,
  to: number,
  zone: string,
): { step: ReportStep; times: number[] } {
  const clock = createZoneClock(zone);
  const days = (to - from) / dayMs;
  const step = days <= maxDays ? 'day' : days <= maxWeeks * 7 ? 'week' : 'month';
  const times = [from];
  for (let date = clock.dateOf(from); ;) {
    date = following(date, step);
    const begins = clock.startOf(date);
    if (begins >= to) break;
    if (begins > from) times.push(begins);
  }
  return { step, times: [...times, to] };
}

/** A day of the calendar, in no time zone: midnight UTC of that date. */
type Day = number;

function following(day: Day, step: ReportStep): Day {
  const date = new Date(day);
  switch (step) {
    case 'day':
      return day + dayMs;
    case 'week':
      return day + (7 - ((date.getUTCDay() + 6) % 7)) * dayMs;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  }
}

interface ZoneClock {
  dateOf(at: number): Day;
  /** The first moment of that date there. */
  startOf(day: Day): number;
}

function createZoneClock(zone: string): ZoneClock {
  const format = formatOf(zone);
  /** What the clock on the wall shows, as if it were UTC. */
  const wall = (at: number): number => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map((part) => [part.type, part.value]),
    );
    const of = (name: string): number => Number(parts[name]);
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  };
  const offsetAt = (at: number): number => wall(at) - Math.floor(at / 1000) * 1000;
  return {
    dateOf: (at) => Math.floor(wall(at) / dayMs) * dayMs,
    startOf(day) {
      // The offset of the night itself; where clocks are put forward at midnight, the day begins late.
      const guess = day - offsetAt(day);
      const better = day - offsetAt(guess);
      return wall(better) < day ? guess : better;
    },
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw CodedError.wrongField('zone');
  }
}
