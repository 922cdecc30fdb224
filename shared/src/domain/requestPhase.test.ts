import { expect, test } from 'vitest';
import { nextPhase, requestEvents, requestPhases, type RequestEvent } from './requestPhase.ts';

function live(...events: RequestEvent[]) {
  return events.reduce<ReturnType<typeof nextPhase>>(
    (phase, event) => phase && nextPhase(phase, event),
    'waiting',
  );
}

test('[T5] the straight way: waiting, assigned, active, ended, closed', () => {
  expect(live('assign', 'join', 'end', 'close')).toBe('closed');
});

test('[T5] given back after joining, and even after the end, it waits again', () => {
  expect(live('assign', 'join', 'unassign')).toBe('waiting');
  expect(live('assign', 'join', 'end', 'unassign')).toBe('waiting');
});

test('[R2] an offer that is declined or runs out waits again', () => {
  expect(live('offer', 'decline')).toBe('waiting');
  expect(live('offer', 'expire')).toBe('waiting');
});

test('[T9] a transfer is taken up by the other, or goes back to who made it', () => {
  expect(live('assign', 'join', 'transfer', 'assign')).toBe('assigned');
  expect(live('assign', 'transfer', 'give-back', 'join')).toBe('active');
});

test('[R4] an abandoned request can be taken up by either side', () => {
  expect(live('abandon', 'return')).toBe('waiting');
  expect(live('abandon', 'assign')).toBe('assigned');
});

test('[R3] a closed request stays closed, whatever happens', () => {
  for (const event of requestEvents) expect(nextPhase('closed', event)).toBeUndefined();
});

test('[R3] every phase but closed can be closed, so that nothing hangs for good', () => {
  for (const phase of requestPhases) {
    if (phase !== 'closed') expect([phase, nextPhase(phase, 'close')]).toEqual([phase, 'closed']);
  }
});
