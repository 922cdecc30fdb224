import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';
import type { Author } from '@beside/shared/protocol/drawing';
import type { Signaling } from '../../signaling/signaling.ts';

/** Who draws, by name; nothing for who is not there any more. */
export function nameIn(
  { customer, assignee, team }: SupportRequest,
  authors: readonly Author[],
  author: number,
): string {
  const user = authors.find((known) => known.author === author)?.user;
  if (user === undefined) return '';
  if (user === null) return customer.name;
  if (assignee?.id === user) return assignee.name;
  return team?.members.find(({ id }) => id === user)?.name ?? '';
}

/**
 * Whose pages there are on the technicians' side: the server says it with each step of an agreement
 * on keys, which comes before anything else that a page may say here.
 *
 * @returns `whoIs`, which knows nobody who may not control the customer's screen, and `stop`
 */
export function followPages(
  signaling: Signaling,
  requestId: RequestId,
  request: () => SupportRequest,
): { whoIs: (endpoint: EndpointId) => UserId | undefined; stop: () => void } {
  const pages = new Map<EndpointId, UserId>();
  const stop = signaling.on('seal:step', ({ requestId: about, from, by }) => {
    if (about === requestId && by !== null) pages.set(from, by);
  });
  return {
    whoIs(endpoint) {
      const user = pages.get(endpoint);
      return user !== undefined && mayIn(request(), user, 'control') ? user : undefined;
    },
    stop,
  };
}
