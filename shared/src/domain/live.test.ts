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
const start = { type: 'start', endpoint, surface: 'screen' } as const;

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

test('[S4] paused twice or resumed twice is out of turn', () => {
  expect(share(propose, start, { type: 'pause' }, { type: 'pause' })).toBeUndefined();
  expect(share(propose, start, { type: 'resume' })).toBeUndefined();
});

test('[I1] no grant without a request, and none beyond it', () => {
  const grant = { type: 'grant', level: 'pointer-and-keyboard', grantId: 5, span: 'once' } as const;
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

test('[I1] another one of the team asks for the hand: it stays, goes over, or is free for them', () => {
  const other = 'other' as typeof by;
  const held: ControlEvent[] = [
    { type: 'request', by, level: 'pointer' },
    { type: 'grant', level: 'pointer', grantId: 5, span: 'once' },
  ];
  const ask = { type: 'request', by: other, level: 'pointer-and-keyboard' } as const;
  const next = { by: other, level: 'pointer-and-keyboard' };
  expect(control(...held, ask)).toMatchObject({ to: by, grantId: 5, next });
  expect(control(...held, ask, ask)).toBeUndefined();
  expect(control(...held, { ...ask, by })).toBeUndefined();
  for (const type of ['decline', 'withdraw'] as const) {
    expect(control(...held, ask, { type })).toEqual(control(...held));
    expect(control(...held, { type })).toBeUndefined();
  }
  const given = {
    type: 'grant',
    level: 'pointer-and-keyboard',
    grantId: 6,
    span: 'session',
  } as const;
  expect(control(...held, ask, given)).toEqual({
    phase: 'granted',
    to: other,
    level: 'pointer-and-keyboard',
    grantId: 6,
    span: 'session',
  });
  expect(control(...held, ask, { type: 'end', why: 'released' })).toEqual({
    phase: 'requested',
    ...next,
  });
  expect(control(...held, ask, { type: 'end', why: 'revoked' })).toEqual({
    phase: 'none',
    last: 'revoked',
  });
});
