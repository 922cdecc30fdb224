import type { EndpointId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import type { ChannelLabel } from '@beside/shared/protocol/channels';
import { slots, type Slot } from '@beside/shared/protocol/slots';
import type { VideoCodec } from './codec/chooseCodec.ts';
import type { LinkPath } from './linkPaths.ts';
import type { MediaPath, PathEvents, PathState, Received } from './path.ts';

/** One try of a path, from its beginning to its end; it ends once and does not come back. */
export interface Attempt {
  send(label: ChannelLabel, bytes: Uint8Array<ArrayBuffer>): boolean;
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /**
   * Whether what the slot has is sent. It is said before there is a track as well: switching a sender
   * on takes as long as all the rest until a first frame, and without a track it sends nothing.
   */
  setActive(slot: Slot, active: boolean): void;
  /** Told before anything is sent, and maybe again. */
  setCodec(codec: VideoCodec): void;
  stats(): Promise<RTCStatsReport | null>;
  /** Of the screen. */
  sentStats(): Promise<RTCStatsReport | null>;
  close(): void;
}

/** What an attempt tells; never from within its own creation. */
export interface AttemptEvents {
  /** Its channels carry messages both ways. */
  open(): void;
  /** @param from whose it is, where an attempt has more than one other end */
  message(label: ChannelLabel, bytes: Uint8Array, from?: EndpointId): void;
  track(received: Received): void;
  /** Somebody has no decoder for the screen that is sent. */
  refused(): void;
  /** It is over, asked for or not; told once. */
  closed(): void;
}

/**
 * What both paths have in common: one attempt at a time, which is handed the tracks and whether to
 * send them, and whose events count only as long as it is the current one.
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
  const tracks = new Map<Slot, MediaStreamTrack>();
  const active = new Set<Slot>();
  let codec: VideoCodec = 'VP8';
  let asked = false;

  const become = (next: PathState): void => {
    if (state === next || scope.closed) return;
    state = next;
    events.emit('state', next);
  };
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
      message: (label, bytes, from) =>
        ifCurrent(() => events.emit('message', { label, bytes, ...(from && { from }) })),
      track: (received) => ifCurrent(() => events.emit('track', received)),
      refused: () => ifCurrent(() => events.emit('refused', undefined)),
      closed: () =>
        ifCurrent(() => {
          current = undefined;
          become('down');
          ended(failures, asked);
          failures += 1;
        }),
    });
    current = own;
    own.setCodec(codec);
    for (const slot of slots) own.setActive(slot, active.has(slot));
    for (const [slot, track] of tracks) own.setTrack(slot, track);
  };

  const path: MediaPath = {
    kind,
    events,
    get state() {
      return state;
    },
    send: (label, bytes) => current?.send(label, bytes) ?? false,
    setTrack(slot, track) {
      if (track) tracks.set(slot, track);
      else tracks.delete(slot);
      current?.setTrack(slot, track);
    },
    setActive(slot, next) {
      // Said anew with each heartbeat; a sender that is told twice sets its encoder up twice.
      if (active.has(slot) === next) return;
      if (next) active.add(slot);
      else active.delete(slot);
      current?.setActive(slot, next);
    },
    setCodec(next) {
      if (codec === next) return;
      codec = next;
      current?.setCodec(next);
    },
    restart: () => {
      asked = true;
      current?.close();
      asked = false;
    },
    stats: async () => (await current?.stats()) ?? null,
    sentStats: async () =>
      active.has('screen') && tracks.has('screen') ? ((await current?.sentStats()) ?? null) : null,
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
