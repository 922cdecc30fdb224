import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { AdminInput, AdminName, AdminOutput } from '@beside/shared/protocol/admin';
import { useCallback } from 'react';
import { askAdmin } from '../../signaling/adminApi.ts';

/** What the server says to a question, kept up to date by every change that is made here. */
export function useAdmin<K extends AdminName>(
  name: K,
  input: AdminInput<K>,
): UseQueryResult<AdminOutput<K>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: () => askAdmin(name, input),
    // A list that is paged or searched does not flicker.
    placeholderData: keepPreviousData,
  });
}

/** Changes something, and has everything that is shown looked at again. Throws RequestFailed. */
export function useChange(): <K extends AdminName>(
  name: K,
  input: AdminInput<K>,
) => Promise<AdminOutput<K>> {
  const client = useQueryClient();
  return useCallback(
    async (name, input) => {
      const output = await askAdmin(name, input);
      await client.invalidateQueries();
      return output;
    },
    [client],
  );
}
