import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useCallback, useState } from 'react';
import { usePlace } from './place.ts';
import { forgetStay, keepStay, readStay } from '../session/stay.ts';

/** Whether this page is in a conversation: `gone` says that an earlier one is no longer there. */
export function useStay(page: string) {
  const { storage, tell } = usePlace();
  const [stay, setStay] = useState<OpenedRequest | null>(() => readStay(storage, page));
  const [gone, setGone] = useState(false);
  const enter = useCallback(
    (opened: OpenedRequest) => {
      keepStay(storage, page, opened);
      setStay(opened);
      tell({ type: 'request-started', requestId: opened.requestId });
    },
    [page, storage, tell],
  );
  const leave = useCallback(
    (isGone: boolean) => {
      forgetStay(storage, page);
      setStay(null);
      setGone(isGone);
    },
    [page, storage],
  );
  return { stay, gone, enter, leave };
}
