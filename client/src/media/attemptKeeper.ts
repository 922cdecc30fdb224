import type { EndpointId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { LinkPath } from './linkPaths.ts';
import type { MediaPath, PathEvents, PathState } from './path.ts';

/** One try of a path, from its beginning to its end; it ends once and does not come back. */
export interface Attempt {
  send(label: ChannelLabel, bytes: Uint8Array<ArrayBuffer>): boolean;
  setTrack(track: MediaStreamTrack | null): void;
  setActive(active: boolean): void;
  stats(): Promise<RTCStatsReport | null>;
  close(): void;
}

/** What an attempt tells; never from within its own creation. */
export interface AttemptEvents {
  /** Its channels carry messages both ways. */
  open(): void;
  /** @param from whose it is, where an attempt has more than one other end */
  message(label: ChannelLabel, bytes: Uint8Array, from?: EndpointId): void;
  track(track: MediaStreamTrack): void;
  /** It is over, asked for or not; told once. */
  closed(): void;
}

/**
 * What both paths have in common: one attempt at a time, which is handed the track and whether to
 * send it, and whose events count only as long as it is the current one.
 */
export interface AttemptKeeper<A extends Attempt> {
  readonly path: MediaPath;
  readonly scope: Scope;
  readonly current: A | undefined;
  /** Begins a new attempt in place of the current one. */
  begin(create: (events: AttemptEvents) => A): void;
}

/**
 * @param ended is told when the current attempt is over; `failures` counts those without success,
 *   `asked` says that another one was asked for, at once
 */
export function createAttemptKeeper<A extends Attempt>(
  kind: LinkPath,
  ended: (failures: number, asked: boolean) => void,
): AttemptKeeper<A> {
  const events = new TypedEmitter<PathEvents>();
  const scope = new Scope();
  let state: PathState = 'down';
  let failures = 0;
  let current: A | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;
  let asked = false;

  const become = (next: PathState): void => {
    if (state === next || scope.closed) return;
    state = next;
    events.emit('state', next);
  };
  /** Nothing is sent before there is a picture, whatever stands in for it meanwhile. */
  const sending = (): boolean => active && track !== null;

  const drop = (): void => {
    const last = current;
    current = undefined;
    last?.close();
  };
  scope.add(drop);

  const begin = (create: (events: AttemptEvents) => A): void => {
    if (scope.closed) return;
    drop();
    become('connecting');
    const ifCurrent = (work: () => void): void => {
      if (current === own) work();
    };
    const own: A = create({
      open: () =>
        ifCurrent(() => {
          failures = 0;
          become('open');
        }),
      message: (label, bytes) => ifCurrent(() => events.emit('message', { label, bytes })),
      track: (received) => ifCurrent(() => events.emit('track', received)),
      closed: () =>
        ifCurrent(() => {
          current = undefined;
          become('down');
          ended(failures, asked);
          failures += 1;
        }),
    });
    current = own;
    if (track) own.setTrack(track);
    own.setActive(sending());
  };

  const path: MediaPath = {
    kind,
    events,
    get state() {
      return state;
    },
    send: (label, bytes) => current?.send(label, bytes) ?? false,
    setTrack(next) {
      track = next;
      current?.setTrack(next);
      current?.setActive(sending());
    },
    setActive(next) {
      // Said anew with each heartbeat; a sender that is told twice sets its encoder up twice.
      if (active === next) return;
      active = next;
      current?.setActive(sending());
    },
    restart: () => {
      asked = true;
      current?.close();
      asked = false;
    },
    stats: async () => (await current?.stats()) ?? null,
    close: () => {
      scope.close();
      events.clear();
    },
  };
  return {
    path,
    scope,
    begin,
    get current() {
      return current;
    },
  };
}
