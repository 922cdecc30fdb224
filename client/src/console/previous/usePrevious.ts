import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useEffect, useState } from 'react';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

/** The same customer's other requests, newest first, page by page; `null` until they are known. */
export function usePrevious(requestId: RequestId): {
  requests: readonly SupportRequest[] | null;
  more: boolean;
  busy: boolean;
  showMore: () => void;
} {
  const { signaling } = useWorkspace();
  const { busy, ask } = useAsk();
  const [page, setPage] = useState<{ requests: readonly SupportRequest[]; more: boolean } | null>(
    null,
  );

  useEffect(() => {
    let isOver = false;
    const load = (): void =>
      void ask(async () => {
        const answer = await signaling.request('request:previous', { requestId });
        if (!isOver) setPage(answer);
      });
    const stop = signaling.onConnection(({ state }) => {
      if (state === 'connected') load();
    });
    if (signaling.connection.state === 'connected') load();
    return () => {
      isOver = true;
      stop();
    };
  }, [signaling, requestId, ask]);

  function showMore(): void {
    const last = page?.requests.at(-1);
    if (!page || !last) return;
    void ask(async () => {
      const before = { id: last.id, createdAt: last.createdAt };
      const answer = await signaling.request('request:previous', { requestId, before });
      setPage({ requests: [...page.requests, ...answer.requests], more: answer.more });
    });
  }

  return { requests: page?.requests ?? null, more: page?.more ?? false, busy, showMore };
}
