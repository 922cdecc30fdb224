import { expect, test } from 'vitest';
import type { EndpointId, RecordingId, UserId } from './ids.ts';
import { answersAreOwn, nextRecord, type RecordEvent, type RecordState } from './recording.ts';

const by = 'technician' as UserId;
const [endpoint, other] = ['page', 'other'] as EndpointId[];
const id = 'recording' as RecordingId;
const record = (...events: RecordEvent[]) =>
  events.reduce<RecordState | undefined>((state, event) => state && nextRecord(state, event), {
    phase: 'off',
  });
const propose = { type: 'propose', by, endpoint: endpoint! } as const;
const agree = { type: 'agree', id, at: 5 } as const;

test('[M3] nothing is recorded that was not asked for and agreed to', () => {
  expect(record(agree)).toBeUndefined();
  expect(record(propose, propose)).toBeUndefined();
  expect(record(propose, { type: 'decline' }, agree)).toBeUndefined();
  expect(record(propose, { type: 'withdraw' }, agree)).toBeUndefined();
  expect(record(propose, agree)).toEqual({ phase: 'recording', by, endpoint, id, since: 5 });
  expect(record(propose, agree, agree)).toBeUndefined();
});

test('[M3] it ends from wherever it is, once; another page of the same technician goes on with it', () => {
  const end = { type: 'end', why: 'stopped' } as const;
  expect(record(propose, agree, end)).toEqual({ phase: 'off', last: 'stopped' });
  expect(record(propose, end)).toEqual({ phase: 'off', last: 'stopped' });
  expect(record(end)).toBeUndefined();
  const take = { type: 'take', endpoint: other! } as const;
  expect(record(propose, agree, take)).toMatchObject({ endpoint: other, id });
  expect(record(propose, take)).toBeUndefined();
});

test('[M3] while a hand moves the whole desktop, nobody can tell whose answer it is', () => {
  const granted = { phase: 'granted', to: by, level: 'pointer', grantId: 1 } as const;
  const helper = { phase: 'ready', id: 'x', picture: { width: 1, height: 1 } } as const;
  expect(answersAreOwn({ control: granted, helper })).toBe(false);
  expect(answersAreOwn({ control: granted })).toBe(true);
  expect(answersAreOwn({ control: { phase: 'none' }, helper })).toBe(true);
});
