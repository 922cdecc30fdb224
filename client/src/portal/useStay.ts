import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useCallback, useState } from 'react';
import { forgetStay, keepStay, readStay } from './stay.ts';

/** Whether this page is in a conversation: `gone` says that an earlier one is no longer there. */
export function useStay(page: string) {
  const [stay, setStay] = useState<OpenedRequest | null>(() => readStay(page));
  const [gone, setGone] = useState(false);
  const enter = useCallback(
    (opened: OpenedRequest) => {
      keepStay(page, opened);
      setStay(opened);
    },
    [page],
  );
  const leave = useCallback(
    (isGone: boolean) => {
      forgetStay(page);
      setStay(null);
      setGone(isGone);
    },
    [page],
  );
  return { stay, gone, enter, leave };
}
