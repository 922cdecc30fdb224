import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { filters, type Filter } from './filterRequests.ts';
import { sortKeys, type Sorting } from './sortRequests.ts';

/** How the list is looked at. */
export interface ListView {
  filter: Filter;
  search: string;
  sorting: Sorting;
}

/** What the address names; what it names wrongly counts as not named. */
export function readListView(parameters: URLSearchParams): ListView {
  const named = (name: string): string | null => parameters.get(name);
  return {
    filter: filters.find((filter) => filter === named('show')) ?? 'all',
    search: named('q') ?? '',
    sorting: {
      by: sortKeys.find((key) => key === named('sort')) ?? 'urgency',
      reversed: named('order') === 'reversed',
    },
  };
}

/** The usual view leaves no trace in the address. */
export function writeListView(
  before: URLSearchParams,
  { filter, search, sorting }: ListView,
): URLSearchParams {
  const parameters = new URLSearchParams(before);
  const write = (name: string, value: string, usual: string): void => {
    if (value === usual) parameters.delete(name);
    else parameters.set(name, value);
  };
  write('show', filter, 'all');
  write('q', search, '');
  write('sort', sorting.by, 'urgency');
  write('order', sorting.reversed ? 'reversed' : '', '');
  return parameters;
}

/** The address follows what is typed after a pause. */
const pauseMs = 300;

/** The view that the address names, so that it can be linked to and gone back from. */
export function useListView(): [view: ListView, change: (change: Partial<ListView>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const named = useMemo(() => readListView(parameters), [parameters]);
  const [search, setSearch] = useState(named.search);
  const writing = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (writing.current === undefined) setSearch(named.search);
  }, [named.search]);
  useEffect(() => () => clearTimeout(writing.current), []);

  const write = useCallback(
    (changed: Partial<ListView>, replace: boolean) =>
      setParameters((before) => writeListView(before, { ...readListView(before), ...changed }), {
        replace,
      }),
    [setParameters],
  );
  const change = useCallback(
    (changed: Partial<ListView>) => {
      if (changed.search === undefined) {
        write(changed, false);
        return;
      }
      setSearch(changed.search);
      clearTimeout(writing.current);
      writing.current = setTimeout(() => {
        writing.current = undefined;
        // Nobody wants to go back letter by letter.
        write(changed, true);
      }, pauseMs);
    },
    [write],
  );
  return [{ ...named, search }, change];
}
