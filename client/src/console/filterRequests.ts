import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';

/** The filters of rule T2. */
export const filters = ['all', 'new', 'active', 'completed'] as const;
export type Filter = (typeof filters)[number];

const groupOf: Record<RequestPhase, Exclude<Filter, 'all'>> = {
  waiting: 'new',
  offered: 'new',
  'message-left': 'new',
  assigned: 'active',
  active: 'active',
  ended: 'completed',
  closed: 'completed',
  abandoned: 'completed',
};

const order: Record<Exclude<Filter, 'all'>, number> = { new: 1, active: 2, completed: 3 };

/**
 * What this technician has going on comes first; then who waits, longest first; then what others
 * have going on, then what is done, newest first.
 */
export function filterRequests(
  requests: Iterable<SupportRequest>,
  filter: Filter,
  search: string,
  me: UserId,
): SupportRequest[] {
  const wanted = search.trim().toLocaleLowerCase();
  return [...requests]
    .filter(({ phase }) => filter === 'all' || groupOf[phase] === filter)
    .filter((request) => wanted === '' || textOf(request).includes(wanted))
    .sort((one, other) => byUrgency(one, other, me));
}

/** The usual order of the list. */
export function byUrgency(one: SupportRequest, other: SupportRequest, me: UserId): number {
  return rank(one, me) - rank(other, me) || byTime(one, other);
}

export function countNew(requests: Iterable<SupportRequest>): number {
  let count = 0;
  for (const { phase } of requests) if (groupOf[phase] === 'new') count += 1;
  return count;
}

function rank({ phase, assignee }: SupportRequest, me: UserId): number {
  const group = groupOf[phase];
  return group === 'active' && assignee?.id === me ? 0 : order[group];
}

function byTime(one: SupportRequest, other: SupportRequest): number {
  return groupOf[one.phase] === 'new'
    ? one.createdAt - other.createdAt
    : other.phaseSince - one.phaseSince;
}

function textOf({ id, customer, question, portal, assignee }: SupportRequest): string {
  const { name, email, company, phone } = customer;
  return [id, name, email, company, phone, question, portal.name, assignee?.name]
    .filter(Boolean)
    .join('\n')
    .toLocaleLowerCase();
}
