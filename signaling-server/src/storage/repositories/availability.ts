import type { Kysely } from 'kysely';
import { firstStatus, statuses, type Status } from '@beside/shared/domain/availability';
import type { AccountId, UserId } from '@beside/shared/domain/ids';
import { companiesOf } from '@beside/shared/domain/rights';
import type { Worker } from '@beside/shared/domain/routing';
import type { Schema } from '../schema.ts';
import { listGrants, toRights } from './companies.ts';

type Db = Kysely<Schema>;

/**
 * Everybody of the account who is let in, with what routing asks of them.
 *
 * @param only just this one
 */
export async function listWorkers(
  db: Db,
  accountId: AccountId,
  now: number,
  only?: UserId,
): Promise<Worker[]> {
  const people = await db
    .selectFrom('users')
    .leftJoin('availability', 'availability.user_id', 'users.id')
    .select(['users.id', 'users.name', 'users.session_limit'])
    .select(['users.role', 'users.all_companies'])
    .select(['availability.status', 'availability.waiting_since'])
    .where('users.account_id', '=', accountId)
    .where('users.disabled_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('users.id', '=', only ?? ''))
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
    .$if(only !== undefined, (query) => query.where('subject', '=', only ?? ''))
    .execute();
  const present = new Set(leases.map(({ subject }) => subject));
  const loads = await readLoads(db, accountId, only);
  const isLimited = people.some((person) => person.all_companies === 0);
  const grants = isLimited ? await listGrants(db, accountId) : undefined;
  return people.map((person) => ({
    id: person.id as UserId,
    name: person.name,
    status: toStatus(person.status),
    present: present.has(person.id),
    waitingSince: person.waiting_since ?? 0,
    ...(loads.get(person.id) ?? { load: 0, offered: false }),
    limit: person.session_limit,
    companies: companiesOf(toRights(person), grants?.get(person.id) ?? []),
  }));
}

/** Of everybody who has any: how many requests, and whether one of them is on offer. */
async function readLoads(
  db: Db,
  accountId: AccountId,
  only: UserId | undefined,
): Promise<Map<string, Pick<Worker, 'load' | 'offered'>>> {
  // Counted where they are: there may be thousands, and only few who have them.
  const busy = await db
    .selectFrom('requests')
    .select(['assignee_id', 'offered_to'])
    .select(({ fn }) => fn.countAll<number | string>().as('times'))
    .where('account_id', '=', accountId)
    .where('phase', 'in', ['offered', 'assigned', 'active'])
    .$if(only !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or([eb('assignee_id', '=', only ?? ''), eb('offered_to', '=', only ?? '')]),
      ),
    )
    .groupBy(['assignee_id', 'offered_to'])
    .execute();
  const loads = new Map<string, Pick<Worker, 'load' | 'offered'>>();
  const add = (id: string, times: number, offered: boolean): void => {
    const before = loads.get(id) ?? { load: 0, offered: false };
    loads.set(id, { load: before.load + times, offered: before.offered || offered });
  };
  for (const { assignee_id: assignee, offered_to: offeredTo, times } of busy) {
    if (assignee !== null) add(assignee, Number(times), false);
    if (offeredTo !== null) add(offeredTo, Number(times), assignee === null);
  }
  return loads;
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
