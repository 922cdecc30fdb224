import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Party } from '@beside/shared/domain/words';
import { decodeInput } from '@beside/shared/protocol/input';
import { createOwnClipboard } from './ownClipboard.ts';
import type { SharerClipboardView } from './sharerClipboard.ts';

const held = { text: 'mine' };
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('navigator', {
    clipboard: {
      readText: () => Promise.resolve(held.text),
      writeText: (text: string) => Promise.resolve(void (held.text = text)),
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  held.text = 'mine';
});

/** One side's page that shares, with the other side's hand on it. */
function arrange(party: Party) {
  const did: string[] = [];
  const seen = { view: null as SharerClipboardView | null, said: [] as string[] };
  const grant = { id: 9, level: 'pointer', span: 'once', again: false } as const;
  const clipboard = createOwnClipboard({
    party,
    hand: () => ({ grant, setClipboardAsks: (asks) => did.push(asks ? 'asks' : 'asks no more') }),
    isTabPrivate: (text) => text.includes('tab secret'),
    say: (bytes) => seen.said.push(decodeInput(bytes)?.type ?? 'nothing'),
    tell: (to) => did.push(`to ${to}`),
    onChange: (view) => (seen.view = view),
    onCover: () => did.push(clipboard.covers ? 'covers' : 'uncovers'),
  });
  return { clipboard, did, seen };
}
const head = { grantId: 9, seq: 1 };

test.each([
  { party: 'customer', other: 'technician' },
  { party: 'technician', other: 'customer' },
] as const)(
  '[I5][I6] whoever shares is asked, and it is told which side a text went to: $party',
  async ({ party, other }) => {
    const { clipboard, did, seen } = arrange(party);
    clipboard.receive({ type: 'clip', ...head, part: 0, last: true, text: 'theirs' });
    // Where it shares anything but itself, there is no place to insert it.
    expect(seen.view).toEqual({
      state: 'offered',
      text: 'theirs',
      mayInsert: false,
      failed: false,
    });
    await clipboard.take('insert');
    expect([held.text, seen.view?.state]).toEqual(['mine', 'offered']);
    await clipboard.take('copy');
    expect([held.text, seen.said]).toEqual(['theirs', ['clip-answer']]);
    expect(did.splice(0)).toEqual(['asks', 'asks no more', `to ${party}`]);

    clipboard.receive({ type: 'clip-ask', ...head });
    await clipboard.read();
    // The own text lies open: no picture is sent.
    expect(did.splice(0)).toEqual(['asks', 'covers', 'asks']);
    clipboard.send('theirs, changed');
    clipboard.receive({ type: 'clip-answer', ...head, answer: 'got' });
    vi.advanceTimersByTime(1_000);
    expect(did.splice(0)).toEqual(['asks', `to ${other}`, 'asks no more', 'uncovers']);
    clipboard.close();
    expect(vi.getTimerCount()).toBe(0);
  },
);
