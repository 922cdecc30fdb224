import { expect, test } from 'vitest';
import { nextControl, type ControlEvent, type ControlState } from './control.ts';
import type { EndpointId, UserId } from './ids.ts';
import { nextShare, type ShareEvent, type ShareState } from './sharing.ts';

const by = 'technician' as UserId;
const endpoint = 'page' as EndpointId;

const share = (...events: ShareEvent[]) =>
  events.reduce<ShareState | undefined>((state, event) => state && nextShare(state, event), {
    phase: 'off',
  });
const control = (...events: ControlEvent[]) =>
  events.reduce<ControlState | undefined>((state, event) => state && nextControl(state, event), {
    phase: 'none',
  });

const propose = { type: 'propose', by } as const;
const start = { type: 'start', endpoint, surface: 'screen', at: 5 } as const;

test('[S1] nothing is shared that was not asked for and chosen', () => {
  expect(share(start)).toBeUndefined();
  expect(share({ type: 'pause' })).toBeUndefined();
  expect(share(propose, start)).toMatchObject({ phase: 'sharing', paused: false });
});

test('[S1] a picker that was closed leaves the offer standing; a refusal takes it away', () => {
  expect(share(propose, { type: 'cancel' })).toMatchObject({
    phase: 'proposed',
    last: 'cancelled',
  });
  expect(share(propose, { type: 'cancel' }, start)).toMatchObject({ phase: 'sharing' });
  expect(share(propose, { type: 'decline' })).toEqual({ phase: 'off', last: 'declined' });
  expect(share(propose, { type: 'decline' }, start)).toBeUndefined();
});

test('[S4] what is shown can change while it is shown, and only then', () => {
  const change = { type: 'switch', surface: 'tab' } as const;
  expect(share(propose, change)).toBeUndefined();
  expect(share(propose, start, { type: 'pause' }, change)).toMatchObject({
    surface: 'tab',
    paused: true,
    since: 5,
  });
  expect(share(propose, start, change, change)).toBeUndefined();
});

test('[S4] paused twice or resumed twice is out of turn', () => {
  expect(share(propose, start, { type: 'pause' }, { type: 'pause' })).toBeUndefined();
  expect(share(propose, start, { type: 'resume' })).toBeUndefined();
});

test('[I1] no grant without a request, and none beyond it', () => {
  const grant = { type: 'grant', level: 'pointer-and-keyboard', grantId: 5 } as const;
  expect(control(grant)).toBeUndefined();
  expect(control({ type: 'request', by, level: 'pointer' }, grant)).toMatchObject({
    level: 'pointer',
  });
});

test('[I1] a grant can be ended from every state but none', () => {
  const end = { type: 'end', why: 'revoked' } as const;
  expect(control({ type: 'request', by, level: 'pointer' }, end)).toEqual({
    phase: 'none',
    last: 'revoked',
  });
  expect(control(end)).toBeUndefined();
});
