import { checkHolding } from './checkHolding.ts';
import { checkMessages } from './checkMessages.ts';
import type { History } from './history.ts';

/** One promise that was not kept, and where. */
export interface Violation {
  rule: 'lost' | 'doubled' | 'reordered' | 'gap' | 'disagreement' | 'held-twice' | 'share-lost';
  request: string;
  what: string;
}

/** What has to hold once everything is well again. */
export interface Expectation {
  /** Pages that followed a request to the end, by request. */
  readers: ReadonlyMap<string, readonly string[]>;
  /** Requests that were shared when it began, and whose sharing nobody has ended. */
  shared: readonly string[];
}

/**
 * Judges what pages saw, and nothing that a server says of itself: of every acknowledged message
 * that it is there for everybody, once and in its place; of every request that it is there, and
 * that one technician has it at most (rules C2, R3).
 */
export function checkHistory(history: History, expected: Expectation): Violation[] {
  return [...checkMessages(history, expected), ...checkHolding(history, expected)];
}
