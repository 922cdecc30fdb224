import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { maySee, type Seen, type Viewer } from '@beside/shared/domain/rights';
import { may, type UserRight } from '@beside/shared/domain/rightsTable';
import { mayIn, type Right, type Whose } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AccountStorage, Storage, StoredRequest, User } from '../ports.ts';

/** Who does something: known by a token or a cookie, never by what a message says. */
export type Actor =
  | { party: 'customer'; accountId: AccountId; requestId: RequestId }
  | { party: 'technician'; accountId: AccountId; user: User };

export type Technician = Extract<Actor, { party: 'technician' }>;
export type TechnicianViewer = Extract<Viewer, { party: 'technician' }>;

/**
 * What the actor may see at this moment. Read anew each time: what was granted when the page
 * connected may have been taken away since.
 */
export async function viewerOf(
  account: Pick<AccountStorage, 'grants'>,
  actor: Actor,
): Promise<Viewer> {
  return actor.party === 'customer'
    ? { party: 'customer', requestId: actor.requestId }
    : technicianViewer(account, actor);
}

/** @throws CodedError('not-authenticated') where there is no such user any more */
export async function technicianViewer(
  account: Pick<AccountStorage, 'grants'>,
  { user }: Technician,
): Promise<TechnicianViewer> {
  const companies = await account.grants(user.id);
  if (!companies) throw new CodedError('not-authenticated');
  return { party: 'technician', id: user.id, companies };
}

/**
 * Others are told 'not-found', as of a request that does not exist.
 *
 * @throws CodedError('not-found')
 */
export function assertSees(viewer: Viewer, request: Seen): void {
  if (!maySee(viewer, request)) throw new CodedError('not-found');
}

/** @throws CodedError('not-found') where there is none, or the actor may not know of it */
export async function findSeen(
  storage: Storage,
  actor: Actor,
  requestId: RequestId,
): Promise<StoredRequest> {
  const account = storage.forAccount(actor.accountId);
  const viewer = await viewerOf(account, actor);
  const row = await account.request(requestId);
  if (!row) throw new CodedError('not-found');
  assertSees(viewer, row.request);
  return row;
}

/**
 * The door of every right: read anew each time, since it may have been taken away a moment ago.
 *
 * @param requestId on which the right is to be used; one that may not be seen is not there
 * @throws CodedError 'not-found', 'forbidden', 'not-authenticated'
 */
export async function assertMay(
  storage: Storage,
  actor: Technician,
  right: UserRight,
  requestId?: RequestId,
): Promise<void> {
  const { admin } = storage.forAccount(actor.accountId);
  const row = requestId && (await findSeen(storage, actor, requestId));
  const [holder, scope] = await Promise.all([
    admin.rightsHolder(actor.user.id),
    row && admin.rightsScope(row.request.portal.id),
  ]);
  if (!holder) throw new CodedError('not-authenticated');
  if (!may(holder, right, scope)) throw new CodedError('forbidden', 'no-right');
}

/**
 * Whether the actor has that part in the conversation: its customer, or a technician who has it or
 * was invited into it. To move it on is for who has it alone.
 *
 * @throws CodedError('forbidden')
 */
export function assertTakesPart(actor: Actor, request: Whose, right: Right = 'lead'): void {
  if (actor.party === 'technician' && !mayIn(request, actor.user.id, right)) {
    throw new CodedError('forbidden');
  }
}
