import type { EndpointId, LinkId, RequestId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { beatPeriodMs, decodeBeat, encodeBeat, type BeatPath } from '@beside/shared/protocol/beat';
import type { Slot } from '@beside/shared/protocol/slots';
import { linkPaths, type LinkPath } from './linkPaths.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createDirectPath, type DirectPath } from './directPath.ts';
import { beatsInTurn } from './beatRhythm.ts';
import type { CodecChoice } from './codec/chooseCodec.ts';
import { keepCodec } from './codec/codecKeeper.ts';
import { LinkSender } from './linkSender.ts';
import type { MediaPath, Received } from './path.ts';
import { PathPulse, type PathHealth } from './pathHealth.ts';
import { lookAfterPaths } from './pathLooks.ts';
import { createRelayPath } from './relayPath.ts';
import { reviveOnReturn } from './revive.ts';
import type { Seal } from './sealing/seal.ts';
import { startTicker } from './ticker.ts';

/** A path from which nothing was heard for so long is begun anew. */
const deadAfterMs = 12_000;

export interface SharerLinkEvents {
  /** The way everything goes from now on, by the viewer's newest decision. */
  carrying: LinkPath;
  /** What comes from the technician. */
  track: Received & { path: LinkPath };
  /** Twenty times a second, after the heartbeats. */
  tick: number;
  /** Messages of input and of drawing, from whichever path and page. */
  input: { label: 'moves' | 'keys'; bytes: Uint8Array; path: LinkPath; from: EndpointId };
}

/**
 * The customer's end of one link: two paths, of which it sends on the one that the technician's page
 * wants, and takes what comes.
 */
export interface SharerLink {
  readonly linkId: LinkId;
  /** The page of whoever has the request. */
  readonly remote: EndpointId;
  readonly events: TypedEmitter<SharerLinkEvents>;
  readonly carrying: LinkPath | null;
  condition(path: LinkPath): PathHealth & { usable: boolean };
  /** To be called when the wanted path has brought a frame since it was wanted, or none is to come. */
  shown(path: LinkPath): void;
  /** Hands what is captured to both paths; `null` takes it away. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Keeps a slot from being sent for a while. */
  hold(slot: Slot, held: boolean): void;
  /** Says in every beat whether the screen is paused, and at once where that changes. */
  setPaused(paused: boolean): void;
  /** Answers on `keys`, on the path that the question came by. */
  reply(path: LinkPath, bytes: Uint8Array<ArrayBuffer>): void;
  /**
   * Says something to all who see the picture, on the path that everything takes.
   *
   * @returns whether it went out
   */
  say(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): boolean;
  stats(): Promise<RTCStatsReport | null>;
  close(): void;
}

export function createSharerLink({
  signaling,
  requestId,
  linkId,
  viewer,
  iceServers,
  seal,
  codec,
}: {
  signaling: Signaling;
  requestId: RequestId;
  linkId: LinkId;
  viewer: EndpointId;
  iceServers: RTCIceServer[];
  seal: Seal;
  /** What this machine sends a screen in. */
  codec: CodecChoice;
}): SharerLink {
  const events = new TypedEmitter<SharerLinkEvents>();
  const scope = new Scope();
  const direct: DirectPath = createDirectPath({
    offers: true,
    iceServers,
    signalOut: (attempt, signal) =>
      signaling.notice('link:signal', { requestId, to: viewer, linkId, attempt, signal }),
    seal,
    remote: viewer,
  });
  const relay = createRelayPath({
    signaling,
    requestId,
    remotes: () => [viewer],
    offers: true,
    seal,
  });
  const paths: Record<LinkPath, MediaPath> = { direct: direct.path, relay };
  const pulses: Record<LinkPath, PathPulse> = {
    direct: new PathPulse(performance.now()),
    relay: new PathPulse(performance.now()),
  };
  const sender = new LinkSender();
  let epoch = 0;
  let wanted: LinkPath | null = null;
  let shown: LinkPath | null = null;
  let paused = false;

  const obey = (nextEpoch: number, path: BeatPath): void => {
    if (nextEpoch <= epoch || path === 'none') return;
    epoch = nextEpoch;
    wanted = path;
    sender.want(path, performance.now());
    events.emit('carrying', path);
  };

  const hear = (path: LinkPath, bytes: Uint8Array): void => {
    const beat = decodeBeat(bytes);
    if (!beat) return;
    pulses[path].heard(beat, performance.now());
    obey(beat.epoch, beat.wanted);
    if (beat.epoch !== epoch) return;
    if (beat.carrying === 'none') sender.awaited();
    else if (beat.carrying === wanted) sender.arrived(performance.now());
  };

  const beatOn = (path: LinkPath, now: number): void => {
    const numbers = pulses[path].next(now);
    const known = { epoch, wanted: wanted ?? 'none', carrying: shown ?? 'none' } as const;
    paths[path].send('beat', encodeBeat({ ...numbers, ...known, paused }));
  };

  const silences = (): Record<LinkPath, number> => {
    const now = performance.now();
    return { direct: pulses.direct.health(now).silentMs, relay: pulses.relay.health(now).silentMs };
  };
  let turn = 0;
  const tick = (): void => {
    const now = performance.now();
    const silentMs = lookAfterPaths({ sender, silences, after: ticker.after });
    turn += 1;
    const situation = { carrying: shown, directOpen: paths.direct.state === 'open' };
    for (const path of linkPaths) {
      if (paths[path].state !== 'open') continue;
      if (beatsInTurn(path, turn, situation)) beatOn(path, now);
      if (silentMs[path] > deadAfterMs) paths[path].restart();
    }
    events.emit('tick', now);
  };

  keepCodec({ codec, scope }, Object.values(paths));
  for (const path of linkPaths) {
    sender.use(paths[path]);
    scope.add(() => paths[path].close());
    paths[path].events.on('track', (received) => events.emit('track', { path, ...received }));
    paths[path].events.on('state', (state) => {
      if (state === 'open') pulses[path] = new PathPulse(performance.now());
    });
    paths[path].events.on('message', ({ label, bytes, from = viewer }) => {
      if (label === 'beat') hear(path, bytes);
      else events.emit('input', { label, bytes, path, from });
    });
  }
  scope.add(
    signaling.on('link:signal', (message) => {
      if (message.linkId === linkId && message.from === viewer) {
        direct.signal(message.attempt, message.signal);
      }
    }),
  );
  scope.add(
    signaling.on('link:want', (message) => {
      if (message.linkId === linkId) obey(message.epoch, message.path);
    }),
  );
  scope.add(
    reviveOnReturn(
      { signaling, requestId },
      () => Object.values(paths),
      ({ kind }) => silences()[kind],
    ),
  );
  const ticker = startTicker(beatPeriodMs, tick);
  scope.add(ticker.stop);

  return {
    linkId,
    remote: viewer,
    events,
    get carrying() {
      return wanted;
    },
    condition: (path) => ({
      ...pulses[path].health(performance.now()),
      usable: paths[path].state === 'open' && pulses[path].proven,
    }),
    shown(path) {
      if (path === wanted) shown = path;
    },
    setPaused(next) {
      if (paused === next) return;
      paused = next;
      for (const path of linkPaths) {
        if (paths[path].state === 'open') beatOn(path, performance.now());
      }
    },
    setTrack: (slot, track) => sender.setTrack(slot, track),
    hold: (slot, held) => sender.hold(slot, held, performance.now()),
    reply: (path, bytes) => void paths[path].send('keys', bytes),
    say: (label, bytes) => (wanted ? paths[wanted].send(label, bytes) : false),
    stats: async () => (wanted ? paths[wanted].stats() : null),
    close: () => {
      scope.close();
      events.clear();
    },
  };
}
