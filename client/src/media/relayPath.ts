import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import type { Signaling } from '../signaling/signaling.ts';
import { createAttemptKeeper } from './attemptKeeper.ts';
import type { MediaPath } from './path.ts';
import { createRelayAttempt, type RelayAttempt } from './relayAttempt.ts';
import type { Seal } from './sealing/seal.ts';
import { sealMessages } from './sealing/sealedAttempt.ts';

/** Soon at first: whoever is told that the relay's place is lost is taken by another node at once. */
const retry = { baseMs: 200, maxMs: 5_000 };

/** The relayed road: stay after stay in the SFU's room, until it is closed. */
export function createRelayPath(parts: {
  signaling: Signaling;
  requestId: RequestId;
  remote: EndpointId;
  sends: boolean;
  mute?: boolean;
  seal: Seal;
}): MediaPath {
  const { signaling, requestId, remote, seal } = parts;
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
      sealMessages(seal, remote, events, (sealed) => createRelayAttempt(parts, sealed)),
    );

  keeper.scope.add(leave);
  begin();
  return keeper.path;
}
