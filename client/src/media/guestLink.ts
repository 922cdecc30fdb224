import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { beatPeriodMs, decodeBeat } from '@beside/shared/protocol/beat';
import type { Signaling } from '../signaling/signaling.ts';
import type { LinkPath } from './linkPaths.ts';
import type { PathHealth } from './pathHealth.ts';
import { PauseSign } from './pauseSign.ts';
import { createRelayPath } from './relayPath.ts';
import type { Seal } from './sealing/seal.ts';
import { startTicker } from './ticker.ts';
import type { ViewerLink, ViewerLinkEvents } from './viewerLink.ts';

/** A sharer who beats twenty times a second and was not heard for so long is to be met anew. */
const deadAfterMs = 12_000;

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  /** The pages from which there is anything to see or to hear, the customer's first. */
  remotes: () => readonly EndpointId[];
  /** Whether this guest may be given control; otherwise nothing of theirs reaches the room. */
  hand: boolean;
  seal: Seal;
  /** Whether the sharer is not to know of this guest: the keys come from whoever has the request. */
  masked: boolean;
}

export interface GuestLink extends ViewerLink {
  /** Those who send are others by now. */
  review(): void;
}

/**
 * The link of a technician who was invited: what is in the relay's room, which the viewer of whoever
 * has the request asks for as long as there are guests. The customer's page is told of no guest who only looks.
 */
export function createGuestLink(parts: Parts): GuestLink {
  const { signaling, requestId, remotes, hand, seal, masked } = parts;
  const events = new TypedEmitter<ViewerLinkEvents>();
  const scope = new Scope();
  const relay = createRelayPath({
    signaling,
    requestId,
    remotes,
    offers: false,
    mute: !hand,
    seal,
  });
  const agreed = new Set<EndpointId | null>();
  /** With everybody whose frames are taken; a masked guest gets all keys from whoever has the request. */
  const agree = (): void => {
    for (const page of masked ? [null] : remotes()) {
      if (agreed.has(page)) continue;
      agreed.add(page);
      seal.agreeWith(page);
    }
  };
  agree();
  let heardAt = performance.now();
  let carrying: LinkPath | null = null;
  let wanted = false;
  const pause = new PauseSign();

  relay.events.on('track', (received) => events.emit('track', { path: 'relay', ...received }));
  relay.events.on('state', (state) => {
    if (state !== 'open') return;
    heardAt = performance.now();
    pause.begin('relay');
  });
  relay.events.on('message', ({ label, bytes, from }) => {
    if (label !== 'beat' && from && remotes().includes(from)) {
      events.emit('input', { label, bytes, path: 'relay', from });
    }
    const beat = label === 'beat' ? decodeBeat(bytes) : undefined;
    if (!beat) return;
    heardAt = performance.now();
    pause.heard('relay', beat, heardAt);
  });
  scope.add(() => relay.close());
  scope.add(
    startTicker(beatPeriodMs, () => {
      const now = performance.now();
      if (!wanted) {
        wanted = true;
        events.emit('wanted', { path: 'relay', pictured: false });
        events.emit('audible', 'relay');
      }
      if (relay.state === 'open' && now - heardAt > deadAfterMs) relay.restart();
      events.emit('tick', now);
    }).stop,
  );

  const health = (): PathHealth => ({
    silentMs: performance.now() - heardAt,
    // Only what comes is measured: a guest who looks sends nothing that could be answered.
    roundTripMs: null,
    loss: null,
  });
  return {
    events,
    get carrying() {
      return carrying;
    },
    reason: 'together',
    get wanted() {
      return wanted ? ('relay' as const) : null;
    },
    get sharer() {
      return remotes()[0] ?? null;
    },
    get paused() {
      return pause.isPaused(performance.now());
    },
    review() {
      agree();
      relay.review();
    },
    unshown() {
      carrying = null;
    },
    // A guest sends nothing.
    setTrack: () => undefined,
    hold: () => undefined,
    condition: (path) =>
      path === 'relay'
        ? { ...health(), usable: relay.state === 'open' }
        : { silentMs: Infinity, roundTripMs: null, loss: null, usable: false },
    shown(path) {
      if (carrying === path) return;
      carrying = path;
      events.emit('carrying', path);
    },
    reply: (_path, bytes) => void relay.send('keys', bytes),
    say: (label, bytes) => relay.send(label, bytes),
    stats: () => relay.stats(),
    close: () => {
      scope.close();
      events.clear();
    },
  };
}
