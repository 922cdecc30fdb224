import type { EndpointId, UserId } from './ids.ts';
import type { Surface } from './sharing.ts';

/** Why the technician's screen is not shown any more. */
export const showEnds = ['stopped', 'left', 'ended'] as const;
export type ShowEnd = (typeof showEnds)[number];

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
    };

export type ShowEvent =
  | { type: 'start'; by: UserId; endpoint: EndpointId; surface: Surface; sound: boolean }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop'; why: ShowEnd };

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextShow(state: ShowState, event: ShowEvent): ShowState | undefined {
  switch (event.type) {
    case 'start': {
      const { type: _type, ...what } = event;
      return state.phase === 'off' ? { phase: 'showing', ...what, paused: false } : undefined;
    }
    case 'pause':
      return state.phase === 'showing' && !state.paused ? { ...state, paused: true } : undefined;
    case 'resume':
      return state.phase === 'showing' && state.paused ? { ...state, paused: false } : undefined;
    case 'stop':
      return state.phase === 'showing' ? { phase: 'off', last: event.why } : undefined;
  }
}
