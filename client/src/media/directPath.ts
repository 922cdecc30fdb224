import { backoffMs } from '@beside/shared/lib/backoff';
import type { LinkSignal } from '@beside/shared/protocol/contract/link';
import { createAttemptKeeper } from './attemptKeeper.ts';
import { createDirectAttempt, type DirectAttempt } from './directAttempt.ts';
import type { MediaPath } from './path.ts';

/** A direct link that is not open by then will not be: ICE has tried all pairs. */
const openWithinMs = 15_000;
const retry = { baseMs: 2_000, maxMs: 30_000 };

export interface DirectPath {
  readonly path: MediaPath;
  /** A step of the negotiation from the other end; of an attempt that is over it is thrown away. */
  signal(attempt: number, signal: LinkSignal): void;
}

/**
 * The direct road: try after try, each a peer connection of its own. The sharer numbers the tries
 * and begins them; the viewer answers the newest.
 */
export function createDirectPath({
  sends,
  iceServers,
  signalOut,
}: {
  sends: boolean;
  iceServers: RTCIceServer[];
  signalOut: (attempt: number, signal: LinkSignal) => void;
}): DirectPath {
  let number = 0;
  let cancelLimit = (): void => undefined;
  const keeper = createAttemptKeeper<DirectAttempt>('direct', (failures) => {
    cancelLimit();
    if (!sends) return;
    keeper.scope.after(backoffMs(failures, retry, Math.random()), () => begin(number + 1));
  });

  const begin = (attempt: number): void => {
    number = attempt;
    cancelLimit();
    keeper.begin((events) =>
      createDirectAttempt(sends, iceServers, {
        ...events,
        open: () => {
          cancelLimit();
          events.open();
        },
        signal: (signal) => signalOut(attempt, signal),
      }),
    );
    const own = keeper.current;
    cancelLimit = keeper.scope.after(openWithinMs, () => own?.close());
  };
  if (sends) begin(1);

  return {
    path: keeper.path,
    signal(attempt, signal) {
      if (keeper.scope.closed) return;
      if (!sends && attempt > number) begin(attempt);
      if (attempt === number) keeper.current?.signal(signal);
    },
  };
}
