/** What a date or time field is made of, as the browser shows it. */
export type Unit =
  'year' | 'month' | 'week' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'period';
export type Filled = Partial<Record<Unit, number>>;

interface Bounds {
  min: number;
  max: number;
}

const bounds: Readonly<Record<Unit, Bounds>> = {
  year: { min: 1, max: 9999 },
  month: { min: 1, max: 12 },
  week: { min: 1, max: 53 },
  day: { min: 1, max: 31 },
  hour: { min: 0, max: 23 },
  hour12: { min: 1, max: 12 },
  minute: { min: 0, max: 59 },
  second: { min: 0, max: 59 },
  /** 0 before noon, 1 after. */
  period: { min: 0, max: 1 },
};

const unitOfPart: Readonly<Record<string, Unit>> = {
  ...{ day: 'day', month: 'month', year: 'year', hour: 'hour', minute: 'minute' },
  ...{ second: 'second', dayPeriod: 'period' },
};
const ofMonth = { year: 'numeric', month: '2-digit' } as const;
const ofDay = { ...ofMonth, day: '2-digit' } as const;
const ofTime = { hour: '2-digit', minute: '2-digit' } as const;

/** In the order of the browser's language; the kinds are HTML's. */
export function unitsOf(kind: string, language: string, withSeconds: boolean): Unit[] {
  if (kind === 'week') return ['week', 'year'];
  const time = withSeconds ? ({ ...ofTime, second: '2-digit' } as const) : ofTime;
  const options: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
    ...{ date: ofDay, month: ofMonth, time },
    'datetime-local': { ...ofDay, ...time },
  };
  const parts = new Intl.DateTimeFormat(language, options[kind] ?? ofDay).formatToParts(0);
  const units = parts.flatMap(({ type }) => unitOfPart[type] ?? []);
  const halves = units.includes('period');
  return units.map((unit) => (unit === 'hour' && halves ? 'hour12' : unit));
}

/** What a field's value says (HTML, "dates and times"). */
export function readValue(kind: string, value: string): Filled {
  const week = /^(\d+)-W(\d+)$/.exec(value);
  if (week) return { year: Number(week[1]), week: Number(week[2]) };
  const [date = '', time = ''] = kind === 'time' ? ['', value] : value.split('T');
  const [year, month, day] = numbers(date, '-');
  const [hour, minute, second] = numbers(time, ':');
  const filled: Filled = Object.fromEntries(
    Object.entries({ year, month, day, hour, minute, second }).filter(([, is]) => is !== undefined),
  );
  if (hour === undefined) return filled;
  return { ...filled, second: second ?? 0, hour12: hour % 12 || 12, period: hour < 12 ? 0 : 1 };
}

function numbers(text: string, separator: string): number[] {
  return text === '' ? [] : text.split(separator).map((part) => Math.floor(Number(part)));
}

/** @returns the field's value, or an empty one as long as a unit is missing */
export function writeValue(kind: string, units: readonly Unit[], filled: Filled): string {
  if (units.some((unit) => filled[unit] === undefined)) return '';
  const two = (unit: Unit): string => String(filled[unit] ?? 0).padStart(2, '0');
  const year = String(filled.year ?? 0).padStart(4, '0');
  if (kind === 'week') return `${year}-W${two('week')}`;
  if (kind === 'month') return `${year}-${two('month')}`;
  const hour = units.includes('hour12')
    ? ((filled.hour12 ?? 0) % 12) + (filled.period === 1 ? 12 : 0)
    : (filled.hour ?? 0);
  const seconds = units.includes('second') ? `:${two('second')}` : '';
  const time = `${String(hour).padStart(2, '0')}:${two('minute')}${seconds}`;
  const date = `${year}-${two('month')}-${two('day')}`;
  if (kind === 'date') return date;
  return kind === 'time' ? time : `${date}T${time}`;
}

/** One digit more in a unit. `full`: no further one fits, the next goes to the next unit. */
export function typeDigit(
  unit: Unit,
  typed: string,
  digit: string,
): { typed: string; value: number; full: boolean } {
  const { min, max } = bounds[unit];
  const longer = typed + digit;
  const word = Number(longer) > max ? digit : longer;
  const value = Math.max(min, Number(word));
  const full = word.length >= String(max).length || Number(word) * 10 > max;
  return { typed: full ? '' : word, value, full };
}

/** One step up or down, around at the ends. */
export function stepUnit(unit: Unit, value: number | undefined, by: number, now: Date): number {
  const { min, max } = bounds[unit];
  if (value === undefined) {
    if (unit === 'year') return now.getFullYear();
    return by > 0 ? min : max;
  }
  const grid = Math.abs(by);
  const onGrid = by > 0 ? Math.floor(value / grid) * grid : Math.ceil(value / grid) * grid;
  const next = onGrid + by;
  if (next > max) return min;
  return next < min ? max - ((max - min) % grid) : next;
}
