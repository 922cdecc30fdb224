/** Why the desktop helper is not there any more, as both sides are told. */
export const helperEnds = ['dismissed', 'declined', 'stopped', 'left', 'sharing-ended'] as const;
export type HelperEnd = (typeof helperEnds)[number];

/** The shared picture in pixels, by which the helper knows the monitor. */
export interface PictureSize {
  width: number;
  height: number;
}

/**
 * The desktop helper of one share (rule I3): invited by a code on the customer's page, `asking` from
 * the moment it has come with that code, `ready` once the person at the machine has agreed there.
 * `id` tells one invitation from the next; it opens nothing.
 */
export type HelperState =
  | { phase: 'none'; last?: HelperEnd | undefined }
  | { phase: 'invited' | 'asking' | 'ready'; id: string; picture: PictureSize };

export type HelperEvent =
  | { type: 'invite'; id: string; picture: PictureSize }
  | { type: 'come' }
  | { type: 'agree' }
  | { type: 'end'; why: HelperEnd };

/** The state that follows, or `undefined` where the event is out of turn. */
export function nextHelper(
  state: HelperState | undefined,
  event: HelperEvent,
): HelperState | undefined {
  const now = state ?? noHelper;
  switch (event.type) {
    case 'invite':
      // A code that was lost is replaced; a helper that is there has to go first.
      return now.phase === 'none' || now.phase === 'invited'
        ? { phase: 'invited', id: event.id, picture: event.picture }
        : undefined;
    case 'come':
      return now.phase === 'invited' ? { ...now, phase: 'asking' } : undefined;
    case 'agree':
      return now.phase === 'asking' ? { ...now, phase: 'ready' } : undefined;
    case 'end':
      return now.phase === 'none' ? undefined : { phase: 'none', last: event.why };
  }
}

export const noHelper: HelperState = { phase: 'none' };
