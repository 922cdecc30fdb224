import type { EndpointId, LinkId, RequestId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { beatPeriodMs, decodeBeat, encodeBeat, type BeatPath } from '@beside/shared/protocol/beat';
import { linkPaths, type LinkPath } from './linkPaths.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createDirectPath, type DirectPath } from './directPath.ts';
import { hedgeForMs, shouldHedge } from './hedge.ts';
import type { MediaPath } from './path.ts';
import { PathPulse, type PathHealth } from './pathHealth.ts';
import { createRelayPath } from './relayPath.ts';
import { reviveOnReturn } from './revive.ts';
import type { Seal } from './sealing/seal.ts';
import { startTicker } from './ticker.ts';

/** The old path keeps sending this long at the most when the viewer never says that it sees the new. */
const overlapMs = 5_000;
/** A path from which nothing was heard for so long is begun anew. */
const deadAfterMs = 12_000;

export interface SharerLinkEvents {
  /** The way the picture is sent, by the viewer's newest decision. */
  carrying: LinkPath | null;
  /** Twenty times a second, after the heartbeats. */
  tick: number;
  /** Input messages, from whichever path. */
  input: { label: 'moves' | 'keys'; bytes: Uint8Array; path: LinkPath };
}

/** The sharer's end of one link: two paths, of which it sends on the one that the viewer wants. */
export interface SharerLink {
  readonly linkId: LinkId;
  readonly events: TypedEmitter<SharerLinkEvents>;
  readonly carrying: LinkPath | null;
  condition(path: LinkPath): PathHealth & { usable: boolean };
  /** Hands the captured picture to both paths; `null` takes it away. */
  setTrack(track: MediaStreamTrack | null): void;
  setPaused(paused: boolean): void;
  /** Answers on `keys`, on the path that the question came by. */
  reply(path: LinkPath, bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export function createSharerLink({
  signaling,
  requestId,
  linkId,
  viewer,
  iceServers,
  seal,
}: {
  signaling: Signaling;
  requestId: RequestId;
  linkId: LinkId;
  viewer: EndpointId;
  iceServers: RTCIceServer[];
  seal: Seal;
}): SharerLink {
  const events = new TypedEmitter<SharerLinkEvents>();
  const scope = new Scope();
  const direct: DirectPath = createDirectPath({
    sends: true,
    iceServers,
    signalOut: (attempt, signal) =>
      signaling.notice('link:signal', { requestId, to: viewer, linkId, attempt, signal }),
    seal,
    remote: viewer,
  });
  const relay = createRelayPath({ signaling, requestId, remote: viewer, sends: true, seal });
  const paths: Record<LinkPath, MediaPath> = { direct: direct.path, relay };
  const pulses: Record<LinkPath, PathPulse> = {
    direct: new PathPulse(performance.now()),
    relay: new PathPulse(performance.now()),
  };
  let epoch = 0;
  let wanted: LinkPath | null = null;
  let paused = false;
  let cancelOverlap = (): void => undefined;
  /** The old path goes on until the viewer has seen the new one: it makes before it breaks. */
  let overlaps = false;
  let hedgedUntil = -Infinity;

  const send = (): void => {
    const both = overlaps || performance.now() < hedgedUntil;
    for (const path of linkPaths) {
      paths[path].setActive(!paused && wanted !== null && (path === wanted || both));
    }
  };

  const endOverlap = (): void => {
    cancelOverlap();
    overlaps = false;
    send();
  };

  const obey = (nextEpoch: number, path: BeatPath): void => {
    if (nextEpoch <= epoch || path === 'none') return;
    epoch = nextEpoch;
    wanted = path;
    cancelOverlap();
    overlaps = true;
    send();
    cancelOverlap = scope.after(overlapMs, endOverlap);
    events.emit('carrying', wanted);
  };

  const hear = (path: LinkPath, bytes: Uint8Array): void => {
    const beat = decodeBeat(bytes);
    if (!beat) return;
    pulses[path].heard(beat, performance.now());
    obey(beat.epoch, beat.wanted);
    if (beat.epoch === epoch && beat.carrying === wanted) endOverlap();
  };

  const beatOn = (path: LinkPath, now: number): void => {
    const numbers = pulses[path].next(now);
    // What is sent, which in a pause is nothing: the viewer shows no picture then.
    const carrying = paused || wanted === null ? 'none' : wanted;
    paths[path].send('beat', encodeBeat({ ...numbers, epoch, wanted: wanted ?? 'none', carrying }));
  };

  const silentFor = (path: LinkPath, now: number): number => pulses[path].health(now).silentMs;
  let beats = false;
  const tick = (): void => {
    const now = performance.now();
    const silentMs = { direct: silentFor('direct', now), relay: silentFor('relay', now) };
    if (wanted !== null && shouldHedge(wanted, silentMs)) hedgedUntil = now + hedgeForMs;
    send();
    beats = !beats;
    if (!beats) return;
    for (const path of linkPaths) {
      if (paths[path].state !== 'open') continue;
      beatOn(path, now);
      if (silentMs[path] > deadAfterMs) paths[path].restart();
    }
    events.emit('tick', now);
  };

  for (const path of linkPaths) {
    scope.add(() => paths[path].close());
    paths[path].events.on('state', (state) => {
      if (state === 'open') pulses[path] = new PathPulse(performance.now());
    });
    paths[path].events.on('message', ({ label, bytes }) => {
      if (label === 'beat') hear(path, bytes);
      else events.emit('input', { label, bytes, path });
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
      ({ kind }) => silentFor(kind, performance.now()),
    ),
  );
  // Looks twice as often as it beats.
  scope.add(startTicker(beatPeriodMs / 2, tick));

  return {
    linkId,
    events,
    get carrying() {
      return wanted;
    },
    condition: (path) => ({
      ...pulses[path].health(performance.now()),
      usable: paths[path].state === 'open' && pulses[path].proven,
    }),
    setTrack(track) {
      for (const path of linkPaths) paths[path].setTrack(track);
    },
    setPaused(next) {
      if (paused === next) return;
      paused = next;
      send();
      for (const path of linkPaths) {
        if (paths[path].state === 'open') beatOn(path, performance.now());
      }
    },
    reply: (path, bytes) => void paths[path].send('keys', bytes),
    close: () => {
      scope.close();
      events.clear();
    },
  };
}
