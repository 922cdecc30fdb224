import type { ControlEnd } from '@beside/shared/domain/control';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextShow, type ShowEnd, type ShowEvent } from '@beside/shared/domain/show';
import { CodedError } from '@beside/shared/protocol/errors';

type Live = SupportRequest['live'];

/** A step of the technician's screen, with what becomes of the customer's hand on it. */
export interface Shown {
  live: Live;
  events: SystemEvent[];
}

/** Whether the customer's hand reaches into that screen, or waits for an answer. */
function handOf({ show }: Live): 'none' | 'requested' | 'granted' {
  return show.phase === 'showing' ? show.control.phase : 'none';
}

/** @throws CodedError('conflict', 'phase-forbids') */
export function shown(request: SupportRequest, event: ShowEvent): Shown {
  const { live } = request;
  const show = sharingIsPossible(request.phase) ? nextShow(live.show, event) : undefined;
  if (!show) throw new CodedError('conflict', 'phase-forbids');
  const next = { ...live, show };
  const isOver = event.type !== 'control' && handOf(live) !== 'none' && handOf(next) === 'none';
  return { live: next, events: isOver ? [{ code: 'hand-ended', why: 'sharing-ended' }] : [] };
}

/** Ends the showing, and the hand with it; nothing where nothing is shown. */
export function showEnded(live: Live, why: ShowEnd): Shown {
  if (live.show.phase === 'off') return { live, events: [] };
  const hand: SystemEvent[] =
    handOf(live) === 'none' ? [] : [{ code: 'hand-ended', why: 'sharing-ended' }];
  return {
    live: { ...live, show: { phase: 'off', last: why } },
    events: [...hand, { code: 'show-ended', why }],
  };
}

/** Ends the customer's hand, or their question for it; nothing where there is neither. */
export function handEnded(live: Live, why: ControlEnd): Shown {
  const show = nextShow(live.show, { type: 'control', event: { type: 'end', why } });
  if (!show) return { live, events: [] };
  return { live: { ...live, show }, events: [{ code: 'hand-ended', why }] };
}
