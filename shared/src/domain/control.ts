import type { UserId } from './ids.ts';

/** How far a grant goes: the pointer alone, or pointer and keyboard. */
export const controlLevels = ['pointer', 'pointer-and-keyboard'] as const;
export type ControlLevel = (typeof controlLevels)[number];

/**
 * How long a grant counts: until this hand lets go, or for every time that the same technician asks
 * while the screen is shared.
 */
export const controlSpans = ['once', 'session'] as const;
export type ControlSpan = (typeof controlSpans)[number];

/** Why control was taken away, as both sides are told. */
export const controlEnds = [
  'declined',
  'revoked',
  'released',
  'withdrawn',
  'sharing-ended',
  'left',
  /** What a hand can do is another thing now: the desktop helper has come or gone. */
  'helper-changed',
] as const;
export type ControlEnd = (typeof controlEnds)[number];

export interface ControlAsk {
  by: UserId;
  level: ControlLevel;
}

/**
 * What the server knows of a grant. The customer's browser alone enforces it; this is the record
 * that the others are shown. `grantId` is a random u32 of the customer's browser.
 */
export type ControlState =
  | { phase: 'none'; last?: ControlEnd | undefined }
  | ({ phase: 'requested' } & ControlAsk)
  | {
      phase: 'granted';
      to: UserId;
      level: ControlLevel;
      grantId: number;
      span?: ControlSpan | undefined;
      /** Another one of the team asks for the hand; it stays where it is until the customer agrees. */
      next?: ControlAsk | undefined;
    };

export type ControlEvent =
  | ({ type: 'request' } & ControlAsk)
  | { type: 'grant'; level: ControlLevel; grantId: number; span: ControlSpan }
  | { type: 'decline' }
  /** Who asked for the hand does so no more. */
  | { type: 'withdraw' }
  | { type: 'end'; why: ControlEnd };

/** Who asks for the hand, and waits for the customer's answer. */
export function askOf(state: ControlState): ControlAsk | undefined {
  if (state.phase === 'requested') return { by: state.by, level: state.level };
  return state.phase === 'granted' ? state.next : undefined;
}

/** Whether a level takes in another one. */
export function covers(level: ControlLevel, asked: ControlLevel): boolean {
  return level === 'pointer-and-keyboard' || asked === 'pointer';
}

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextControl(state: ControlState, event: ControlEvent): ControlState | undefined {
  switch (event.type) {
    case 'request':
      return requested(state, { by: event.by, level: event.level });
    case 'grant': {
      const ask = askOf(state);
      return (
        ask && {
          phase: 'granted',
          to: ask.by,
          // A customer may give less than was asked for, never more.
          level: covers(ask.level, event.level) ? event.level : 'pointer',
          grantId: event.grantId,
          span: event.span,
        }
      );
    }
    case 'decline':
      return state.phase === 'requested' ? { phase: 'none', last: 'declined' } : withoutNext(state);
    case 'withdraw':
      return state.phase === 'requested'
        ? { phase: 'none', last: 'withdrawn' }
        : withoutNext(state);
    case 'end':
      return ended(state, event.why);
  }
}

function requested(state: ControlState, ask: ControlAsk): ControlState | undefined {
  if (state.phase === 'none') return { phase: 'requested', ...ask };
  const mayFollow = state.phase === 'granted' && !state.next && state.to !== ask.by;
  return mayFollow ? { ...state, next: ask } : undefined;
}

function withoutNext(state: ControlState): ControlState | undefined {
  if (state.phase !== 'granted' || !state.next) return undefined;
  const { next: _, ...rest } = state;
  return rest;
}

/** A hand that was only let go of is free for who has asked for it; every other end is everybody's. */
function ended(state: ControlState, why: ControlEnd): ControlState | undefined {
  if (state.phase === 'none') return undefined;
  const waiting = state.phase === 'granted' && why === 'released' ? state.next : undefined;
  return waiting ? { phase: 'requested', ...waiting } : { phase: 'none', last: why };
}
