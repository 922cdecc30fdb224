import { backoffMs } from '@beside/shared/lib/backoff';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import type { LinkSignal } from '@beside/shared/protocol/contract';
import { createDirectAttempt, type DirectAttempt } from './directAttempt.ts';
import type { MediaPath, PathEvents, PathState } from './path.ts';

/** A direct link that is not open by then will not be: ICE has tried all pairs. */
const openWithinMs = 15_000;
const retry = { baseMs: 2_000, maxMs: 30_000 };

export interface DirectPath extends MediaPath {
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
  const events = new TypedEmitter<PathEvents>();
  const scope = new Scope();
  let state: PathState = 'down';
  let number = 0;
  let failures = 0;
  let current: DirectAttempt | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;

  const become = (next: PathState): void => {
    if (state === next || scope.closed) return;
    state = next;
    events.emit('state', next);
  };

  const begin = (attempt: number): void => {
    current?.close();
    number = attempt;
    become('connecting');
    const cancelLimit = scope.after(openWithinMs, () => own.close());
    const isCurrent = (): boolean => current === own;
    const own = createDirectAttempt(sends, iceServers, {
      signal: (signal) => signalOut(attempt, signal),
      open: () => {
        cancelLimit();
        failures = 0;
        if (isCurrent()) become('open');
      },
      message: (label, bytes) => {
        if (isCurrent()) events.emit('message', { label, bytes });
      },
      track: (received) => {
        if (isCurrent() || current === undefined) events.emit('track', received);
      },
      closed: () => {
        cancelLimit();
        if (!isCurrent()) return;
        current = undefined;
        become('down');
        if (sends)
          scope.after(backoffMs(failures++, retry, Math.random()), () => begin(number + 1));
      },
    });
    current = own;
    if (track) own.setTrack(track);
    own.setActive(active);
  };

  scope.add(() => {
    const last = current;
    current = undefined;
    last?.close();
  });
  if (sends) begin(1);

  return {
    kind: 'direct',
    events,
    get state() {
      return state;
    },
    signal(attempt, signal) {
      if (scope.closed) return;
      if (!sends && attempt > number) begin(attempt);
      if (attempt === number) current?.signal(signal);
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
