import { nextControl, type ControlEvent } from '@beside/shared/domain/control';
import { nextHelper } from '@beside/shared/domain/helper';
import type { UserId } from '@beside/shared/domain/ids';
import { nextRecord, recordOf, type RecordEnd } from '@beside/shared/domain/recording';
import type { LiveState, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { nextShare, type ShareEvent } from '@beside/shared/domain/sharing';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Actor } from '../desk/actor.ts';
import type { Change } from '../desk/change.ts';

type Person = NonNullable<SupportRequest['assignee']>;

/** @throws CodedError('conflict', 'phase-forbids') */
export function shared(request: SupportRequest, event: ShareEvent): LiveState {
  const share = sharingIsPossible(request.phase) ? nextShare(request.live.share, event) : undefined;
  if (!share) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, share };
}

/** @throws CodedError('conflict', 'phase-forbids') */
export function controlled(request: SupportRequest, event: ControlEvent): LiveState {
  const control =
    request.live.share.phase === 'sharing' ? nextControl(request.live.control, event) : undefined;
  if (!control) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, control };
}

/** The helper is for this share alone. */
function withoutHelper(live: LiveState): LiveState {
  const helper = nextHelper(live.helper, { type: 'end', why: 'sharing-ended' });
  return helper ? { ...live, helper } : live;
}

/** What is not shared is not recorded. */
export function withoutRecord(
  live: LiveState,
  why: RecordEnd,
): { live: LiveState; events: SystemEvent[] } {
  const before = recordOf(live);
  const record = nextRecord(before, { type: 'end', why });
  if (!record) return { live, events: [] };
  // A question that nobody has answered is over without a word.
  const events: SystemEvent[] = before.phase === 'recording' ? [{ code: 'record-ended', why }] : [];
  return { live: { ...live, record }, events };
}

/**
 * Ends sharing, and with it the grant and the recording.
 *
 * @param by who stopped it: `null` is the customer; `undefined` where nobody did
 */
export function stopped(
  request: SupportRequest,
  why: 'stopped' | 'left',
  by?: Person | null,
): Change {
  const unshared = withoutHelper(shared(request, { type: 'stop', why }));
  const { live, events: recordEvents } = withoutRecord(unshared, 'sharing-ended');
  const events: SystemEvent[] = [
    ...recordEvents,
    { code: 'share-ended', why, ...(by === undefined ? {} : { by }) },
  ];
  if (live.control.phase === 'none') return { request: { live }, events };
  if (live.control.phase === 'granted')
    events.unshift({ code: 'control-ended', why: 'sharing-ended' });
  return {
    request: { live: { ...live, control: { phase: 'none', last: 'sharing-ended' } } },
    events,
  };
}

/**
 * Who leads the session may end anybody's control, a guest their own.
 *
 * @throws CodedError('forbidden')
 */
export function assertMayEnd(actor: Actor, request: SupportRequest): void {
  const { control } = request.live;
  const whose =
    control.phase === 'granted' ? control.to : control.phase === 'requested' ? control.by : null;
  const isOwn = actor.party === 'technician' && actor.user.id === whose;
  assertTakesPart(actor, request, isOwn ? 'control' : 'lead');
}

/** Somebody of the technicians' side, by name; `undefined` who has gone meanwhile. */
export function personIn({ assignee, team }: SupportRequest, user: UserId): Person | undefined {
  const people = [assignee, ...(team?.members ?? [])];
  const found = people.find((person) => person?.id === user);
  return found ? { id: found.id, name: found.name } : undefined;
}
