import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { mayIn } from '@beside/shared/domain/team';

/**
 * What this technician has until it is unassigned or closed (rule T3), or was invited into, in the
 * order it was opened.
 */
export function myRequests(requests: Iterable<SupportRequest>, me: UserId): SupportRequest[] {
  return [...requests].filter((request) => isMine(request, me)).sort(byAge);
}

export function isMine(request: SupportRequest, me: UserId): boolean {
  return mayIn(request, me, 'follow') && (chatIsOpen(request.phase) || request.phase === 'ended');
}

/** The digits of the shortcuts stay with their requests: a new one comes last. */
function byAge(one: SupportRequest, other: SupportRequest): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
