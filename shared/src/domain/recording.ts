import * as z from 'zod';
import { endpointIdSchema, recordingIdSchema, userIdSchema } from './ids.ts';
import type { EndpointId, RecordingId, UserId } from './ids.ts';
import type { LiveState } from './request.ts';

/** Why a session is not recorded, or not any more, as both sides are told (rule M3). */
export const recordEnds = [
  'declined',
  'withdrawn',
  'stopped',
  'sharing-ended',
  /** The page that wrote it has gone and did not come back. */
  'left',
  /** It is as long, or as large, as one can be. */
  'full',
] as const;
export type RecordEnd = (typeof recordEnds)[number];

/**
 * The recording of one share, from the technician's question to its end. `endpoint` is the page of
 * the technician that writes it: the newest one that shows the picture.
 */
export type RecordState =
  | { phase: 'off'; last?: RecordEnd | undefined }
  | { phase: 'proposed'; by: UserId; endpoint: EndpointId }
  | { phase: 'recording'; by: UserId; endpoint: EndpointId; id: RecordingId; since: number };

export type RecordEvent =
  | { type: 'propose'; by: UserId; endpoint: EndpointId }
  | { type: 'withdraw' }
  | { type: 'agree'; id: RecordingId; at: number }
  | { type: 'decline' }
  /** Another page of the same technician writes from now on. */
  | { type: 'take'; endpoint: EndpointId }
  | { type: 'end'; why: RecordEnd };

export const recordStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('off'), last: z.optional(z.enum(recordEnds)) }),
  z.strictObject({ phase: z.literal('proposed'), by: userIdSchema, endpoint: endpointIdSchema }),
  z.strictObject({
    phase: z.literal('recording'),
    by: userIdSchema,
    endpoint: endpointIdSchema,
    id: recordingIdSchema,
    since: z.int().nonnegative(),
  }),
]);

export const noRecord: RecordState = { phase: 'off' };

export function recordOf({ record }: Pick<LiveState, 'record'>): RecordState {
  return record ?? noRecord;
}

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextRecord(state: RecordState, event: RecordEvent): RecordState | undefined {
  switch (event.type) {
    case 'propose':
      return state.phase === 'off'
        ? { phase: 'proposed', by: event.by, endpoint: event.endpoint }
        : undefined;
    case 'withdraw':
      return state.phase === 'proposed' ? { phase: 'off', last: 'withdrawn' } : undefined;
    case 'agree': {
      if (state.phase !== 'proposed') return undefined;
      return { ...state, phase: 'recording', id: event.id, since: event.at };
    }
    case 'decline':
      return state.phase === 'proposed' ? { phase: 'off', last: 'declined' } : undefined;
    case 'take':
      return state.phase === 'recording' ? { ...state, endpoint: event.endpoint } : undefined;
    case 'end':
      return state.phase === 'off' ? undefined : { phase: 'off', last: event.why };
  }
}

/**
 * Whether nobody but the customer can answer a question at this moment. A hand that moves the whole
 * desktop could press what the customer alone may press: while it is granted, nothing is asked.
 */
export function answersAreOwn({ control, helper }: Pick<LiveState, 'control' | 'helper'>): boolean {
  return !(control.phase === 'granted' && helper?.phase === 'ready');
}
