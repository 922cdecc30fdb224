import type { Kysely } from 'kysely';
import { firstStatus, statuses, type Status } from '@beside/shared/domain/availability';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { companiesOf } from '@beside/shared/domain/rights';
import type { Worker } from '@beside/shared/domain/routing';
import type { Schema } from '../schema.ts';
import { listGrants, toRights } from './companies.ts';

type Db = Kysely<Schema>;

/** Everybody of the account who is let in, with what routing asks of them. */
export async function listWorkers(db: Db, accountId: AccountId, now: number): Promise<Worker[]> {
  const people = await db
    .selectFrom('users')
    .leftJoin('availability', 'availability.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.session_limit'])
    .select(['users.role', 'users.all_companies'])
    .select(['availability.status', 'availability.waiting_since'])
    .where('users.account_id', '=', accountId)
    .where('users.disabled_at', 'is', null)
    .orderBy('users.name')
    .orderBy('users.id')
    .execute();
  const leases = await db
    .selectFrom('leases')
    .select('subject')
    .distinct()
    .where('account_id', '=', accountId)
    .where('party', '=', 'technician')
    .where('expires_at', '>', now)
    .execute();
  const present = new Set(leases.map(({ subject }) => subject));
  const busy = await db
    .selectFrom('requests')
    .select(['assignee_id', 'offered_to'])
    .where('account_id', '=', accountId)
    .where('phase', 'in', ['offered', 'assigned', 'active'])
    .execute();
  const isLimited = people.some((person) => person.all_companies === 0);
  const grants = isLimited ? await listGrants(db, accountId) : undefined;
  return people.map((person) => {
    const has = busy.filter(({ assignee_id: assignee }) => assignee === person.id).length;
    const offers = busy.filter(({ offered_to: offeredTo }) => offeredTo === person.id);
    return {
      id: person.id as UserId,
      name: person.name,
      status: toStatus(person.status),
      present: present.has(person.id),
      waitingSince: person.waiting_since ?? 0,
      load: has + offers.length,
      limit: person.session_limit,
      offered: offers.some(({ assignee_id: assignee }) => assignee === null),
      companies: companiesOf(toRights(person), grants?.get(person.id) ?? []),
    };
  });
}

export async function lockAvailability(
  db: Db,
  accountId: AccountId,
  id: UserId,
): Promise<{ status: Status; waitingSince: number } | undefined> {
  const row = await db
    .selectFrom('availability')
    .innerJoin('users', 'users.id', 'availability.user_id')
    .select(['availability.status', 'availability.waiting_since'])
    .where('users.account_id', '=', accountId)
    .where('availability.user_id', '=', id)
    .forUpdate('availability')
    .executeTakeFirst();
  return row && { status: toStatus(row.status), waitingSince: row.waiting_since };
}

export async function saveAvailability(
  db: Db,
  id: UserId,
  { status, waitingSince }: { status: Status; waitingSince: number },
): Promise<void> {
  await db
    .insertInto('availability')
    .values({ user_id: id, status, waiting_since: waitingSince })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet((column) => ({
        status: column.ref('excluded.status'),
        waiting_since: column.ref('excluded.waiting_since'),
      })),
    )
    .execute();
}

export async function waitFrom(db: Db, id: UserId, waitingSince: number): Promise<void> {
  await db
    .updateTable('availability')
    .set({ waiting_since: waitingSince })
    .where('user_id', '=', id)
    .execute();
}

function toStatus(stored: string | null): Status {
  return statuses.find((status) => status === stored) ?? firstStatus;
}
