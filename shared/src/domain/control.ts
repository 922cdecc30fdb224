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

/** @typeParam Who holds a hand: a technician, or `null`, which is the customer */
export interface ControlAsk<Who = UserId> {
  by: Who;
  level: ControlLevel;
}

/**
 * What the server knows of a grant on one side's screen. The browser that shares it alone enforces
 * it; this is the record that the others are shown. `grantId` is a random u32 of that browser.
 */
export type ControlState<Who = UserId> =
  | { phase: 'none'; last?: ControlEnd | undefined }
  | ({ phase: 'requested' } & ControlAsk<Who>)
  | {
      phase: 'granted';
      to: Who;
      level: ControlLevel;
      grantId: number;
      span?: ControlSpan | undefined;
      /** Another one of the team asks for the hand; it stays where it is until who shares agrees. */
      next?: ControlAsk<Who> | undefined;
    };

export type ControlEvent<Who = UserId> =
  | ({ type: 'request' } & ControlAsk<Who>)
  | { type: 'grant'; level: ControlLevel; grantId: number; span: ControlSpan }
  | { type: 'decline' }
  /** Who asked for the hand does so no more. */
  | { type: 'withdraw' }
  | { type: 'end'; why: ControlEnd };

/** Who asks for the hand, and waits for the answer of who shares. */
export function askOf<Who>(state: ControlState<Who>): ControlAsk<Who> | undefined {
  if (state.phase === 'requested') return { by: state.by, level: state.level };
  return state.phase === 'granted' ? state.next : undefined;
}

/** Whether a level takes in another one. */
export function covers(level: ControlLevel, asked: ControlLevel): boolean {
  return level === 'pointer-and-keyboard' || asked === 'pointer';
}

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextControl<Who>(
  state: ControlState<Who>,
  event: ControlEvent<Who>,
): ControlState<Who> | undefined {
  switch (event.type) {
    case 'request':
      return requested(state, { by: event.by, level: event.level });
    case 'grant': {
      const ask = askOf(state);
      return (
        ask && {
          phase: 'granted',
          to: ask.by,
          // Who shares may give less than was asked for, never more.
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

function requested<Who>(
  state: ControlState<Who>,
  ask: ControlAsk<Who>,
): ControlState<Who> | undefined {
  if (state.phase === 'none') return { phase: 'requested', ...ask };
  const mayFollow = state.phase === 'granted' && !state.next && state.to !== ask.by;
  return mayFollow ? { ...state, next: ask } : undefined;
}

function withoutNext<Who>(state: ControlState<Who>): ControlState<Who> | undefined {
  if (state.phase !== 'granted' || !state.next) return undefined;
  const { next: _, ...rest } = state;
  return rest;
}

/** A hand that was only let go of is free for who has asked for it; every other end is everybody's. */
function ended<Who>(state: ControlState<Who>, why: ControlEnd): ControlState<Who> | undefined {
  if (state.phase === 'none') return undefined;
  const waiting = state.phase === 'granted' && why === 'released' ? state.next : undefined;
  return waiting ? { phase: 'requested', ...waiting } : { phase: 'none', last: why };
}
