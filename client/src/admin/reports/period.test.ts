import { expect, test } from 'vitest';
import { dateOf, readPeriod, spanOf } from './period.ts';

const read = (search: string) => readPeriod(new URLSearchParams(search));

test('[M2] what the address says is the period, and nonsense is the last 30 days', () => {
  expect(read('days=7')).toEqual({ recent: '7' });
  expect(read('from=2026-01-01&until=2026-01-31')).toEqual({
    from: '2026-01-01',
    until: '2026-01-31',
  });
  for (const search of [
    '',
    'days=8',
    'from=2026-01-01',
    'from=x&until=y',
    'from=2026-13-41&until=2026-01-01',
  ]) {
    expect(read(search)).toEqual({ recent: '30' });
  }
});

test('[M2] both days of a period belong to it, whole', () => {
  const span = spanOf({ from: '2026-01-05', until: '2026-01-05' }, 0);
  expect(span).toEqual({
    from: new Date(2026, 0, 5).getTime(),
    to: new Date(2026, 0, 6).getTime(),
  });
  const week = spanOf({ recent: '7' }, new Date(2026, 2, 10, 13, 30).getTime());
  expect(week).toEqual({
    from: new Date(2026, 2, 4).getTime(),
    to: new Date(2026, 2, 11).getTime(),
  });
});

test('[M2] dates that go backwards, or for ever, are told', () => {
  expect(spanOf({ from: '2026-02-01', until: '2026-01-01' }, 0)).toBe('backwards');
  expect(spanOf({ from: '1999-02-01', until: '2026-01-01' }, 0)).toBe('too-long');
  expect(dateOf(new Date(2026, 0, 5, 23, 59).getTime())).toBe('2026-01-05');
});
