import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What somebody looks at of a list; it stands in the address, to be kept and to be gone back to. */
export interface ListLook<Sort extends string> {
  search: string;
  sort: Sort;
  descending: boolean;
  page: number;
}

export function useListQuery<Sort extends string>(
  sorts: readonly [Sort, ...Sort[]],
): { look: ListLook<Sort>; change: (next: Partial<ListLook<Sort>>) => void } {
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1) - 1;
  const look: ListLook<Sort> = {
    search: (params.get('search') ?? '').slice(0, 200),
    sort: sorts.find((sort) => sort === params.get('sort')) ?? sorts[0],
    descending: params.has('descending'),
    page: Number.isSafeInteger(page) && page >= 0 && page <= 1_000_000 ? page : 0,
  };
  const change = useCallback(
    (next: Partial<ListLook<Sort>>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          const put = (name: string, value: string | undefined): void =>
            value ? after.set(name, value) : after.delete(name);
          if (next.search !== undefined) put('search', next.search);
          if (next.sort !== undefined) put('sort', next.sort);
          if (next.descending !== undefined) put('descending', next.descending ? '1' : undefined);
          // Another list begins at its beginning.
          put('page', next.page ? String(next.page + 1) : undefined);
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { look, change };
}
