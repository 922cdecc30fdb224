import type { UserId } from '@beside/shared/domain/ids';
import { requestPhases } from '@beside/shared/domain/requestPhase';
import type { SupportRequest } from '@beside/shared/domain/request';
import { byUrgency } from './filterRequests.ts';

/** What the list can be sorted by (rule T2). */
export const sortKeys = [
  'urgency',
  'waiting',
  'customer',
  'company',
  'portal',
  'question',
  'status',
  'assignee',
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sorting {
  by: SortKey;
  reversed: boolean;
}

type Compare = (one: SupportRequest, other: SupportRequest) => number;

/** Made once: comparing by `localeCompare` takes ten times as long. */
const collator = new Intl.Collator();

const byText =
  (read: (request: SupportRequest) => string | null | undefined): Compare =>
  (one, other) => {
    const [a, b] = [read(one) ?? '', read(other) ?? ''];
    // What has none comes last.
    return Number(a === '') - Number(b === '') || collator.compare(a, b);
  };

const compares: Record<Exclude<SortKey, 'urgency'>, Compare> = {
  waiting: (one, other) => one.createdAt - other.createdAt,
  customer: byText(({ customer }) => customer.name),
  company: byText(({ customer }) => customer.company),
  portal: byText(({ portal }) => portal.name),
  question: byText(({ question }) => question),
  status: (one, other) => requestPhases.indexOf(one.phase) - requestPhases.indexOf(other.phase),
  assignee: byText(({ assignee }) => assignee?.name),
};

/** Of equals, the older goes first. */
export function sortRequests(
  requests: readonly SupportRequest[],
  { by, reversed }: Sorting,
  me: UserId,
): SupportRequest[] {
  const compare: Compare =
    by === 'urgency' ? (one, other) => byUrgency(one, other, me) : compares[by];
  const sorted = requests.toSorted(
    (one, other) => compare(one, other) || one.createdAt - other.createdAt,
  );
  return reversed ? sorted.reverse() : sorted;
}
