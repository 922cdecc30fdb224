import { v4 as uuidV4 } from 'uuid';
import type { EndpointId, LinkId, RequestId } from '@beside/shared/domain/ids';
import type { PathReason } from '@beside/shared/domain/sharing';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { beatPeriodMs, decodeBeat, encodeBeat } from '@beside/shared/protocol/beat';
import { maxFrameMs } from '@beside/shared/protocol/limits';
import type { Slot } from '@beside/shared/protocol/slots';
import type { Signaling } from '../signaling/signaling.ts';
import { createDirectPath, type DirectPath } from './directPath.ts';
import { linkPaths, type LinkPath } from './linkPaths.ts';
import { beatsInTurn } from './beatRhythm.ts';
import type { CodecChoice } from './codec/chooseCodec.ts';
import { keepCodec } from './codec/codecKeeper.ts';
import { LinkSender } from './linkSender.ts';
import type { MediaPath, Received } from './path.ts';
import { choosePath, firstChoice, type PathCondition } from './pathChoice.ts';
import { PathPulse, type PathHealth } from './pathHealth.ts';
import { lookAfterPaths } from './pathLooks.ts';
import { PauseSign } from './pauseSign.ts';
import { createRelayPath } from './relayPath.ts';
import { reviveOnReturn } from './revive.ts';
import type { Seal } from './sealing/seal.ts';
import { startTicker } from './ticker.ts';

/** A path whose last frame is not older has a picture: two of a screen that moves slowly. */
const picturedWithinMs = 150;
/** A viewer that nobody answers asks again: soon at first, while the other page is being loaded. */
const askAgain = { baseMs: 250, maxMs: 2_000 };
const deadAfterMs = 12_000;
/** Nothing more is to be heard from a path that was silent for so long: three beats. */
const deafAfterMs = 150;

export interface ViewerLinkEvents {
  /** What comes on a path. */
  track: Received & { path: LinkPath };
  /** Both ends send this way from now on; `pictured`: and its picture is there already. */
  wanted: { path: LinkPath; pictured: boolean };
  /** The other end does so by now, or the old way is dead: this one is to be listened to. */
  audible: LinkPath;
  /** The new way has shown a frame. */
  carrying: LinkPath;
  /** Twenty times a second, after health and choice are up to date. */
  tick: number;
  /** Messages of input and of drawing, from whichever path and page. */
  input: { label: 'moves' | 'keys'; bytes: Uint8Array; path: LinkPath; from: EndpointId };
}

/**
 * The technician's end of one link: it decides which path carries, in both directions, and drives
 * the customer's page towards it.
 */
export interface ViewerLink {
  readonly events: TypedEmitter<ViewerLinkEvents>;
  readonly carrying: LinkPath | null;
  readonly wanted: LinkPath | null;
  /** Why the path that is wanted was chosen. */
  readonly reason: PathReason | null;
  readonly sharer: EndpointId | null;
  /** Whether the sharer says that it sends no picture. */
  readonly paused: boolean;
  condition(path: LinkPath): PathHealth & { usable: boolean };
  /** To be called when the wanted path has shown a frame since it was wanted, or none is to come. */
  shown(path: LinkPath): void;
  /** A picture is to come that was not there: none is shown until then. */
  unshown(): void;
  /** What is sent to the customer. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Keeps a slot from being sent for a while. */
  hold(slot: Slot, held: boolean): void;
  /** Says something on the wanted path. @returns whether it went out */
  say(label: 'moves' | 'keys', bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Answers on `keys`, on the path that the question came by. */
  reply(path: LinkPath, bytes: Uint8Array<ArrayBuffer>): void;
  stats(): Promise<RTCStatsReport | null>;
  close(): void;
}

export function createViewerLink({
  signaling,
  requestId,
  iceServers,
  together,
  frames,
  seal,
  codec,
}: {
  signaling: Signaling;
  requestId: RequestId;
  iceServers: RTCIceServer[];
  /** Whether all has to take the relay at the moment. */
  together: () => boolean;
  /** Frames that a path's picture has had so far. */
  frames: (path: LinkPath) => number;
  seal: Seal;
  /** What this machine sends a screen in. */
  codec: CodecChoice;
}): ViewerLink {
  const events = new TypedEmitter<ViewerLinkEvents>();
  const scope = new Scope();
  const linkId = uuidV4() as LinkId;
  let sharer: EndpointId | null = null;
  let direct: DirectPath | undefined;
  let paths: Partial<Record<LinkPath, MediaPath>> = {};
  const pulses = freshPulses();
  const pause = new PauseSign();
  let choice = firstChoice;
  let carrying: LinkPath | null = null;
  /** Since when a picture is to come that was not there. */
  let awaitedAt: number | null = null;
  /** The epoch whose path is listened to. */
  let audible = 0;
  const sender = new LinkSender();
  const asked = { at: -Infinity, times: 0 };

  const condition = (
    path: LinkPath,
    now = performance.now(),
  ): PathHealth & { usable: boolean } => ({
    ...pulses[path].health(now),
    usable: paths[path]?.state === 'open' && pulses[path].proven,
  });

  /** The first page of the customer that answers is the sharer of this link. */
  const meet = (endpoint: EndpointId): void => {
    sharer = endpoint;
    seal.agreeWith(endpoint);
    const opened: DirectPath = createDirectPath({
      offers: false,
      iceServers,
      signalOut: (attempt, signal) =>
        signaling.notice('link:signal', { requestId, to: endpoint, linkId, attempt, signal }),
      seal,
      remote: endpoint,
    });
    direct = opened;
    const relay = createRelayPath({
      signaling,
      requestId,
      remotes: () => [endpoint],
      offers: false,
      seal,
    });
    paths = { direct: opened.path, relay };
    keepCodec({ codec, scope }, [opened.path, relay]);
    for (const path of [opened.path, relay]) listen(path);
  };

  const listen = (path: MediaPath): void => {
    sender.use(path);
    path.events.on('state', (state) => {
      if (state !== 'open') return;
      pulses[path.kind] = new PathPulse(performance.now());
      pause.begin(path.kind);
    });
    path.events.on('track', (received) => events.emit('track', { path: path.kind, ...received }));
    path.events.on('message', ({ label, bytes, from }) => {
      if (label !== 'beat') {
        if (sharer) events.emit('input', { label, bytes, path: path.kind, from: from ?? sharer });
        return;
      }
      const beat = decodeBeat(bytes);
      if (!beat) return;
      pulses[path.kind].heard(beat, performance.now());
      pause.heard(path.kind, beat, performance.now());
      if (beat.epoch !== choice.epoch || choice.wanted === null) return;
      if (beat.carrying === 'none') sender.awaited();
      else if (beat.carrying === choice.wanted) sender.arrived(performance.now());
      listenTo(choice.wanted);
    });
    scope.add(() => path.close());
  };

  const seen: Record<LinkPath, { frames: number; at: number }> = {
    direct: { frames: 0, at: -Infinity },
    relay: { frames: 0, at: -Infinity },
  };
  const isPictured = (path: LinkPath, now: number): boolean => {
    const count = frames(path);
    if (count !== seen[path].frames) seen[path] = { frames: count, at: now };
    return now - seen[path].at <= picturedWithinMs;
  };

  const listenTo = (path: LinkPath): void => {
    if (audible === choice.epoch) return;
    audible = choice.epoch;
    events.emit('audible', path);
  };

  const decide = (now: number): void => {
    const conditionNow = (path: LinkPath): PathCondition => ({
      ...condition(path, now),
      pictured: isPictured(path, now),
    });
    const conditions = { direct: conditionNow('direct'), relay: conditionNow('relay') };
    const next = choosePath(choice, conditions, now, { together: together() });
    const decided = next.epoch !== choice.epoch;
    const left = choice.wanted;
    choice = next;
    if (!decided || next.wanted === null || sharer === null) return;
    const { epoch, wanted } = next;
    sender.want(wanted, now);
    signaling.notice('link:want', { requestId, to: sharer, linkId, epoch, path: wanted });
    events.emit('wanted', { path: wanted, pictured: conditions[wanted].pictured ?? false });
    if (left !== null && conditions[left].silentMs > deafAfterMs) listenTo(wanted);
  };

  const beatOn = (path: MediaPath, now: number): void => {
    const numbers = pulses[path.kind].next(now);
    const { epoch } = choice;
    const known = { wanted: choice.wanted ?? 'none', carrying: carrying ?? 'none' } as const;
    path.send('beat', encodeBeat({ ...numbers, epoch, ...known, paused: false }));
  };

  const silences = (): Record<LinkPath, number> => {
    const now = performance.now();
    return { direct: pulses.direct.health(now).silentMs, relay: pulses.relay.health(now).silentMs };
  };
  let turn = 0;
  const tick = (): void => {
    const now = performance.now();
    const wait = Math.min(askAgain.maxMs, askAgain.baseMs * 2 ** asked.times);
    if (sharer === null && now - asked.at > wait) {
      asked.at = now;
      asked.times += 1;
      signaling.notice('link:open', { requestId, linkId });
    }
    const silentMs = lookAfterPaths({ sender, silences, decide, after: ticker.after });
    turn += 1;
    const situation = { carrying, directOpen: paths.direct?.state === 'open' };
    for (const path of linkPaths) {
      const own = paths[path];
      if (own?.state !== 'open') continue;
      if (beatsInTurn(path, turn, situation)) beatOn(own, now);
      if (silentMs[path] > deadAfterMs) own.restart();
    }
    events.emit('tick', now);
  };

  scope.add(
    signaling.on('link:signal', (message) => {
      if (message.linkId !== linkId || message.requestId !== requestId) return;
      if (sharer === null) meet(message.from);
      if (message.from === sharer) direct?.signal(message.attempt, message.signal);
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
    events,
    get carrying() {
      return carrying;
    },
    get wanted() {
      return choice.wanted;
    },
    get reason() {
      return choice.reason;
    },
    get sharer() {
      return sharer;
    },
    get paused() {
      return pause.isPaused(performance.now());
    },
    condition,
    setTrack: (slot, track) => sender.setTrack(slot, track),
    hold: (slot, held) => sender.hold(slot, held, performance.now()),
    unshown() {
      carrying = null;
      awaitedAt = performance.now();
    },
    shown(path) {
      if (path !== choice.wanted || carrying === path) return;
      carrying = path;
      events.emit('carrying', path);
      const frameMs = awaitedAt === null ? null : Math.round(performance.now() - awaitedAt);
      awaitedAt = null;
      signaling
        .request('link:carried', {
          ...{ requestId, linkId, epoch: choice.epoch, path },
          ...(choice.reason && { why: choice.reason }),
          ...(frameMs !== null && frameMs <= maxFrameMs && { frameMs }),
        })
        // The record may miss a line while signaling is away; the picture does not wait for it.
        .catch(() => undefined);
    },
    reply: (path, bytes) => void paths[path]?.send('keys', bytes),
    say: (label, bytes) =>
      choice.wanted ? (paths[choice.wanted]?.send(label, bytes) ?? false) : false,
    stats: async () => (carrying ? ((await paths[carrying]?.stats()) ?? null) : null),
    close: () => {
      scope.close();
      events.clear();
    },
  };
}

function freshPulses(): Record<LinkPath, PathPulse> {
  const now = performance.now();
  return { direct: new PathPulse(now), relay: new PathPulse(now) };
}
