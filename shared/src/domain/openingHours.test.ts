import { expect, test } from 'vitest';
import { isWithinHours, nextOpening, openingHoursSchema } from './openingHours.ts';

const hour = 60;
const berlin = {
  timeZone: 'Europe/Berlin',
  weekly: [
    { day: 1, from: 9 * hour, until: 17 * hour },
    { day: 5, from: 9 * hour, until: 12 * hour },
  ],
};
const at = (text: string): number => Date.parse(text);

test('[P4] hours are those of the portal, wherever the reader is', () => {
  // Monday 2 November 2026, winter time: UTC+1.
  expect(isWithinHours(berlin, at('2026-11-02T07:59:59Z'))).toBe(false);
  expect(isWithinHours(berlin, at('2026-11-02T08:00:00Z'))).toBe(true);
  expect(isWithinHours(berlin, at('2026-11-02T15:59:59Z'))).toBe(true);
  expect(isWithinHours(berlin, at('2026-11-02T16:00:00Z'))).toBe(false);
  expect(isWithinHours(berlin, at('2026-11-03T10:00:00Z'))).toBe(false);
});

test('[P4] the next opening is the next beginning, today, this week or next week', () => {
  expect(nextOpening(berlin, at('2026-11-02T07:30:20Z'))).toBe(at('2026-11-02T08:00:00Z'));
  expect(nextOpening(berlin, at('2026-11-02T08:00:00Z'))).toBe(at('2026-11-06T08:00:00Z'));
  expect(nextOpening(berlin, at('2026-11-06T20:00:00Z'))).toBe(at('2026-11-09T08:00:00Z'));
  expect(nextOpening({ ...berlin, weekly: [] }, 0)).toBeNull();
});

test('[P4] a clock that is set meanwhile moves the opening with it', () => {
  // Summer time ends in Berlin on Sunday 25 October 2026.
  expect(nextOpening(berlin, at('2026-10-24T10:00:00Z'))).toBe(at('2026-10-26T08:00:00Z'));
  // It begins on Sunday 28 March 2027.
  expect(nextOpening(berlin, at('2027-03-27T10:00:00Z'))).toBe(at('2027-03-29T07:00:00Z'));
});

test('[P4] hours that end before they begin, and zones that are none, are refused', () => {
  expect(openingHoursSchema.safeParse(berlin).success).toBe(true);
  const backwards = { ...berlin, weekly: [{ day: 1, from: 600, until: 540 }] };
  expect(openingHoursSchema.safeParse(backwards).success).toBe(false);
  expect(openingHoursSchema.safeParse({ ...berlin, timeZone: 'Mars/Olympus' }).success).toBe(false);
});
