import type { Limits } from '../limits/createLimits.ts';
import type { LimitName } from '../limits/limitTable.ts';
import type { Caller } from './caller.ts';

/** How many characters of a message cost as much as another message. */
const charactersPerPoint = 500;

interface Cost {
  byToken: LimitName;
  byAccount?: LimitName;
  /** 1, where it says nothing. */
  points?: (input: { text?: string; spans?: unknown[] }) => number;
}

const writing: Cost = {
  byToken: 'chat-by-token',
  points: ({ text = '' }) => 1 + Math.floor(text.length / charactersPerPoint),
};
const searching: Cost = { byToken: 'searches-by-token' };

/** What costs more than the event itself: rows that stay, searches, ports of the relay. */
const costs: Readonly<Record<string, Cost>> = {
  'chat:post': writing,
  'team:post': writing,
  'note:save': writing,
  'requests:list': searching,
  'request:previous': searching,
  'code:create': { byToken: 'codes-by-token', byAccount: 'codes-by-account' },
  'helper:invite': { byToken: 'codes-by-token', byAccount: 'codes-by-account' },
  'relay:open-transport': { byToken: 'relay-transports-by-token' },
  'trace:spans': { byToken: 'spans-by-token', points: ({ spans = [] }) => spans.length },
};

/** @throws CodedError('rate-limited', 'too-fast') */
export async function takeForEvent(
  limits: Limits,
  event: string,
  input: unknown,
  { actor, tokenHash }: Caller,
): Promise<void> {
  const cost = Object.hasOwn(costs, event) ? costs[event] : undefined;
  if (!cost) return;
  const points = cost.points?.(input as Parameters<NonNullable<Cost['points']>>[0]) ?? 1;
  // All sessions of one technician are one person's.
  const token = actor.party === 'technician' ? actor.user.id : tokenHash;
  await limits.take(cost.byToken, token, points);
  if (cost.byAccount) await limits.take(cost.byAccount, actor.accountId, points);
}
