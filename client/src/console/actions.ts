import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, nextPhase, sharingIsPossible } from '@beside/shared/domain/requestPhase';

export interface PossibleActions {
  assign: boolean;
  unassign: boolean;
  join: boolean;
  upgrade: boolean;
  transfer: boolean;
  end: boolean;
  close: boolean;
  /** Whether this technician may write in the chat. */
  write: boolean;
}

/** What this technician can do with a request as it stands (rule T5); the server has the last word. */
export function actionsFor(request: SupportRequest, me: UserId): PossibleActions {
  const { phase, assignee, live } = request;
  const mine = assignee?.id === me;
  return {
    assign: !assignee && nextPhase(phase, 'assign') !== undefined,
    unassign: mine && nextPhase(phase, 'unassign') !== undefined,
    join: mine && phase === 'assigned',
    upgrade: mine && sharingIsPossible(phase) && live.share.phase === 'off',
    transfer: mine && nextPhase(phase, 'transfer') !== undefined,
    end: mine && nextPhase(phase, 'end') !== undefined,
    close: (mine || !assignee) && nextPhase(phase, 'close') !== undefined,
    write: mine && chatIsOpen(phase),
  };
}
