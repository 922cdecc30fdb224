import type { EndpointId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import type { LinkSignal } from '@beside/shared/protocol/contract/link';
import { createAttemptKeeper } from './attemptKeeper.ts';
import { createDirectAttempt, type DirectAttempt } from './directAttempt.ts';
import type { MediaPath } from './path.ts';
import { sealBound } from './sealing/boundAttempt.ts';
import type { Seal } from './sealing/seal.ts';

/** A direct link that is not open by then will not be: ICE has tried all pairs. */
const openWithinMs = 15_000;
const retry = { baseMs: 2_000, maxMs: 30_000 };

export interface DirectPath {
  readonly path: MediaPath;
  /** A step of the negotiation from the other end; of an attempt that is over it is thrown away. */
  signal(attempt: number, signal: LinkSignal): void;
}

/**
 * The direct road: try after try, each a peer connection of its own. The customer's page numbers the
 * tries and begins them; the technician's answers the newest, and may ask for the next.
 */
export function createDirectPath({
  offers,
  iceServers,
  signalOut,
  seal,
  remote,
}: {
  /** Begins the tries, as the customer's page does. */
  offers: boolean;
  iceServers: RTCIceServer[];
  signalOut: (attempt: number, signal: LinkSignal) => void;
  seal: Seal;
  /** The page at the other end. */
  remote: EndpointId;
}): DirectPath {
  let number = 0;
  let cancelLimit = (): void => undefined;
  let cancelRetry = (): void => undefined;
  const keeper = createAttemptKeeper<DirectAttempt>('direct', (failures, asked) => {
    cancelLimit();
    cancelRetry();
    if (offers) {
      const waitMs = asked ? 0 : backoffMs(failures, retry, Math.random());
      cancelRetry = keeper.scope.after(waitMs, () => begin(number + 1));
    } else if (asked) signalOut(number + 1, { type: 'renegotiate' });
  });

  const begin = (attempt: number): void => {
    number = attempt;
    cancelLimit();
    cancelRetry();
    keeper.begin((events) =>
      sealBound({ seal, remote }, events, (sealed) => {
        const callbacks = {
          ...sealed,
          open: () => {
            cancelLimit();
            sealed.open();
          },
          signal: (signal: LinkSignal) => signalOut(attempt, signal),
        };
        return createDirectAttempt({ offers, iceServers, seal }, callbacks);
      }),
    );
    const own = keeper.current;
    cancelLimit = keeper.scope.after(openWithinMs, () => own?.close());
  };
  if (offers) begin(1);

  return {
    path: keeper.path,
    signal(attempt, signal) {
      if (keeper.scope.closed) return;
      if (!offers && attempt > number) begin(attempt);
      // The other end's network has changed: it cannot use this try any more, and asks for the next.
      if (offers && attempt === number + 1 && signal.type === 'renegotiate') {
        begin(attempt);
        return;
      }
      if (attempt === number) keeper.current?.signal(signal);
    },
  };
}
