import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { limitTable, type Limit, type LimitName } from './limitTable.ts';

const page = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
const spans: Record<number, string> = {
  60: '1 min',
  600: '10 min',
  900: '15 min',
  3600: '1 h',
  86_400: '1 d',
};

test('[Q1] docs/limits.md names every limit as it is, and none that there is not', () => {
  const rows = [
    ...page.matchAll(/^\| `([\w-]+)` +\| ([\d,]+ in \d+ \w+) +\| (all|each) nodes? /gm),
  ];
  const documented = rows.map(([, name, much, counted]) => [name, much, counted]);
  const held = (Object.entries(limitTable) as [LimitName, Limit][]).map(([name, limit]) => [
    name,
    `${limit.points.toLocaleString('en-GB')} in ${spans[limit.seconds]}`,
    limit.counted === 'together' ? 'all' : 'each',
  ]);
  expect(documented).toEqual(held);
});
