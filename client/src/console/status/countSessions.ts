import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';

/** How many requests take up one of this technician's slots: what they have, and what is offered to them. */
export function countSessions(requests: Iterable<SupportRequest>, me: UserId): number {
  let count = 0;
  for (const { phase, assignee, offer } of requests) {
    const has = (phase === 'assigned' || phase === 'active') && assignee?.id === me;
    const isOffered = phase === 'offered' && (offer?.to.id === me || assignee?.id === me);
    if (has || isOffered) count += 1;
  }
  return count;
}
