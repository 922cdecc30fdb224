import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  nextControl,
  type ControlEvent,
  type ControlLevel,
  type ControlState,
} from '@beside/shared/domain/control';
import type { UserId } from '@beside/shared/domain/ids';
import { decodeInput, encodeInput, type InputMessage } from '@beside/shared/protocol/input';
import type { HandMessage } from '../surface/surface.ts';
import { createSharerControl, noHand, type SharerHandView } from './sharerControl.ts';
import { holdMs } from './sharerHold.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const toni = 'toni' as UserId;
const robin = 'robin' as UserId;

/** The customer's side beside a server that takes what the rules of control take. */
function page() {
  const seen = {
    view: noHand as SharerHandView,
    applied: [] as HandMessage[],
    releases: 0,
    said: [] as InputMessage[],
    state: { phase: 'none' } as ControlState,
  };
  const server = { slow: false };
  const hear = (event: ControlEvent): boolean => {
    const next = nextControl(seen.state, event);
    if (next) seen.state = next;
    if (next) control.follow(next, true);
    return next !== undefined;
  };
  const waiting: (() => void)[] = [];
  const control = createSharerControl({
    tell(name: 'control:grant' | 'control:end', more: object) {
      const type = name === 'control:grant' ? 'grant' : 'end';
      const event = { type, ...more } as ControlEvent;
      return new Promise((resolve) => {
        const take = (): void => resolve(hear(event));
        if (server.slow) waiting.push(take);
        else take();
      });
    },
    reply: () => undefined,
    say: (bytes) => seen.said.push(decodeInput(bytes) as InputMessage),
    onChange: (view) => (seen.view = view),
    onClipboard: () => undefined,
    onShut: () => undefined,
  });
  control.setSurface({
    apply(message) {
      seen.applied.push(message);
      return undefined;
    },
    release: () => (seen.releases += 1),
  });
  const grantId = (): number => (seen.state.phase === 'granted' ? seen.state.grantId : 0);
  return {
    control,
    seen,
    server,
    hear,
    grantId,
    /** Lets the server take what it was told meanwhile. */
    async catchUp() {
      waiting.splice(0).forEach((take) => take());
      await Promise.resolve();
      await Promise.resolve();
    },
    ask: (by: UserId, level: ControlLevel = 'pointer-and-keyboard') =>
      hear({ type: 'request', by, level }),
    /** A click of the hand under a grant. @returns whether it was carried out */
    click(grant = grantId(), seq = 1): boolean {
      const before = seen.applied.length;
      const at = { x: 1, y: 1, modifiers: 0, button: 0, buttons: 1, clicks: 1 };
      const bytes = encodeInput({ type: 'down', grantId: grant, seq, ...at });
      control.receive('keys', bytes, 'direct');
      return seen.applied.length > before;
    },
  };
}

test('[I1] given once, the next time there is a question again', () => {
  const { control, seen, ask, hear, click } = page();
  ask(toni);
  expect(seen.view.ask).toEqual({ by: toni, level: 'pointer-and-keyboard' });
  control.allow('pointer', 'once');
  expect(seen.state).toMatchObject({ phase: 'granted', to: toni, level: 'pointer', span: 'once' });
  expect(seen.view.ask).toBeNull();
  expect(click()).toBe(true);
  hear({ type: 'end', why: 'released' });
  expect(control.grant).toBeNull();
  ask(toni);
  expect(seen.state.phase).toBe('requested');
  expect(seen.view.ask?.by).toBe(toni);
});

test('[I1] given until sharing ends, the same technician needs no second question, and nobody else profits', () => {
  const { control, seen, ask, hear, click } = page();
  ask(toni);
  control.allow('pointer-and-keyboard', 'session');
  expect(seen.view.standing).toEqual([toni]);
  hear({ type: 'end', why: 'released' });
  ask(toni, 'pointer');
  expect(seen.state).toMatchObject({ phase: 'granted', to: toni, level: 'pointer' });
  expect(seen.view.ask).toBeNull();
  expect(click()).toBe(true);
  hear({ type: 'end', why: 'released' });
  ask(robin);
  expect(seen.view.ask?.by).toBe(robin);
});

test('[I1] what was agreed to for the pointer is asked again for the keyboard', () => {
  const { control, seen, ask, hear } = page();
  ask(toni);
  control.allow('pointer', 'session');
  hear({ type: 'end', why: 'released' });
  ask(toni, 'pointer-and-keyboard');
  expect(seen.state.phase).toBe('requested');
  expect(seen.view.ask?.level).toBe('pointer-and-keyboard');
});

const endsOfStanding: [string, (control: ReturnType<typeof page>['control']) => void][] = [
  ['taking back control', (control) => control.takeBack()],
  ['the end of sharing', (control) => control.setSurface(null)],
  ['asking for the question', (control) => control.askAgain()],
  ['the technician leaving', (control) => control.keepOnly((user) => user !== toni)],
];
test.each(endsOfStanding)('[I1] %s ends what was agreed to for the whole sharing', (_, end) => {
  const { control, seen, ask, hear } = page();
  ask(toni);
  control.allow('pointer', 'session');
  end(control);
  expect(seen.view.standing).toEqual([]);
  hear({ type: 'end', why: 'released' });
  ask(toni, 'pointer');
  expect(seen.state.phase).toBe('requested');
});

test('[I1] the hand goes to another at the click: at no time do two have it', async () => {
  const { control, seen, server, ask, click, grantId, catchUp } = page();
  ask(toni);
  control.allow('pointer', 'once');
  const first = grantId();
  expect(click(first, 1)).toBe(true);
  ask(robin);
  expect(seen.view).toMatchObject({ ask: { by: robin }, held: 'question' });
  expect(click(first, 2)).toBe(false);
  server.slow = true;
  control.allow('pointer', 'once');
  expect(seen.view).toMatchObject({ ask: null, held: null });
  expect(click(first, 3)).toBe(false);
  await catchUp();
  expect(seen.state).toMatchObject({ phase: 'granted', to: robin });
  expect(click(grantId(), 1)).toBe(true);
  expect(click(first, 4)).toBe(false);
});

test('[I1] what the server does not take is not given, and the hand before is gone as well', async () => {
  const { control, seen, server, ask, hear, click, catchUp } = page();
  ask(toni);
  control.allow('pointer', 'once');
  ask(robin);
  server.slow = true;
  control.allow('pointer', 'once');
  hear({ type: 'withdraw' });
  server.slow = false;
  await catchUp();
  expect(seen.state.phase).toBe('none');
  expect(control.grant).toBeNull();
  expect(click(1, 1)).toBe(false);
});

test('[I1] a grant from before this page was loaded is ended', () => {
  const { seen, hear } = page();
  hear({ type: 'request', by: toni, level: 'pointer' });
  hear({ type: 'grant', level: 'pointer', grantId: 99, span: 'once' });
  expect(seen.state).toEqual({ phase: 'none', last: 'revoked' });
});

test('[I1] while the customer’s own mouse moves the hand waits, and comes back 2 s after', () => {
  const { control, seen, ask, click } = page();
  ask(toni);
  control.allow('pointer', 'once');
  expect(click(undefined, 1)).toBe(true);
  const before = seen.releases;
  control.ownInput('pointer');
  expect(seen.releases).toBe(before + 1);
  expect(seen.view.held).toBe('pointer');
  expect(seen.said.at(-1)).toMatchObject({ type: 'hold', reason: 'pointer' });
  expect(click(undefined, 2)).toBe(false);
  vi.advanceTimersByTime(holdMs - 1);
  control.ownInput('pointer');
  vi.advanceTimersByTime(holdMs - 1);
  expect(click(undefined, 3)).toBe(false);
  vi.advanceTimersByTime(1);
  expect(seen.view.held).toBeNull();
  expect(seen.said.at(-1)).toMatchObject({ type: 'hold', reason: 'none' });
  expect(click(undefined, 4)).toBe(true);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
});

test('[I1] while a question lies before the customer nobody’s hand can answer it', () => {
  const { control, seen, ask, hear, click } = page();
  ask(toni);
  control.allow('pointer', 'once');
  ask(robin);
  expect(seen.view.held).toBe('question');
  expect(click(undefined, 1)).toBe(false);
  control.ownInput('pointer');
  vi.advanceTimersByTime(10 * holdMs);
  expect(click(undefined, 2)).toBe(false);
  hear({ type: 'decline' });
  expect(seen.view.held).toBeNull();
  expect(click(undefined, 3)).toBe(true);
  control.setClipboardAsks(true);
  expect(click(undefined, 4)).toBe(false);
  control.setClipboardAsks(false);
  expect(click(undefined, 5)).toBe(true);
});

test('[I1] closing leaves no timer behind', () => {
  const { control, ask, click } = page();
  ask(toni);
  control.allow('pointer', 'session');
  click();
  control.ownInput('keyboard');
  control.close();
  expect(vi.getTimerCount()).toBe(0);
});
