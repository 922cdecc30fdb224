import type { RequestPhase } from './requestPhase.ts';

/** What a webhook of the account can be told of. */
export const webhookEvents = [
  'request.created',
  'request.message-left',
  'request.assigned',
  'request.unassigned',
  'request.started',
  'request.ended',
  'request.closed',
  'request.abandoned',
  'request.returned',
  'request.rated',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** How long a delivery is tried, and can be looked at afterwards. */
export const webhookTryMs = 24 * 60 * 60_000;
export const webhookKeptMs = 30 * 24 * 60 * 60_000;

/** As much of a request as decides what there is to tell. */
interface Told {
  phase: RequestPhase;
  assignee: string | null;
  /** When its survey was sent last; `null`: none was. */
  ratedAt: number | null;
}

/** @param before `undefined` where the request is new */
export function webhookEventsOf(before: Told | undefined, after: Told): WebhookEvent[] {
  const events: WebhookEvent[] = [];
  if (!before) {
    events.push(after.phase === 'message-left' ? 'request.message-left' : 'request.created');
  }
  const had = before?.assignee ?? null;
  if (after.assignee !== null && after.assignee !== had) events.push('request.assigned');
  if (after.assignee === null && had !== null) events.push('request.unassigned');
  const phase = phaseEvent(before?.phase, after.phase);
  if (phase) events.push(phase);
  if (after.ratedAt !== null && after.ratedAt !== (before?.ratedAt ?? null)) {
    events.push('request.rated');
  }
  return events;
}

function phaseEvent(
  before: RequestPhase | undefined,
  after: RequestPhase,
): WebhookEvent | undefined {
  if (before === after) return undefined;
  switch (after) {
    case 'active':
      return 'request.started';
    case 'ended':
      return 'request.ended';
    case 'closed':
      return 'request.closed';
    case 'abandoned':
      return 'request.abandoned';
    case 'waiting':
      return before === 'abandoned' ? 'request.returned' : undefined;
    default:
      return undefined;
  }
}
