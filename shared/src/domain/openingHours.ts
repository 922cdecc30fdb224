import * as z from 'zod';

const minutesPerDay = 24 * 60;
const minuteMs = 60_000;

/** Weekly hours in the portal's own time zone, whatever the zone of the reader. */
export const openingHoursSchema = z.strictObject({
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: z.string().max(64).refine(isTimeZone),
  weekly: z
    .array(
      z
        .strictObject({
          /** ISO 8601: 1 is Monday, 7 is Sunday. */
          day: z.int().min(1).max(7),
          /** Minutes since midnight; `until` is not open any more. */
          from: z.int().min(0).max(minutesPerDay),
          until: z.int().min(0).max(minutesPerDay),
        })
        .refine(({ from, until }) => from < until),
    )
    .max(50),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether the hours are on at that moment (milliseconds since the Unix epoch). */
export function isWithinHours({ timeZone, weekly }: OpeningHours, at: number): boolean {
  const { day, minute } = wallClock(timeZone, at);
  return weekly.some((hours) => hours.day === day && hours.from <= minute && minute < hours.until);
}

/** When the hours begin next, in milliseconds since the Unix epoch; `null` where they never do. */
export function nextOpening({ timeZone, weekly }: OpeningHours, after: number): number | null {
  const { day, minute } = wallClock(timeZone, after);
  const startOfMinute = after - (after % minuteMs);
  const starts = weekly.map((hours) => {
    const days = (hours.day - day + 7) % 7;
    const ahead = days * minutesPerDay + hours.from - minute;
    const minutes = ahead > 0 ? ahead : ahead + 7 * minutesPerDay;
    return shifted(timeZone, startOfMinute + minutes * minuteMs, hours.from);
  });
  return starts.length === 0 ? null : Math.min(...starts);
}

/** Clocks may be set between now and then: the guess is moved to the wall time that is meant. */
function shifted(timeZone: string, guess: number, minuteOfDay: number): number {
  const { minute } = wallClock(timeZone, guess);
  const off = ((minuteOfDay - minute + minutesPerDay * 1.5) % minutesPerDay) - minutesPerDay / 2;
  return guess + off * minuteMs;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function wallClock(timeZone: string, at: number): { day: number; minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: dayNames.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}
