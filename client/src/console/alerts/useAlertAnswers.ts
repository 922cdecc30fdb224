import type { RequestId } from '@beside/shared/domain/ids';
import { useCallback } from 'react';
import { useAsk } from '../useAsk.ts';
import { useOpenRequest } from '../useOpenRequest.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

/** Yes opens the request; the customer is told when the technician joins. */
export function useAlertAnswers(): {
  busy: boolean;
  accept: (requestId: RequestId) => void;
  decline: (requestId: RequestId) => void;
} {
  const workspace = useWorkspace();
  const openRequest = useOpenRequest();
  const { busy, ask } = useAsk();

  const accept = useCallback(
    (requestId: RequestId) =>
      void ask(async () => {
        workspace.accept(await workspace.alerts.accept(requestId));
        openRequest(requestId);
      }),
    [workspace, openRequest, ask],
  );
  const decline = useCallback(
    (requestId: RequestId) => void ask(() => workspace.alerts.decline(requestId)),
    [workspace, ask],
  );
  return { busy, accept, decline };
}
