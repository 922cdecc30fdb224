import type { RequestId } from '@beside/shared/domain/ids';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** Goes to a request, and leaves the list beside it as it is looked at. */
export function useOpenRequest(): (requestId: RequestId) => void {
  const navigate = useNavigate();
  return useCallback(
    (requestId) =>
      void navigate({ pathname: `/requests/${requestId}`, search: window.location.search }),
    [navigate],
  );
}
