import { expect, test } from 'vitest';
import type { Entry, SystemEvent } from '@beside/shared/domain/request';
import { sessionHistory } from './sessionHistory.ts';

const by = { id: 'ada', name: 'Ada' } as never;

function story(...events: SystemEvent[]): Entry[] {
  return events.map((event, index) => {
    const seq = index + 1;
    return { kind: 'event', requestId: 'r', id: `e${seq}`, seq, at: seq * 1000, event } as Entry;
  });
}

test('[S4] the history has the steps of the session in their order, and who was there', () => {
  const events: SystemEvent[] = [
    { code: 'opened' },
    { code: 'joined', by },
    { code: 'share-proposed', by },
    { code: 'share-cancelled' },
    { code: 'share-started', surface: 'tab' },
    { code: 'path-changed', path: 'direct', why: 'first' },
    { code: 'control-requested', level: 'pointer', by },
    { code: 'share-ended', why: 'stopped', by: null },
    { code: 'closed', outcome: 'resolved', by },
  ];
  const steps = sessionHistory(story(...events));
  expect(steps.map(({ event }) => event)).toEqual(events.slice(1, -1));
  expect(steps[0]).toMatchObject({ seq: 2, at: 2000 });
});

test('[S4] where nobody was asked to share there is no history', () => {
  expect(sessionHistory(story({ code: 'opened' }, { code: 'joined', by }))).toEqual([]);
});
