import { expect, test } from 'vitest';
import {
  noFigures,
  reportStateOf,
  timingsOf,
  withEntry,
  withRequest,
  type CountedEntry,
  type Figures,
} from './figures.ts';
import type { UserId } from './ids.ts';
import type { SystemEvent } from './request.ts';
import type { RequestPhase } from './requestPhase.ts';

const ada = { id: '01980000-0000-7000-8000-000000000002' as UserId, name: 'Ada' };
const event = (at: number, event: SystemEvent): CountedEntry => ({ kind: 'event', at, event });
const heard = (entries: CountedEntry[], figures: Figures = noFigures): Figures =>
  entries.reduce(withEntry, figures);
const lived = (steps: [at: number, phase: RequestPhase, assigned?: true][]): Figures =>
  steps.reduce(
    (figures, [phaseSince, phase, assigned]) =>
      withRequest(figures, { phase, phaseSince, assignee: assigned ? ada : null }),
    noFigures,
  );

test('[M2] waiting ends with the first technician, handling is what technicians spent', () => {
  const figures = lived([
    [0, 'waiting'],
    [10, 'offered'],
    [20, 'assigned', true],
    [25, 'active', true],
    [50, 'waiting'],
    [80, 'assigned', true],
    [100, 'ended', true],
    [500, 'closed', true],
  ]);
  expect(timingsOf(figures, 0)).toMatchObject({ waitingMs: 20, handlingMs: 50 });
  expect(figures.overAt).toBe(100);
  expect(reportStateOf(figures)).toBe('served');
});

test('[M2] a transfer that is under way is handled on', () => {
  const figures = lived([
    [0, 'assigned', true],
    [10, 'offered', true],
    [15, 'assigned', true],
    [40, 'ended', true],
  ]);
  expect(timingsOf(figures, 0).handlingMs).toBe(40);
});

test('[M2] who was never served waited until the end; who left a message did not wait', () => {
  const gone = lived([
    [0, 'waiting'],
    [70, 'abandoned'],
  ]);
  expect(reportStateOf(gone)).toBe('unserved');
  expect(timingsOf(gone, 0)).toMatchObject({ waitingMs: 70, handlingMs: null });
  const back = withRequest(gone, { phase: 'waiting', phaseSince: 90, assignee: null });
  expect(reportStateOf(back)).toBe('open');
  expect(timingsOf(back, 0).waitingMs).toBeNull();
  const left = lived([[0, 'message-left']]);
  expect(reportStateOf(left)).toBe('message');
  const taken = lived([
    [0, 'message-left'],
    [9000, 'assigned', true],
    [9100, 'closed', true],
  ]);
  expect(timingsOf(taken, 0)).toMatchObject({ waitingMs: null, handlingMs: 100 });
  expect(reportStateOf(taken)).toBe('served');
});

test('[M2] the first answer is a technician’s, and stays the first', () => {
  const by = (at: number, party: 'customer' | 'technician'): CountedEntry => ({
    kind: 'message',
    at,
    from: { party },
  });
  const figures = heard([by(5, 'customer'), by(8, 'technician'), by(9, 'technician')]);
  expect(timingsOf(figures, 3).answerMs).toBe(5);
});

test('[M2] both screens at once are shared once, and what was never shared is no span', () => {
  const figures = heard([
    event(0, { code: 'share-ended', why: 'declined' }),
    event(10, { code: 'share-started', surface: 'window' }),
    event(20, { code: 'show-started', surface: 'window', by: ada }),
    event(30, { code: 'share-ended', why: 'stopped' }),
    event(45, { code: 'show-ended', why: 'stopped' }),
    event(50, { code: 'share-ended', why: 'ended' }),
  ]);
  expect(timingsOf(figures, 0).sharingMs).toBe(35);
  expect(timingsOf(noFigures, 0).sharingMs).toBeNull();
});

test('[M2] the way is told by what carried', () => {
  const relay = event(1, { code: 'path-changed', path: 'relay' });
  const direct = event(2, { code: 'path-changed', path: 'direct' });
  const way = (entries: CountedEntry[]) => timingsOf(heard(entries), 0).way;
  expect([way([]), way([relay]), way([direct]), way([relay, direct, relay])]).toEqual([
    'none',
    'relay',
    'direct',
    'both',
  ]);
});
