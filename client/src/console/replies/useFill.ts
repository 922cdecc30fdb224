import { fillReply } from '@beside/shared/domain/readyReplies';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useCallback } from 'react';
import { useWorkspace } from '../WorkspaceContext.ts';

/** Fills a ready reply in for this request, as it is sent. */
export function useFill({ customer, portal }: SupportRequest): (text: string) => string {
  const { me } = useWorkspace();
  return useCallback(
    (text) =>
      fillReply(text, {
        'customer.name': customer.name,
        'technician.name': me.name,
        company: customer.company ?? '',
        portal: portal.name,
      }),
    [customer.name, customer.company, portal.name, me.name],
  );
}
