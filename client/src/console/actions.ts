import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, nextPhase, sharingIsPossible } from '@beside/shared/domain/requestPhase';
import type { UserRight } from '@beside/shared/domain/rightsTable';
import { mayIn, partOf, teamIsFull, teamIsPossible } from '@beside/shared/domain/team';
import type { Me } from '@beside/shared/protocol/http';

export interface PossibleActions {
  assign: boolean;
  unassign: boolean;
  join: boolean;
  upgrade: boolean;
  /** Shows the technician's own screen. */
  show: boolean;
  /** Turns the technician's microphone on. */
  talk: boolean;
  invite: boolean;
  transfer: boolean;
  /** Takes back a transfer that nobody has accepted yet. */
  withdraw: boolean;
  /** Leaves a session into which they were invited. */
  leave: boolean;
  end: boolean;
  close: boolean;
  /** Whether this technician may write in the chat. */
  write: boolean;
}

/** What this technician can do with a request as it stands (rule T5); the server has the last word. */
export function actionsFor(
  request: SupportRequest,
  { id: me, rights }: Pick<Me, 'id' | 'rights'>,
): PossibleActions {
  const { phase, assignee, live } = request;
  const has = (right: UserRight): boolean => rights.includes(right);
  const mine = assignee?.id === me;
  return {
    assign: !assignee && nextPhase(phase, 'assign') !== undefined,
    unassign: mine && nextPhase(phase, 'unassign') !== undefined,
    join: mine && phase === 'assigned',
    upgrade: has('see-screen') && mine && sharingIsPossible(phase) && live.share.phase === 'off',
    show: has('show-screen') && mine && sharingIsPossible(phase) && live.show.phase === 'off',
    talk: mine && sharingIsPossible(phase) && live.voice.technician.phase === 'off',
    invite: has('invite') && mine && teamIsPossible(phase) && !teamIsFull(request),
    transfer: has('transfer') && mine && nextPhase(phase, 'transfer') !== undefined,
    withdraw: mine && phase === 'offered',
    leave: !mine && partOf(request, me) !== undefined,
    end: mine && nextPhase(phase, 'end') !== undefined,
    close: (mine || !assignee) && nextPhase(phase, 'close') !== undefined,
    write: mayIn(request, me, 'write') && chatIsOpen(phase),
  };
}
