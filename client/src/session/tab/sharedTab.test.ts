import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromTab } from '@beside/shared/protocol/tabMessages';
import type { DrawnPlace } from '../drawing/boardOutlet.ts';
import type { HandMessage } from '../surface/surface.ts';
import { createSharedTab, type TabGrant } from './sharedTab.ts';
import { createLinePair } from './simulatedLine.ts';
import type { TabLine } from './tabLine.ts';

vi.mock('../../media/ticker.ts', () => ({ startTicker: () => ({ stop: () => undefined }) }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const grant: TabGrant = {
  ...{ id: 7, level: 'pointer-and-keyboard', span: 'once', again: false },
  ...{ by: 'toni', technician: 'Toni' },
};
const press: HandMessage = { type: 'text', grantId: 7, seq: 1, text: 'a' };

/** A page that shares, and whatever it does. */
function arrange() {
  const did: string[] = [];
  let waiting: ((line: TabLine) => void) | null = null;
  let surface: { apply(message: HandMessage): string | undefined } | null = null;
  const places: (DrawnPlace | null)[] = [];
  const tab = createSharedTab({
    wait(secret, onLine) {
      did.push(`waits for ${secret}`);
      waiting = onLine;
      return () => {
        did.push('waits no more');
        waiting = null;
      };
    },
    onHidden: (hidden) => did.push(hidden ? 'hides' : 'shows'),
    onReach: (reach) => did.push(`reaches ${reach ?? 'nothing'}`),
    onSurface: (next) => (surface = next),
    onPlace: (place) => places.push(place),
    onDrawn: () => did.push('shows drawings'),
    onCopied: (print) => did.push(`copied ${print?.length ?? 'nothing'}`),
    onOwnInput: (reason) => did.push(`own ${reason}`),
    onTakeBack: () => did.push('takes back'),
    onRefused: ({ reason }) => did.push(`refused ${reason}`),
  });
  /** What has happened since it was asked last. */
  const since = (): string[] => did.splice(0);

  /** A page comes to the meeting place, and shows by the handle that it is the one that is captured. */
  const meet = ({ proves = true } = {}) => {
    const [own, theirs] = createLinePair();
    waiting?.(own);
    const asked = JSON.parse(theirs.received[0] as string) as { type: string; proof: string };
    expect(asked.type).toBe('prove');
    if (proves) tab.see({ secret: 's', proof: asked.proof });
    const say = (message: FromTab): void => void theirs.send(JSON.stringify(message));
    const heard = (): string[] =>
      theirs.received
        .slice(1)
        .map((message) =>
          typeof message === 'string' ? (JSON.parse(message) as { type: string }).type : 'hand',
        );
    return { theirs, say, heard };
  };
  return {
    tab,
    since,
    meet,
    apply: () => (surface ? surface.apply(press) : 'no surface'),
    hasSurface: () => surface,
    places,
  };
}

test('[I13] a tab without our script is not waited for, and hides nothing', () => {
  const { tab, since } = arrange();
  tab.see(null);
  expect(since()).toEqual([]);
});

test('[Z6] nothing of a tab with our script is shown before it says that what is private is covered', () => {
  const { tab, since, meet } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  expect(since()).toEqual(['waits for s', 'hides']);
  const { say } = meet();
  expect(since()).toEqual(['hides']);
  say({ type: 'covered' });
  expect(since()).toEqual(['shows', 'reaches linked']);
  say({ type: 'exposed', exposed: true });
  say({ type: 'exposed', exposed: false });
  expect(since()).toEqual(['hides', 'shows']);
});

test('[I12] what the clipboard has from a private place of the tab is told, and that it has no more', () => {
  const { tab, since, meet } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const { say } = meet();
  since();
  say({ type: 'copied', print: { length: 4, base: 70_000, hashes: [1, 2] } });
  say({ type: 'copied', print: null });
  expect(since()).toEqual(['copied 4', 'copied nothing']);
});

test('[Z6] a tab that nobody comes for is shown after all, as any other tab', () => {
  const { tab, since } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  since();
  vi.advanceTimersByTime(5_000);
  expect(since()).toEqual(['shows']);
});

test('[I14] a line whose tab does not show the word by its handle is believed nothing', () => {
  const { tab, since, meet, hasSurface } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const { say, heard } = meet({ proves: false });
  say({ type: 'covered' });
  tab.setGrant(grant);
  say({ type: 'agreed', grant: 7 });
  expect(since()).toEqual(['waits for s', 'hides']);
  expect([heard(), hasSurface()]).toEqual([[], null]);
});

test('[I14] input goes there only after that tab has agreed to this very grant', () => {
  const { tab, since, meet, apply } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const { say, heard } = meet();
  say({ type: 'covered' });
  expect(apply()).toBe('not-agreed');
  tab.setGrant(grant);
  expect(heard()).toEqual(['welcome', 'ask']);
  say({ type: 'asking' });
  say({ type: 'agreed', grant: 6 });
  expect(apply()).toBe('not-agreed');
  say({ type: 'agreed', grant: 7 });
  expect(apply()).toBeUndefined();
  expect(heard().at(-1)).toBe('hand');
  tab.setGrant(null);
  expect(heard().at(-1)).toBe('over');
  expect(apply()).toBe('not-agreed');
  expect(since().filter((what) => what.startsWith('reaches'))).toEqual([
    'reaches linked',
    'reaches ready',
    'reaches linked',
  ]);
});

test('[I14] declined or taken back there is taken back here; of another grant it is nothing', () => {
  const { tab, since, meet } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const { say } = meet();
  say({ type: 'covered' });
  say({ type: 'back' });
  tab.setGrant(grant);
  since();
  say({ type: 'declined', grant: 6 });
  expect(since()).toEqual([]);
  say({ type: 'declined', grant: 7 });
  say({ type: 'back' });
  say({ type: 'own', reason: 'keyboard' });
  say({ type: 'refused', grant: 7, seq: 1, reason: 'private' });
  expect(since()).toEqual(['takes back', 'takes back', 'own keyboard', 'refused private']);
});

test('[I15] the next page of the site goes on, dark until it is covered, and without a word to anybody', () => {
  const { tab, since, meet, apply } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const first = meet();
  first.say({ type: 'covered' });
  tab.setGrant(grant);
  first.say({ type: 'agreed', grant: 7 });
  since();
  tab.see(null);
  expect(apply()).toBe('tab-away');
  tab.see({ secret: 's', proof: 'next page' });
  const second = meet();
  second.say({ type: 'covered' });
  second.say({ type: 'agreed', grant: 7 });
  expect(apply()).toBeUndefined();
  vi.advanceTimersByTime(10_000);
  expect(since().filter((what) => what.startsWith('reaches'))).toEqual([]);
});

test('[I15] a page without our script ends it after a while', () => {
  const { tab, since, meet, hasSurface } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  meet().say({ type: 'covered' });
  since();
  tab.see(null);
  expect(since()).toEqual(['hides']);
  vi.advanceTimersByTime(3_500);
  expect(since()).toEqual(['waits no more', 'shows', 'reaches nothing']);
  expect(hasSurface()).toBeNull();
});

test('[I13] closed, it says good-bye, and leaves nothing behind', () => {
  const { tab, meet } = arrange();
  tab.see({ secret: 's', proof: 'page' });
  const { say, heard } = meet();
  say({ type: 'covered' });
  tab.close();
  expect(heard()).toEqual(['welcome', 'bye']);
  expect(vi.getTimerCount()).toBe(0);
});

test('[S10][I15] what is drawn goes to the page that is captured now, covered, and to no other', () => {
  const { tab, since, meet, places } = arrange();
  const bytes = Uint8Array.of(0x91, 3);
  tab.see({ secret: 's', proof: 'page' });
  const first = meet();
  first.say({ type: 'draws' });
  expect([places, since()]).toEqual([[], ['waits for s', 'hides', 'hides']]);
  first.say({ type: 'covered' });
  first.say({ type: 'draws' });
  expect(since()).toEqual(['shows', 'reaches linked', 'shows drawings']);
  expect([places[0]?.name(1, 'T'.repeat(300)), places[0]?.draw(bytes)]).toEqual([true, true]);
  expect(first.theirs.received.slice(-2)).toEqual([
    JSON.stringify({ type: 'author', author: 1, name: 'T'.repeat(200) }),
    bytes,
  ]);

  tab.see(null);
  tab.see({ secret: 's', proof: 'next page' });
  const second = meet();
  second.say({ type: 'covered' });
  // What was meant for the page before does not reach the next one out of turn.
  expect([places[0]?.draw(bytes), places[1]?.draw(bytes)]).toEqual([false, true]);

  tab.see(null);
  vi.advanceTimersByTime(3_500);
  expect(places).toHaveLength(3);
  expect([places[1]?.draw(bytes), places[2]]).toEqual([false, null]);
});
