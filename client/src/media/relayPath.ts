import { backoffMs } from '@beside/shared/lib/backoff';
import { createAttemptKeeper } from './attemptKeeper.ts';
import type { MediaPath } from './path.ts';
import { createRelayAttempt, type RelayAttempt, type RelayParts } from './relayAttempt.ts';
import { sealMessages } from './sealing/sealedAttempt.ts';

/** Soon at first: whoever is told that the relay's place is lost is taken by another node at once. */
const retry = { baseMs: 200, maxMs: 5_000 };

export interface RelayPath extends MediaPath {
  /** Those who are listened to are others by now. */
  review(): void;
}

/** The relayed road: stay after stay in the SFU's room, until it is closed. */
export function createRelayPath(parts: RelayParts): RelayPath {
  const { signaling, requestId, seal } = parts;
  const leave = (): void => {
    // Not being heard by a server that is away is no harm: it forgets the page by itself.
    signaling.request('relay:leave', { requestId }).catch(() => undefined);
  };
  const keeper = createAttemptKeeper<RelayAttempt>('relay', (failures, asked) => {
    leave();
    keeper.scope.after(asked ? 0 : backoffMs(failures, retry, Math.random()), begin);
  });
  const begin = (): void =>
    keeper.begin((events) =>
      sealMessages({ seal, remote: null }, events, (sealed) => createRelayAttempt(parts, sealed)),
    );

  keeper.scope.add(leave);
  begin();
  return Object.assign(keeper.path, { review: () => keeper.current?.review() });
}
