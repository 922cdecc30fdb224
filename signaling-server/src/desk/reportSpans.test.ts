import { expect, test } from 'vitest';
import { cutPeriod } from './reportSpans.ts';

const at = (text: string): number => Date.parse(text);
const cut = (from: string, to: string, zone: string) => {
  const { step, times } = cutPeriod(at(from), at(to), zone);
  return { step, times: times.map((time) => new Date(time).toISOString().slice(0, 16)) };
};

test('[M2] days begin at midnight where the reader is', () => {
  expect(cut('2026-01-01T05:00Z', '2026-01-03T05:00Z', 'America/New_York')).toEqual({
    step: 'day',
    times: ['2026-01-01T05:00', '2026-01-02T05:00', '2026-01-03T05:00'],
  });
  expect(cut('2026-01-01T18:15Z', '2026-01-02T18:15Z', 'Asia/Kathmandu').times).toHaveLength(2);
});

test('[M2] a day on which clocks are changed is an hour shorter or longer, and is one day', () => {
  expect(cut('2026-03-28T23:00Z', '2026-03-30T22:00Z', 'Europe/Berlin').times).toEqual([
    '2026-03-28T23:00',
    '2026-03-29T22:00',
    '2026-03-30T22:00',
  ]);
  expect(cut('2026-10-24T22:00Z', '2026-10-26T23:00Z', 'Europe/Berlin').times).toEqual([
    '2026-10-24T22:00',
    '2026-10-25T23:00',
    '2026-10-26T23:00',
  ]);
});

test('[M2] where clocks are put forward at midnight, the day begins with its first moment', () => {
  // In Beirut 00:00 of 29 March 2026 is 01:00 at once.
  const { times } = cut('2026-03-27T22:00Z', '2026-03-30T21:00Z', 'Asia/Beirut');
  expect(times).toEqual([
    '2026-03-27T22:00',
    '2026-03-28T22:00',
    '2026-03-29T21:00',
    '2026-03-30T21:00',
  ]);
});

test('[M2] a period that begins in the middle of a day is cut there, and no span is lost', () => {
  const { times } = cut('2026-05-01T10:30Z', '2026-05-03T09:00Z', 'UTC');
  expect(times).toEqual([
    '2026-05-01T10:30',
    '2026-05-02T00:00',
    '2026-05-03T00:00',
    '2026-05-03T09:00',
  ]);
});

test('[M2] longer periods are cut into weeks from Monday, and into months', () => {
  const weeks = cut('2026-01-01T00:00Z', '2026-04-01T00:00Z', 'UTC');
  expect(weeks.step).toBe('week');
  expect(weeks.times.slice(0, 3)).toEqual([
    '2026-01-01T00:00',
    '2026-01-05T00:00',
    '2026-01-12T00:00',
  ]);
  const months = cut('2025-01-15T00:00Z', '2026-03-01T00:00Z', 'UTC');
  expect(months.step).toBe('month');
  expect(months.times).toHaveLength(15);
  expect(months.times.slice(0, 2)).toEqual(['2025-01-15T00:00', '2025-02-01T00:00']);
});

test('[M2] a time zone that there is not is refused', () => {
  expect(() => cutPeriod(0, 1, 'Mars/Olympus')).toThrow('bad-request');
});
