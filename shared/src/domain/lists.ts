/** Which part of a list somebody looks at. */
export interface ListQuery<Sort extends string> {
  search: string;
  sort: Sort;
  descending: boolean;
  /** Counted from 0; beyond the end, the last one is meant. */
  page: number;
}

/** How the rows of a list are found and put in order. */
export interface ListColumns<Row, Sort extends string> {
  /** What of a row is searched. */
  words(row: Row): string[];
  by: Record<Sort, (row: Row) => string | number>;
}

export interface ListPage<Row> {
  rows: Row[];
  /** How many there are that fit the search. */
  total: number;
  page: number;
}

const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * One page of a list: the rows that have every word of the search somewhere, whatever its case and
 * accents, in the order of a person's language.
 */
export function pageOf<Row, Sort extends string>(
  all: readonly Row[],
  { search, sort, descending, page }: ListQuery<Sort>,
  { words, by }: ListColumns<Row, Sort>,
  perPage: number,
): ListPage<Row> {
  const wanted = fold(search).split(/\s+/).filter(Boolean);
  const found = all.filter((row) => {
    const text = fold(words(row).join('\n'));
    return wanted.every((word) => text.includes(word));
  });
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const compare = (left: Row, right: Row): number => {
    const [a, b] = [by[sort](left), by[sort](right)];
    return typeof a === 'number' && typeof b === 'number'
      ? a - b
      : collator.compare(String(a), String(b));
  };
  // Equal rows keep the order in which they came, both ways.
  const sorted = found.toSorted((left, right) =>
    descending ? compare(right, left) : compare(left, right),
  );
  const last = Math.max(0, Math.ceil(sorted.length / perPage) - 1);
  const shown = Math.min(page, last);
  return {
    rows: sorted.slice(shown * perPage, (shown + 1) * perPage),
    total: sorted.length,
    page: shown,
  };
}
