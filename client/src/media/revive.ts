import type { RequestId } from '@beside/shared/domain/ids';
import type { Signaling } from '../signaling/signaling.ts';
import type { MediaPath } from './path.ts';

/** Twice as long as a busy machine makes a living path silent. */
const silentForMs = 1_000;

/**
 * A page whose socket has just come back has been without a network, or has another one now: a path
 * that is silent then is begun anew at once, not when it has been found dead. Where it was the server
 * that went away, the direct path beats on, and is left alone.
 *
 * @returns ends it
 */
export function reviveOnReturn(
  { signaling, requestId }: { signaling: Signaling; requestId: RequestId },
  paths: () => readonly MediaPath[],
  silentMs: (path: MediaPath) => number,
): () => void {
  const revive = (): void => {
    for (const path of paths()) {
      if (path.state === 'open' && silentMs(path) > silentForMs) path.restart();
    }
  };
  return signaling.onConnection(({ state }) => {
    if (state !== 'connected') return;
    // The page takes its place in the request again meanwhile; a step of the negotiation that came
    // before that would reach nobody. Where nothing is answered the line is gone once more.
    signaling.request('link:servers', { requestId }).then(revive, () => undefined);
  });
}
