import { nextControl, type ControlEvent, type ControlState } from './control.ts';
import type { EndpointId, UserId } from './ids.ts';
import type { Surface, TabReach } from './sharing.ts';

/** Why the technician's screen is not shown any more. */
export const showEnds = ['stopped', 'left', 'ended'] as const;
export type ShowEnd = (typeof showEnds)[number];

/** The customer's hand on the technician's screen (rule I6); `null` is the customer. */
type ShowControl = ControlState<null>;

/** The technician's own screen, as it is shown to the customer (rule S3). Nobody has to be asked. */
export type ShowState =
  | { phase: 'off'; last?: ShowEnd | undefined }
  | {
      phase: 'showing';
      by: UserId;
      endpoint: EndpointId;
      surface: Surface;
      sound: boolean;
      paused: boolean;
      /** Of a tab; absent where it carries no script of ours, as far as is known. */
      tab?: TabReach | undefined;
      control: ShowControl;
    };

export type ShowEvent =
  | { type: 'start'; by: UserId; endpoint: EndpointId; surface: Surface; sound: boolean }
  /** The technician chose something else to show, in the browser's own bar. */
  | { type: 'switch'; surface: Surface }
  /** What a hand reaches in the tab that is shown. */
  | { type: 'reach'; tab: TabReach | null }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'control'; event: ControlEvent<null> }
  | { type: 'stop'; why: ShowEnd };

type Showing = Extract<ShowState, { phase: 'showing' }>;

/**
 * Whether there is anything that a hand of the customer's could reach: a tab that carries our script.
 * On a page of the console there is none; it is where the technician's other customers are.
 */
export function showIsReachable(show: ShowState): boolean {
  return show.phase === 'showing' && show.surface === 'tab' && show.tab !== undefined;
}

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextShow(state: ShowState, event: ShowEvent): ShowState | undefined {
  if (event.type === 'start') {
    const { type: _type, ...what } = event;
    if (state.phase !== 'off') return undefined;
    return { phase: 'showing', ...what, paused: false, control: { phase: 'none' } };
  }
  if (state.phase === 'off') return undefined;
  switch (event.type) {
    case 'switch':
      return state.surface === event.surface
        ? undefined
        : { ...outOfReach(state), surface: event.surface };
    case 'reach':
      if (state.surface !== 'tab') return undefined;
      return event.tab === null ? outOfReach(state) : { ...state, tab: event.tab };
    case 'pause':
      return state.paused ? undefined : { ...state, paused: true };
    case 'resume':
      return state.paused ? { ...state, paused: false } : undefined;
    case 'control':
      return withControl(state, event.event);
    case 'stop':
      return { phase: 'off', last: event.why };
  }
}

function withControl(state: Showing, event: ControlEvent<null>): Showing | undefined {
  const opens = event.type === 'request' || event.type === 'grant';
  if (opens && !showIsReachable(state)) return undefined;
  const control = nextControl(state.control, event);
  return control && { ...state, control };
}

/** A hand is for what was shown when it was asked for. */
function outOfReach({ tab: _, ...state }: Showing): Showing {
  if (state.control.phase === 'none') return state;
  return { ...state, control: { phase: 'none', last: 'sharing-ended' } };
}
