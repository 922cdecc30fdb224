import type { Entry, SystemEvent } from '@beside/shared/domain/request';

/** One step of the live part, as it stands in the conversation. */
export interface SessionStep {
  seq: number;
  /** Milliseconds since the Unix epoch, by the server's clock. */
  at: number;
  event: SystemEvent;
}

/** Who came and went, as far as it says who could see what was shared. */
const comings: ReadonlySet<SystemEvent['code']> = new Set(['joined', 'left', 'ended']);

/**
 * What happened in the session, in its order: every question, consent and end of sharing and control,
 * the ways that the picture took, and who was there. Empty where nobody was ever asked to share.
 */
export function sessionHistory(entries: readonly Entry[]): SessionStep[] {
  const steps = entries.flatMap((entry) =>
    entry.kind === 'event' && (isLive(entry.event) || comings.has(entry.event.code))
      ? [{ seq: entry.seq, at: entry.at, event: entry.event }]
      : [],
  );
  return steps.some(({ event }) => isLive(event)) ? steps : [];
}

function isLive({ code }: SystemEvent): boolean {
  return /^(?:share|control|path)-/.test(code);
}
