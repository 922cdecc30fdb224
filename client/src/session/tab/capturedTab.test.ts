import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeDrawing } from '@beside/shared/protocol/drawing';
import { encodeInput } from '@beside/shared/protocol/input';
import type { FromTab, TabAsk, ToTab } from '@beside/shared/protocol/tabMessages';
import type { HandMessage } from '../surface/surface.ts';
import { createCapturedTab } from './capturedTab.ts';
import { createLinePair } from './simulatedLine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ask: TabAsk = {
  ...{ grant: 7, level: 'pointer-and-keyboard', span: 'once', again: false },
  ...{ by: 'toni', technician: 'Toni' },
};
const text: HandMessage = { type: 'text', grantId: 7, seq: 1, text: 'a' };
const click: HandMessage = {
  ...{ type: 'down', grantId: 7, seq: 2, x: 1, y: 1, modifiers: 0 },
  ...{ button: 0, buttons: 1, clicks: 1 },
};

const digest = encodeDrawing({
  ...{ type: 'digest', by: 'board', board: 1, seq: 1, inPicture: false, shut: false },
  ...{ authors: [], marks: [] },
});

/** What listens on a page, to be told of events as the browser makes them. */
function createPage() {
  const listeners: Record<string, ((event: object) => void)[]> = {};
  const target = {
    addEventListener(type: string, listener: (event: object) => void) {
      (listeners[type] ??= []).push(listener);
    },
    removeEventListener(type: string, listener: (event: object) => void) {
      listeners[type] = (listeners[type] ?? []).filter((other) => other !== listener);
    },
    getElementsByTagName: () => [],
  };
  const page = { ...target, document: target } as unknown as Window;
  const happen = (type: string, event: object): void =>
    [...(listeners[type] ?? [])].forEach((listener) => listener(event));
  const isLeft = (): boolean => Object.values(listeners).every((all) => all.length === 0);
  return { page, happen, isLeft };
}

/** A page of the tab; `kept` outlives it. */
async function arrange(kept = new Map<string, string>(), visit = 'v1') {
  const did: string[] = [];
  const [line, theirs] = createLinePair();
  const { page, happen, isLeft } = createPage();
  let answer = (_agreed: boolean): void => undefined;
  let takeBack = (): void => undefined;
  createCapturedTab({
    page,
    line,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    face: {
      ask: (_ask, next) => void (answer = next),
      showHand: (_ask, next) => void (takeBack = next),
      setHeld: (held) => did.push(held ? 'held' : 'free'),
      clear: () => undefined,
    },
    prove: (proof) => did.push(`proves ${proof}`),
    createCover: () => ({
      begin: () => Promise.resolve(void did.push('covers')),
      end: () => did.push('uncovers'),
      close: () => undefined,
    }),
    surface: {
      apply: ({ type }) => (did.push(type), undefined),
      release: () => did.push('lets go'),
    },
    createDrawing: (onShown) => ({
      receive() {
        did.push('draws');
        onShown();
      },
      name: (author, name) => did.push(`${author} is ${name}`),
      close: () => did.push('draws no more'),
    }),
    onEnd: ({ forgotten }) => did.push(forgotten ? 'forgotten' : 'lost'),
  });
  const tell = (message: ToTab): void => void theirs.send(JSON.stringify(message));
  const move = (message: HandMessage): void => void theirs.send(encodeInput(message));
  const draw = (): void => void theirs.send(digest);
  const since = (): string[] => did.splice(0);
  const heard = () =>
    theirs.received.splice(0).map((message) => JSON.parse(message as string) as FromTab);
  tell({ type: 'prove', proof: 'word' });
  // Whether this is the tab that is captured is not known yet.
  draw();
  tell({ type: 'welcome', visit });
  await vi.waitFor(() => expect(heard()).toEqual([{ type: 'covered' }]));
  expect(since()).toEqual(['covers', 'proves word']);
  return {
    ...{ tell, move, draw, since, heard, happen, isLeft, kept, close: () => theirs.close() },
    answer: (agreed: boolean) => answer(agreed),
    takeBack: () => takeBack(),
  };
}

const refused = (reason: string, seq: number) => ({ type: 'refused', grant: 7, seq, reason });

test('[I14] before the customer has agreed nothing is carried out, whatever the other page says', async () => {
  const { tell, move, since, heard } = await arrange();
  move(text);
  tell({ type: 'ask', ...ask });
  move(text);
  move(click);
  expect(since()).toEqual([]);
  expect(heard()).toEqual([
    refused('not-agreed', 1),
    { type: 'asking' },
    refused('not-agreed', 1),
    refused('not-agreed', 2),
  ]);
});

test('[I14] agreed to, it is: under that grant, at that level, and until it is over', async () => {
  const { tell, move, since, heard, answer } = await arrange();
  tell({ type: 'ask', ...ask, level: 'pointer' });
  answer(true);
  move(click);
  move(text);
  move({ ...click, grantId: 8 });
  expect(since()).toEqual(['down']);
  expect(heard().slice(2)).toEqual([
    refused('level', 1),
    { type: 'refused', grant: 8, seq: 2, reason: 'not-agreed' },
  ]);
  tell({ type: 'over' });
  move(click);
  expect(since()).toEqual(['lets go']);
});

test('[I14] declined, it says so; an answer to a question that is over is none', async () => {
  const { tell, move, heard, answer, since } = await arrange();
  tell({ type: 'ask', ...ask });
  tell({ type: 'over' });
  answer(true);
  tell({ type: 'ask', ...ask, grant: 8 });
  answer(false);
  expect(heard()).toEqual([{ type: 'asking' }, { type: 'asking' }, { type: 'declined', grant: 8 }]);
  move(text);
  move({ ...text, grantId: 8 });
  expect(since()).toEqual([]);
});

test('[I1] taken back by the button, or by an Escape of the customer’s own', async () => {
  for (const way of ['button', 'Escape'] as const) {
    const { tell, move, since, heard, answer, takeBack, happen } = await arrange();
    tell({ type: 'ask', ...ask });
    answer(true);
    const escape = { key: 'Escape', preventDefault: () => undefined };
    happen('keydown', { ...escape, isTrusted: false });
    move(click);
    expect(since()).toEqual(['down']);
    if (way === 'button') takeBack();
    else happen('keydown', { ...escape, isTrusted: true });
    move(click);
    expect(since()).not.toContain('down');
    expect(heard()).toContainEqual({ type: 'back' });
  }
});

test('[I10] while the customer’s own mouse is used, and for two seconds after, the hand waits', async () => {
  const { tell, move, since, heard, answer, happen } = await arrange();
  tell({ type: 'ask', ...ask });
  answer(true);
  heard();
  happen('pointerdown', { isTrusted: true });
  move(click);
  expect(since()).toEqual(['lets go', 'held']);
  expect(heard()).toEqual([{ type: 'own', reason: 'pointer' }, refused('customer-active', 2)]);
  vi.advanceTimersByTime(2_100);
  move(click);
  expect(since()).toContain('down');
});

test('[I15] the next page goes on without a question, under the same grant of the same share', async () => {
  const { tell, answer, close, kept, since } = await arrange();
  tell({ type: 'ask', ...ask });
  answer(true);
  since();
  close();
  expect(since()).toEqual(['lets go', 'draws no more', 'uncovers', 'lost']);

  const next = await arrange(kept);
  next.tell({ type: 'ask', ...ask });
  expect(next.heard()).toEqual([{ type: 'agreed', grant: 7 }]);
  next.move(click);
  expect(next.since()).toEqual(['down']);
  next.close();

  const other = await arrange(kept, 'v2');
  other.tell({ type: 'ask', ...ask });
  expect(other.heard()).toEqual([{ type: 'asking' }]);
});

test('[I15] what was agreed to once is over with its grant, and everything with the share', async () => {
  const { tell, answer, heard, kept, since, isLeft } = await arrange();
  tell({ type: 'ask', ...ask });
  answer(true);
  tell({ type: 'over' });
  tell({ type: 'ask', ...ask });
  expect(heard().at(-1)).toEqual({ type: 'asking' });
  answer(true);
  since();
  tell({ type: 'bye' });
  expect(since()).toEqual(['lets go', 'draws no more', 'uncovers', 'forgotten']);
  expect([kept.size, isLeft(), vi.getTimerCount()]).toEqual([0, true, 0]);
});

test('[I7] what is held is let go of when the other page has fallen silent', async () => {
  const { tell, answer, since } = await arrange();
  tell({ type: 'ask', ...ask });
  answer(true);
  since();
  vi.advanceTimersByTime(1_000);
  tell({ type: 'beat' });
  vi.advanceTimersByTime(1_000);
  expect(since()).toEqual([]);
  vi.advanceTimersByTime(1_500);
  expect(since()).toContain('lets go');
});

test('[S10][I3] what is drawn shows on the tab that is captured, without any grant, and goes with the share', async () => {
  const { tell, draw, since, heard } = await arrange();
  tell({ type: 'author', author: 1, name: 'Toni' });
  draw();
  expect(since()).toEqual(['1 is Toni', 'draws']);
  expect(heard()).toEqual([{ type: 'draws' }]);
  tell({ type: 'bye' });
  expect(since()).toContain('draws no more');
  draw();
  expect(since()).toEqual([]);
});
