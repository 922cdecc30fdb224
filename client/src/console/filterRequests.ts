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

/** Those of the filter that have the text somewhere. */
export function selectRequests(
  requests: Iterable<SupportRequest>,
  filter: Filter,
  search: string,
): SupportRequest[] {
  const wanted = search.trim().toLocaleLowerCase();
  const selected: SupportRequest[] = [];
  for (const request of requests) {
    if (filter !== 'all' && groupOf[request.phase] !== filter) continue;
    if (wanted === '' || textOf(request).includes(wanted)) selected.push(request);
  }
  return selected;
}

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
  return selectRequests(requests, filter, search).sort((one, other) => byUrgency(one, other, me));
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

/** A request never changes, another one takes its place; so this is made once for each. */
const texts = new WeakMap<SupportRequest, string>();

function textOf(request: SupportRequest): string {
  const known = texts.get(request);
  if (known !== undefined) return known;
  const { id, customer, question, portal, assignee } = request;
  const { name, email, company, phone } = customer;
  const text = [id, name, email, company, phone, question, portal.name, assignee?.name]
    .filter(Boolean)
    .join('\n')
    .toLocaleLowerCase();
  texts.set(request, text);
  return text;
}
