import { expect, test } from 'vitest';
import { nextControl, type ControlEvent, type ControlState } from './control.ts';
import type { EndpointId, UserId } from './ids.ts';
import { hasPicture, linkIsWanted, sendingPage, takesRelay } from './liveLink.ts';
import { idleLiveState, type LiveState, type SupportRequest } from './request.ts';
import { nextShow, type ShowEvent, type ShowState } from './show.ts';
import { nextVoice } from './voice.ts';
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

const show = (...events: ShowEvent[]) =>
  events.reduce<ShowState | undefined>((state, event) => state && nextShow(state, event), {
    phase: 'off',
  });
const shown = { type: 'start', by, endpoint, surface: 'screen', sound: true } as const;

test('[S3] the technician shows a screen, pauses, goes on and stops, each in its turn', () => {
  expect(show(shown)).toEqual({
    phase: 'showing',
    by,
    endpoint,
    surface: 'screen',
    sound: true,
    paused: false,
    control: { phase: 'none' },
  });
  expect(show(shown, { type: 'pause' })).toMatchObject({ paused: true });
  expect(show(shown, { type: 'pause' }, { type: 'resume' })).toMatchObject({ paused: false });
  expect(show(shown, { type: 'stop', why: 'left' })).toEqual({ phase: 'off', last: 'left' });
});

test('[S3] what is out of turn changes nothing', () => {
  expect(show(shown, shown)).toBeUndefined();
  expect(show({ type: 'pause' })).toBeUndefined();
  expect(show(shown, { type: 'resume' })).toBeUndefined();
  expect(show({ type: 'stop', why: 'stopped' })).toBeUndefined();
});

const other = 'other page' as EndpointId;
const silent = idleLiveState.voice;
const speaking = { phase: 'on', endpoint, muted: false } as const;

test('[S9] a side switches its own microphone on, mutes it and switches it off, and no other', () => {
  const on = nextVoice(silent, 'customer', endpoint, 'on');
  expect(on).toEqual({ ...silent, customer: speaking });
  const muted = on && nextVoice(on, 'customer', endpoint, 'muted');
  expect(muted?.customer).toEqual({ ...speaking, muted: true });
  expect(muted && nextVoice(muted, 'customer', endpoint, 'on')).toEqual(on);
  expect(muted && nextVoice(muted, 'customer', endpoint, 'off')).toEqual(silent);
  expect(on && nextVoice(on, 'technician', endpoint, 'off')).toBeUndefined();
});

test('[S9] the newest page has the voice: an older one can neither mute it nor switch it off', () => {
  const voice = { ...silent, customer: speaking };
  expect(nextVoice(voice, 'customer', other, 'on')?.customer).toMatchObject({ endpoint: other });
  expect(nextVoice(voice, 'customer', other, 'muted')).toBeUndefined();
  expect(nextVoice(voice, 'customer', other, 'off')).toBeUndefined();
  expect(nextVoice(voice, 'customer', endpoint, 'on')).toBeUndefined();
  expect(nextVoice(silent, 'customer', endpoint, 'muted')).toBeUndefined();
});

const isShown: LiveState = {
  ...idleLiveState,
  show: {
    ...{ phase: 'showing', by, endpoint, surface: 'screen', sound: false, paused: false },
    control: { phase: 'none' },
  },
};
const isSharedToo: LiveState = {
  ...isShown,
  share: {
    phase: 'sharing',
    by,
    endpoint: other,
    surface: 'tab',
    sound: false,
    paused: false,
  },
};
const isSpoken: LiveState = { ...idleLiveState, voice: { ...silent, customer: speaking } };
const isProposed: LiveState = { ...idleLiveState, share: { phase: 'proposed', by } };

test.each([
  ['nothing', idleLiveState, false, false],
  ['a question', isProposed, true, false],
  ["the technician's screen", isShown, true, true],
  ['a voice', isSpoken, true, false],
])('[S3][S9] %s: whether there is a link for it, and a picture', (_what, live, wanted, seen) => {
  expect([linkIsWanted(live), hasPicture(live)]).toEqual([wanted, seen]);
});

test('[S9] a side is linked by the page of its screen, and without one by that of its voice', () => {
  expect(sendingPage(isSpoken, 'customer')).toBe(endpoint);
  expect(sendingPage({ ...isSharedToo, voice: isSpoken.voice }, 'customer')).toBe(other);
  expect(sendingPage(isSharedToo, 'technician')).toBe(endpoint);
  expect(sendingPage(idleLiveState, 'customer')).toBeNull();
});

test('[S7] both screens take the relay, one of them does not', () => {
  const within = (live: LiveState) => takesRelay({ live } as SupportRequest);
  expect([isShown, isSpoken, isSharedToo].map(within)).toEqual([false, false, true]);
});
