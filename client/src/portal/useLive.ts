import { linkIsWanted } from '@beside/shared/domain/liveLink';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from '../lib/useStore.ts';
import { requestStore } from '../session/conversationRequest.ts';
import type { CustomerLive } from '../session/live.ts';
import type { OpenStay } from './openStay.ts';
import type { ReadyLivePart } from './ReadyLivePart.tsx';

export type LiveLoad =
  | { state: 'none' | 'loading' }
  | { state: 'failed'; again: () => void }
  | { state: 'ready'; live: CustomerLive; Part: typeof ReadyLivePart };

export interface UsedLive {
  load: LiveLoad;
  /** Turns the microphone on, as soon as there is what it takes. */
  talk: () => void;
}

/**
 * The live part, fetched when a screen or a voice is wanted for the first time, and kept from then
 * on.
 */
export function useLive({ signaling, conversation, role }: OpenStay): UsedLive {
  const [load, setLoad] = useState<LiveLoad>({ state: 'none' });
  const [tries, setTries] = useState(0);
  const wanted = useStore(
    conversation.state,
    ({ request }) => request !== null && linkIsWanted(request.live),
  );
  // Once it is there it stays, whatever becomes of this share.
  const [everWanted, setEverWanted] = useState(false);
  if (wanted && !everWanted) setEverWanted(true);

  const talksAtOnce = useRef(false);
  const talk = useCallback(() => {
    talksAtOnce.current = true;
    setEverWanted(true);
  }, []);
  const again = useCallback(() => setTries((count) => count + 1), []);

  useEffect(() => {
    const request = conversation.state.getState().request;
    if (!everWanted || !request) return undefined;
    let live: CustomerLive | null = null;
    let left = false;
    setLoad({ state: 'loading' });
    Promise.all([import('../session/customerLive.ts'), import('./ReadyLivePart.tsx')]).then(
      ([{ createCustomerLive }, { ReadyLivePart: Part }]) => {
        if (left) return;
        const { requestId } = conversation;
        live = createCustomerLive({
          signaling,
          requestId,
          request: requestStore(conversation, request),
          page: role,
        });
        if (talksAtOnce.current) live.voice.turnOn();
        setLoad({ state: 'ready', live, Part });
      },
      () => {
        if (!left) setLoad({ state: 'failed', again });
      },
    );
    return () => {
      left = true;
      live?.close();
    };
  }, [everWanted, tries, signaling, conversation, role, again]);

  return { load, talk };
}
