import type { UserId } from './ids.ts';

/** How far a grant goes: the pointer alone, or pointer and keyboard. */
export const controlLevels = ['pointer', 'pointer-and-keyboard'] as const;
export type ControlLevel = (typeof controlLevels)[number];

/** Why control was taken away, as both sides are told. */
export const controlEnds = [
  'declined',
  'revoked',
  'released',
  'sharing-ended',
  'left',
  /** What a hand can do is another thing now: the desktop helper has come or gone. */
  'helper-changed',
] as const;
export type ControlEnd = (typeof controlEnds)[number];

/**
 * What the server knows of a grant. The customer's browser alone enforces it; this is the record
 * that the others are shown. `grantId` is a random u32 of the customer's browser.
 */
export type ControlState =
  | { phase: 'none'; last?: ControlEnd | undefined }
  | { phase: 'requested'; by: UserId; level: ControlLevel }
  | { phase: 'granted'; to: UserId; level: ControlLevel; grantId: number };

export type ControlEvent =
  | { type: 'request'; by: UserId; level: ControlLevel }
  | { type: 'grant'; level: ControlLevel; grantId: number }
  | { type: 'decline' }
  | { type: 'end'; why: ControlEnd };

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextControl(state: ControlState, event: ControlEvent): ControlState | undefined {
  switch (event.type) {
    case 'request':
      return state.phase === 'none'
        ? { phase: 'requested', by: event.by, level: event.level }
        : undefined;
    case 'grant':
      return state.phase === 'requested'
        ? {
            phase: 'granted',
            to: state.by,
            // A customer may give less than was asked for, never more.
            level: state.level === 'pointer' ? 'pointer' : event.level,
            grantId: event.grantId,
          }
        : undefined;
    case 'decline':
      return state.phase === 'requested' ? { phase: 'none', last: 'declined' } : undefined;
    case 'end':
      return state.phase === 'none' ? undefined : { phase: 'none', last: event.why };
  }
}
