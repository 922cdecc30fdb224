import type { RequestPhase } from './requestPhase.ts';

/** From very bad to very good. */
export const ratings = [1, 2, 3, 4, 5] as const;
export type Rating = (typeof ratings)[number];

/** For how long after the end a survey is taken. */
export const surveyOpenMs = 24 * 60 * 60 * 1000;

/**
 * Whether a customer can say what they thought (rule P12): it is over, somebody served them, and not
 * too long ago.
 *
 * @param endedAt when serving was over; `null` where nobody has served
 */
export function surveyIsOpen(phase: RequestPhase, endedAt: number | null, now: number): boolean {
  const isOver = phase === 'ended' || phase === 'closed';
  return isOver && endedAt !== null && now - endedAt <= surveyOpenMs;
}
