import { expect, test } from 'vitest';
import { pageOf, type ListQuery } from './lists.ts';

const people = [
  { name: 'Zoë', seen: 3 },
  { name: 'anna 10', seen: 1 },
  { name: 'Anna 9', seen: 2 },
  { name: 'Émile', seen: 1 },
];
const columns = {
  words: ({ name }: (typeof people)[number]) => [name],
  by: {
    name: ({ name }: (typeof people)[number]) => name,
    seen: ({ seen }: (typeof people)[number]) => seen,
  },
};
const look = (more: Partial<ListQuery<'name' | 'seen'>>, perPage = 10) => {
  const query = { search: '', sort: 'name', descending: false, page: 0, ...more } as const;
  const { rows, ...rest } = pageOf(people, query, columns, perPage);
  return { names: rows.map(({ name }) => name), ...rest };
};

test('[M1] a list is put in order as people order names and numbers, both ways', () => {
  expect(look({}).names).toEqual(['Anna 9', 'anna 10', 'Émile', 'Zoë']);
  expect(look({ descending: true }).names).toEqual(['Zoë', 'Émile', 'anna 10', 'Anna 9']);
  expect(look({ sort: 'seen' }).names).toEqual(['anna 10', 'Émile', 'Anna 9', 'Zoë']);
});

test('[M1] a list is searched for every word, whatever its case and accents', () => {
  expect(look({ search: 'EMILE' }).names).toEqual(['Émile']);
  expect(look({ search: '9 anna' }).names).toEqual(['Anna 9']);
  expect(look({ search: 'anna zoe' })).toEqual({ names: [], total: 0, page: 0 });
});

test('[M1] a list has pages, and beyond its end there is the last one', () => {
  expect(look({ page: 1 }, 3)).toEqual({ names: ['Zoë'], total: 4, page: 1 });
  expect(look({ page: 99 }, 2)).toEqual({ names: ['Émile', 'Zoë'], total: 4, page: 1 });
});
