import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';

/** What this technician has until it is unassigned or closed (rule T3), in the order it was opened. */
export function myRequests(requests: Iterable<SupportRequest>, me: UserId): SupportRequest[] {
  return [...requests].filter((request) => isMine(request, me)).sort(byAge);
}

export function isMine({ phase, assignee }: SupportRequest, me: UserId): boolean {
  return assignee?.id === me && (chatIsOpen(phase) || phase === 'ended');
}

/** The digits of the shortcuts stay with their requests: a new one comes last. */
function byAge(one: SupportRequest, other: SupportRequest): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
