import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn, type Right } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import type { User } from '../ports.ts';

/** Who does something: known by a token or a cookie, never by what a message says. */
export type Actor =
  | { party: 'customer'; accountId: AccountId; requestId: RequestId }
  | { party: 'technician'; accountId: AccountId; user: User };

export type Technician = Extract<Actor, { party: 'technician' }>;

/**
 * Whether the actor may know of this request at all. Others are told 'not-found', as of one that
 * does not exist.
 */
export function maySee(actor: Actor, requestId: RequestId): boolean {
  return actor.party === 'technician' || actor.requestId === requestId;
}

/**
 * Whether the actor has that part in the conversation: its customer, or a technician who has it or
 * was invited into it. To move it on is for who has it alone.
 *
 * @throws CodedError('forbidden')
 */
export function assertTakesPart(
  actor: Actor,
  request: SupportRequest,
  right: Right = 'lead',
): void {
  if (actor.party === 'technician' && !mayIn(request, actor.user.id, right)) {
    throw new CodedError('forbidden');
  }
}
