import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import type { Signaling } from '../signaling/signaling.ts';
import type { MediaPath, PathEvents, PathState } from './path.ts';
import { createRelayAttempt, type RelayAttempt } from './relayAttempt.ts';

const retry = { baseMs: 500, maxMs: 10_000 };

/** The relayed road: stay after stay in the SFU's room, until it is closed. */
export function createRelayPath({
  signaling,
  requestId,
  remote,
  sends,
}: {
  signaling: Signaling;
  requestId: RequestId;
  remote: EndpointId;
  sends: boolean;
}): MediaPath {
  const events = new TypedEmitter<PathEvents>();
  const scope = new Scope();
  let state: PathState = 'down';
  let failures = 0;
  let current: RelayAttempt | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;

  const become = (next: PathState): void => {
    if (state === next || scope.closed) return;
    state = next;
    events.emit('state', next);
  };
  const leave = (): void => {
    // Not being heard by a server that is away is no harm: it forgets the page by itself.
    signaling.request('relay:leave', { requestId }).catch(() => undefined);
  };

  const begin = (): void => {
    become('connecting');
    const isCurrent = (): boolean => current === own;
    const own = createRelayAttempt(
      { signaling, requestId, remote, sends },
      {
        open: () => {
          failures = 0;
          if (isCurrent()) become('open');
        },
        message: (label, bytes) => {
          if (isCurrent()) events.emit('message', { label, bytes });
        },
        track: (received) => {
          if (isCurrent()) events.emit('track', received);
        },
        closed: () => {
          if (!isCurrent()) return;
          current = undefined;
          become('down');
          leave();
          scope.after(backoffMs(failures++, retry, Math.random()), begin);
        },
      },
    );
    current = own;
    own.setActive(active);
    if (track) own.setTrack(track);
  };

  scope.add(() => {
    const last = current;
    current = undefined;
    last?.close();
    leave();
  });
  begin();

  return {
    kind: 'relay',
    events,
    get state() {
      return state;
    },
    send: (label, bytes) => current?.send(label, bytes) ?? false,
    setTrack(next) {
      track = next;
      current?.setTrack(next);
    },
    setActive(next) {
      active = next;
      current?.setActive(next);
    },
    restart: () => current?.close(),
    stats: async () => (await current?.stats()) ?? null,
    close: () => {
      scope.close();
      events.clear();
    },
  };
}
