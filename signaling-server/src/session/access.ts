import type { RequestId } from '@beside/shared/domain/ids';
import { linkIsWanted } from '@beside/shared/domain/liveLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, findSeen, type Actor } from '../desk/actor.ts';
import type { Storage } from '../ports.ts';

/**
 * Whether the actor may be linked in this request now: takes part, and there is
 * something to link for: a screen of either side, at least proposed, or a voice.
 * The direct link is for who has the request; a guest comes by the relay, to look (`follow`) or to
 * send as well (`control`).
 *
 * @returns the request as it is now
 * @throws CodedError 'not-found', 'forbidden', 'conflict'
 */
export async function assertMayLink(
  storage: Storage,
  actor: Actor,
  requestId: RequestId,
  right: 'follow' | 'control' | 'lead' = 'lead',
): Promise<SupportRequest> {
  const { request } = await findSeen(storage, actor, requestId);
  assertTakesPart(actor, request, right);
  if (!linkIsWanted(request.live)) throw new CodedError('conflict', 'phase-forbids');
  return request;
}
