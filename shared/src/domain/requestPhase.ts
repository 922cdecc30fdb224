/**
 * Where a support request stands. `waiting → offered → assigned → active → ended → closed`, with
 * `abandoned` and `message-left` beside.
 */
export const requestPhases = [
  'waiting',
  'offered',
  'assigned',
  'active',
  'ended',
  'closed',
  'abandoned',
  'message-left',
] as const;

export type RequestPhase = (typeof requestPhases)[number];

/** What can happen to a request; who may cause it is decided by the rights, not here. */
export const requestEvents = [
  'offer',
  'decline',
  'expire',
  'assign',
  'unassign',
  'join',
  'end',
  'close',
  'abandon',
  'return',
  /** Somebody who has the request offers it to somebody else, and keeps it until that one accepts. */
  'transfer',
  /** The transfer was not accepted: whoever offered it goes on. */
  'give-back',
] as const;

export type RequestEvent = (typeof requestEvents)[number];

const table: Record<RequestPhase, Partial<Record<RequestEvent, RequestPhase>>> = {
  waiting: {
    offer: 'offered',
    assign: 'assigned',
    end: 'ended',
    close: 'closed',
    abandon: 'abandoned',
  },
  offered: {
    assign: 'assigned',
    decline: 'waiting',
    expire: 'waiting',
    'give-back': 'assigned',
    end: 'ended',
    close: 'closed',
    abandon: 'abandoned',
  },
  assigned: {
    join: 'active',
    unassign: 'waiting',
    transfer: 'offered',
    end: 'ended',
    close: 'closed',
  },
  active: {
    join: 'active',
    unassign: 'waiting',
    transfer: 'offered',
    end: 'ended',
    close: 'closed',
  },
  ended: { unassign: 'waiting', close: 'closed' },
  abandoned: { return: 'waiting', assign: 'assigned', close: 'closed' },
  'message-left': { assign: 'assigned', close: 'closed' },
  closed: {},
};

/**
 * The whole truth about the life of a request: the phase that follows, or `undefined` where the
 * event is out of turn. The console greys out what it forbids; the server refuses it.
 */
export function nextPhase(phase: RequestPhase, event: RequestEvent): RequestPhase | undefined {
  return table[phase][event];
}

/** Whether nothing is expected of anybody any more. */
export function isOver(phase: RequestPhase): boolean {
  return phase === 'ended' || phase === 'closed' || phase === 'abandoned';
}

/** Whether people can still write to each other. */
export function chatIsOpen(phase: RequestPhase): boolean {
  return phase === 'waiting' || phase === 'offered' || phase === 'assigned' || phase === 'active';
}

/** Whether a screen may be shared: somebody has joined and nobody has ended it. */
export function sharingIsPossible(phase: RequestPhase): boolean {
  return phase === 'active';
}
