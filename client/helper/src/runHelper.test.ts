import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { HelperTold, HelperView } from '@beside/shared/protocol/contract/helper';
import { encodeInput, type InputMessage } from '@beside/shared/protocol/input';
import { recordingDesktop } from './hand/recordingDesktop.ts';
import type { Link } from './link/openLink.ts';
import { runHelper } from './runHelper.ts';
import { createSay } from './terminal/words.ts';

const page = '11111111-1111-4111-8111-111111111111' as HelperView['page'];
const granted: HelperView = {
  version: 1,
  page,
  paused: false,
  control: { grantId: 7, level: 'pointer-and-keyboard', name: 'Toni' },
};
const key: InputMessage = {
  type: 'key-down',
  grantId: 7,
  seq: 1,
  code: 'KeyA',
  key: 'a',
  modifiers: 0,
  location: 0,
  repeat: false,
};
const hello = {
  account: 'Acme',
  customer: 'Carla',
  technician: 'Toni',
  since: 0,
  picture: { width: 1000, height: 500 },
  agreed: false,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The program with a line that a test speaks on, and a person who answers. */
async function arrange(answer: string | null, desktop = recordingDesktop()) {
  const events: Link['events'] = new TypedEmitter();
  const told: [string, unknown][] = [];
  const asked: string[] = [];
  const lines: string[] = [];
  const link: Link = {
    events,
    request: async (name) => {
      asked.push(name);
      return (name === 'helper:hello' ? hello : {}) as never;
    },
    tell: (name, input) => told.push([name, input]) > 0,
    close: () => undefined,
  };
  const terminal = {
    say: (line: string) => void lines.push(line),
    ask: async () => answer,
    close: () => undefined,
  };
  const say = createSay('en');
  const run = runHelper({ desktop, link, terminal, say, now: () => Date.now() });
  events.emit('online', undefined);
  await vi.advanceTimersByTimeAsync(0);
  events.emit('state', granted);
  let number = 0;
  const press = (): void => {
    number += 1;
    const hand = [Buffer.from(encodeInput(key)).toString('base64')];
    const input: HelperTold<'helper:input'> = { from: page, stream: 1, number, hand };
    events.emit('input', input);
  };
  return { events, told, asked, lines, run, press, done: desktop.done };
}

test('[I3] says for whom it is, and moves nothing before the person has agreed', async () => {
  const { lines, asked, press, done } = await arrange('n');
  expect(lines.join('\n')).toContain('Toni of Acme asks to help Carla on this computer');
  press();
  expect(done).toEqual([]);
  expect(asked).toEqual(['helper:hello']);
});

test.each(['', 'y', 'Yes'])(
  '[I3] %j agrees, and what is let through is carried out',
  async (yes) => {
    const { lines, asked, press, done, told } = await arrange(yes);
    expect(asked).toEqual(['helper:hello', 'helper:agree']);
    press();
    expect(done).toEqual(['a down']);
    expect(told).toEqual([['helper:done', { stream: 1, number: 1 }]]);
    expect(lines).toContain('Toni may use mouse and keyboard now.');
    expect(lines).toContain('Toni is using them.');
  },
);

test.each(['n', 'what?', null])('[I3] %j refuses, and it is over', async (no) => {
  const { told, run } = await arrange(no);
  expect(told).toEqual([['helper:leave', { why: 'declined' }]]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await run.over).toBe('declined');
});

test('[I7] a key that is held is let go of after a second of silence', async () => {
  const { press, done } = await arrange('');
  press();
  await vi.advanceTimersByTimeAsync(900);
  expect(done).toEqual(['a down']);
  await vi.advanceTimersByTimeAsync(300);
  expect(done).toEqual(['a down', 'a up']);
});

test.each([
  [
    'the grant is taken back',
    (e: Link['events']) => e.emit('state', { ...granted, version: 2, control: null }),
  ],
  [
    'sharing is paused',
    (e: Link['events']) => e.emit('state', { ...granted, version: 2, paused: true }),
  ],
  ['the line is lost', (e: Link['events']) => e.emit('offline', undefined)],
  ['it is over', (e: Link['events']) => e.emit('ended', 'sharing-ended')],
])(
  '[I7] what is held is let go of at once when %s, and nothing more moves',
  async (_when, happen) => {
    const { events, press, done } = await arrange('');
    press();
    happen(events);
    expect(done).toEqual(['a down', 'a up']);
    press();
    expect(done).toHaveLength(2);
  },
);

test('[I1] stopped here, nothing moves from that moment, and the server is told', async () => {
  const { run, told, press, done } = await arrange('');
  press();
  run.stop();
  expect(done).toEqual(['a down', 'a up']);
  expect(told.at(-1)).toEqual(['helper:leave', { why: 'stopped' }]);
  press();
  expect(done).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await run.over).toBe('stopped');
});

test('[I3] two monitors of one size: the person says which, and nonsense is asked again', async () => {
  const twin = { x: 1000, y: 0, width: 1000, height: 500 };
  const desktop = recordingDesktop([{ x: 0, y: 0, width: 1000, height: 500 }, twin]);
  const { lines } = await arrange(null, desktop);
  expect(lines).toContain('Which screen do you share? Its size alone does not tell.');
  expect(lines).toContain('2: 1000 × 500, from 1000, 0');
});

test('[O4] no timer is left when it is over', async () => {
  const { events, run } = await arrange('');
  events.emit('ended', 'dismissed');
  expect(await run.over).toBe('dismissed');
  expect(vi.getTimerCount()).toBe(0);
  expect(events.size).toBe(0);
});
