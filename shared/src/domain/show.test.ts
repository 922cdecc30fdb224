import { expect, test } from 'vitest';
import type { EndpointId, UserId } from './ids.ts';
import { nextShow, showIsReachable, type ShowEvent, type ShowState } from './show.ts';
import { surfaces, type Surface } from './sharing.ts';

const by = '00000000-0000-4000-8000-000000000001' as UserId;
const endpoint = '00000000-0000-4000-8000-0000000000e1' as EndpointId;

const begun = (surface: Surface): ShowEvent => ({
  ...{ type: 'start', by, endpoint, surface, sound: false },
});
const linked: ShowEvent = { type: 'reach', tab: 'linked' };
const asked: ShowEvent = {
  type: 'control',
  event: { type: 'request', by: null, level: 'pointer' },
};
const given: ShowEvent = {
  type: 'control',
  event: { type: 'grant', level: 'pointer-and-keyboard', grantId: 7, span: 'once' },
};

const after = (...events: ShowEvent[]): ShowState | undefined =>
  events.reduce<ShowState | undefined>((state, event) => state && nextShow(state, event), {
    phase: 'off',
  });
const handAfter = (...events: ShowEvent[]) => {
  const state = after(...events);
  return state?.phase === 'showing' ? state.control : undefined;
};

test('[I6] the customer’s hand is for a shown tab that carries our script, and for nothing else', () => {
  for (const surface of surfaces) {
    const state = after(begun(surface))!;
    expect(showIsReachable(state)).toBe(false);
    expect(nextShow(state, asked)).toBeUndefined();
    if (surface !== 'tab') expect(nextShow(state, linked)).toBeUndefined();
  }
  expect(handAfter(begun('tab'), linked, asked)).toEqual({
    phase: 'requested',
    by: null,
    level: 'pointer',
  });
});

test('[I6] never more is given than was asked for, and nothing without a question', () => {
  expect(handAfter(begun('tab'), linked, asked, given)).toMatchObject({
    ...{ phase: 'granted', to: null, level: 'pointer', grantId: 7 },
  });
  expect(after(begun('tab'), linked, given)).toBeUndefined();
  expect(after(begun('tab'), linked, asked, given, asked)).toBeUndefined();
});

test('[I6] another surface, a tab that is left and the end of showing take the hand along', () => {
  const granted = [begun('tab'), linked, asked, given];
  const ended = { phase: 'none', last: 'sharing-ended' };
  expect(handAfter(...granted, { type: 'switch', surface: 'this-page' })).toEqual(ended);
  expect(handAfter(...granted, { type: 'reach', tab: null })).toEqual(ended);
  expect(after(...granted, { type: 'stop', why: 'stopped' })).toEqual({
    phase: 'off',
    last: 'stopped',
  });
  // A pause keeps it: nothing passes meanwhile.
  expect(handAfter(...granted, { type: 'pause' })).toMatchObject({ phase: 'granted' });
  expect(handAfter(...granted, { type: 'reach', tab: 'ready' })).toMatchObject({
    phase: 'granted',
  });
});
