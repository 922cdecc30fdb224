import { expect, test } from 'vitest';
import { nextHelper, type HelperEvent, type HelperState } from './helper.ts';

const picture = { width: 1280, height: 720 };
const invite = { type: 'invite', id: 'one', picture } as const;
const end = { type: 'end', why: 'stopped' } as const;
const after = (...events: HelperEvent[]) =>
  events.reduce<HelperState | undefined>((state, event) => state && nextHelper(state, event), {
    phase: 'none',
  });

test('[I3] a helper is invited, comes, and is there once the person has agreed', () => {
  expect(after(invite, { type: 'come' }, { type: 'agree' })).toEqual({
    phase: 'ready',
    id: 'one',
    picture,
  });
  expect(nextHelper(undefined, invite)).toMatchObject({ phase: 'invited' });
});

test('[I3] none comes uninvited, agrees before it has come, or comes with a code that was used', () => {
  expect(after({ type: 'come' })).toBeUndefined();
  expect(after(invite, { type: 'agree' })).toBeUndefined();
  expect(after(invite, { type: 'come' }, { type: 'come' })).toBeUndefined();
});

test('[I3] a new code replaces one that nobody has used, and no helper that is there', () => {
  expect(after(invite, { ...invite, id: 'two' })).toMatchObject({ phase: 'invited', id: 'two' });
  expect(after(invite, { type: 'come' }, invite)).toBeUndefined();
});

test('[I3] it can be ended from every state but none', () => {
  expect(after(invite, end)).toEqual({ phase: 'none', last: 'stopped' });
  expect(after(end)).toBeUndefined();
});
