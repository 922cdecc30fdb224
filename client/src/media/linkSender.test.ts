import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Slot } from '@beside/shared/protocol/slots';
import { expect, it } from 'vitest';
import { LinkSender } from './linkSender.ts';
import type { LinkPath } from './linkPaths.ts';
import type { MediaPath, PathEvents } from './path.ts';

const track = {} as MediaStreamTrack;

/** A path that writes down what it is told. */
function recordPath(kind: LinkPath) {
  const active = new Set<Slot>();
  const tracks = new Map<Slot, MediaStreamTrack | null>();
  const path: MediaPath = {
    kind,
    state: 'open',
    events: new TypedEmitter<PathEvents>(),
    send: () => true,
    setTrack: (slot, next) => void tracks.set(slot, next),
    setActive(slot, next) {
      if (next) active.add(slot);
      else active.delete(slot);
    },
    setCodec: () => undefined,
    restart: () => undefined,
    stats: () => Promise.resolve(null),
    sentStats: () => Promise.resolve(null),
    close: () => undefined,
  };
  return { path, active, tracks };
}

function openSender() {
  const sender = new LinkSender();
  const [direct, relay] = [recordPath('direct'), recordPath('relay')];
  sender.use(direct.path);
  sender.use(relay.path);
  const going = () => ({ direct: [...direct.active], relay: [...relay.active] });
  return { sender, direct, relay, going };
}

const alive = { direct: 20, relay: 20 };
const all: Slot[] = ['screen', 'sound', 'voice'];

it('[S6] nothing goes before a path is wanted, and then all slots go the same way', () => {
  const { sender, going } = openSender();
  sender.setTrack('screen', track);
  sender.tick(alive, 0);
  expect(going()).toEqual({ direct: [], relay: [] });
  sender.want('relay', 0);
  sender.arrived(10);
  expect(going()).toEqual({ direct: [], relay: all });
});

it('[S6] both paths are sent on until the other end has the new one, or for five seconds', () => {
  const { sender, going } = openSender();
  sender.want('direct', 0);
  sender.arrived(10);
  sender.want('relay', 1_000);
  expect(going()).toEqual({ direct: all, relay: all });
  sender.tick(alive, 5_999);
  expect(going().direct).toEqual(all);
  sender.tick(alive, 6_000);
  expect(going()).toEqual({ direct: [], relay: all });
});

it('[X2] a path that is silent, and still so a moment later, is hedged, for a second', () => {
  const { sender, going } = openSender();
  sender.want('direct', 0);
  sender.arrived(10);
  sender.tick({ direct: 151, relay: 20 }, 992);
  expect([going().relay, sender.suspects]).toEqual([[], true]);
  sender.tick({ direct: 158, relay: 27 }, 999);
  expect(going().relay).toEqual([]);
  sender.tick({ direct: 159, relay: 28 }, 1_000);
  expect(going().relay).toEqual(all);
  sender.tick(alive, 1_999);
  expect(going().relay).toEqual(all);
  sender.tick(alive, 2_000);
  expect(going().relay).toEqual([]);
});

it('[X2] a path that was read late is not', () => {
  const { sender, going } = openSender();
  sender.want('direct', 0);
  sender.arrived(10);
  for (let at = 1_000; at < 2_000; at += 50) {
    sender.tick({ direct: 151, relay: 20 }, at);
    sender.tick(alive, at + 8);
  }
  expect([going().relay, sender.suspects]).toEqual([[], false]);
});

it('[S9] a paused screen takes its sound along, and leaves the voice', () => {
  const { sender, going } = openSender();
  sender.want('direct', 0);
  sender.arrived(0);
  sender.hold('screen', true, 1);
  sender.hold('sound', true, 1);
  expect(going()).toEqual({ direct: ['voice'], relay: [] });
  sender.hold('screen', false, 2);
  expect(new Set(going().direct)).toEqual(new Set(['voice', 'screen']));
});

it('[S9] a path that comes later is given what there is to send', () => {
  const sender = new LinkSender();
  sender.setTrack('voice', track);
  const late = recordPath('relay');
  sender.use(late.path);
  expect(late.tracks.get('voice')).toBe(track);
});

it('[X2] before the other end has a picture the first path alone is sent on, hiccup or not', () => {
  const { sender, going } = openSender();
  const hiccup = (now: number): void => {
    for (const at of [now, now + 25]) sender.tick({ direct: 200, relay: 20 }, at);
  };
  sender.want('direct', 0);
  expect(going()).toEqual({ direct: all, relay: [] });
  hiccup(200);
  expect(going()).toEqual({ direct: all, relay: [] });
  sender.arrived(300);
  sender.awaited();
  hiccup(400);
  expect(going()).toEqual({ direct: all, relay: [] });
});
