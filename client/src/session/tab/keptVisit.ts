import { covers, controlLevels, type ControlLevel } from '@beside/shared/domain/control';
import type { TabAsk } from '@beside/shared/protocol/tabMessages';
import type { TextStorage } from '../../lib/keptText.ts';

/** What was agreed to in this tab, on one of its pages. */
export interface TabConsent {
  grant: number;
  level: ControlLevel;
  /** For every time that this technician asks while the tab is shared. */
  standing: boolean;
  by: string;
}

/** One share of this tab, kept over its pages and reloads. */
export interface KeptVisit {
  visit: string;
  consent: TabConsent | null;
}

const key = 'beside.visit';

export function isVisited(storage: TextStorage): boolean {
  return storage.getItem(key) !== null;
}

export function readVisit(storage: TextStorage): KeptVisit | null {
  const [visit, grant, level, standing, by] = storage.getItem(key)?.split(' ') ?? [];
  if (!visit) return null;
  const known = controlLevels.find((one) => one === level);
  const consent =
    known && by ? { grant: Number(grant), level: known, standing: standing === '1', by } : null;
  return { visit, consent };
}

export function keepVisit(storage: TextStorage, { visit, consent }: KeptVisit): void {
  const { grant, level, standing, by } = consent ?? {};
  const parts = consent ? [visit, grant, level, standing ? 1 : 0, by] : [visit];
  storage.setItem(key, parts.join(' '));
}

export function forgetVisit(storage: TextStorage): void {
  storage.removeItem(key);
}

/**
 * Whether what was agreed to is about this grant: it is the very one, or one that came without a new
 * question, to the same technician, for no more than was agreed to for the whole share.
 */
export function hasAgreed(consent: TabConsent | null, ask: TabAsk): boolean {
  if (!consent) return false;
  const isSame = consent.grant === ask.grant;
  const isCovered = consent.standing && ask.again && consent.by === ask.by;
  return (isSame || isCovered) && covers(consent.level, ask.level);
}
