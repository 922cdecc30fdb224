import type { Kysely } from 'kysely';
import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { memberSchema, type Member, type SupportRequest } from '@beside/shared/domain/request';
import type { Schema } from '../schema.ts';
import { readStored } from './json.ts';

type Db = Kysely<Schema>;
type Team = SupportRequest['team'];

/** Who takes part or is invited now: of one request, or of all of the account. */
export async function listMembers(
  db: Db,
  accountId: AccountId,
  requestId?: RequestId,
): Promise<ReadonlyMap<string, Member[]>> {
  let query = db
    .selectFrom('participants')
    .innerJoin('users', 'users.id', 'participants.user_id')
    .innerJoin('users as inviter', 'inviter.id', 'participants.invited_by')
    .selectAll('participants')
    .select(['users.name as name', 'inviter.name as inviter_name'])
    .where('participants.account_id', '=', accountId)
    .where('participants.state', 'in', ['invited', 'joined'])
    .orderBy('participants.since')
    .orderBy('participants.user_id');
  if (requestId !== undefined) query = query.where('participants.request_id', '=', requestId);
  const members = new Map<string, Member[]>();
  for (const row of await query.execute()) {
    const member = readStored(memberSchema, {
      id: row.user_id,
      name: row.name,
      role: row.role,
      masked: row.masked === 1,
      state: row.state,
      by: { id: row.invited_by, name: row.inviter_name },
      since: row.since,
      until: row.until,
    });
    members.set(row.request_id, [...(members.get(row.request_id) ?? []), member]);
  }
  return members;
}

/** Brings the rows of a request whose lock is held in line with who is in its team now. */
export async function saveMembers(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  { before, after, now }: { before: Team; after: Team; now: number },
): Promise<void> {
  const [was, is] = [before?.members ?? [], after?.members ?? []];
  for (const member of is) {
    if (!was.includes(member)) await saveMember(db, accountId, requestId, member);
  }
  const gone = was.filter(({ id }) => !is.some((member) => member.id === id));
  for (const { id } of gone) {
    await db
      .updateTable('participants')
      .set({ state: 'gone', ended_at: now })
      .where('account_id', '=', accountId)
      .where('request_id', '=', requestId)
      .where('user_id', '=', id)
      .execute();
  }
}

/** Requests of the account to which this technician is invited. */
export async function invitedTo(db: Db, accountId: AccountId, userId: UserId): Promise<string[]> {
  const rows = await db
    .selectFrom('participants')
    .select('request_id')
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .where('state', '=', 'invited')
    .execute();
  return rows.map((row) => row.request_id);
}

async function saveMember(
  db: Db,
  accountId: AccountId,
  requestId: RequestId,
  { id, role, masked, state, by, since, until }: Member,
): Promise<void> {
  const values = {
    role,
    masked: masked ? 1 : 0,
    state,
    invited_by: by.id,
    since,
    until,
    ended_at: null,
  };
  await db
    .insertInto('participants')
    .values({ account_id: accountId, request_id: requestId, user_id: id, ...values })
    .onConflict((conflict) => conflict.columns(['request_id', 'user_id']).doUpdateSet(values))
    .execute();
}
