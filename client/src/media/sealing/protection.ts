import type { UserId } from '@beside/shared/domain/ids';
import type { SealMode } from '@beside/shared/protocol/sealing';
import type { Bond } from './bond.ts';

/** How what is shared is protected, as people are told it. */
export interface Protection {
  /**
   * `agreeing`: nothing is sent yet. `sealed`: from end to end. `open`: on the way only; the relay could
   * read it. `failed`: it could not be agreed upon, and nothing is sent.
   */
  state: 'agreeing' | 'sealed' | 'open' | 'failed';
  /** Whose browser is the reason for `open`. */
  cause: 'here' | 'there' | null;
  /** The words to be compared, with each of the others; `by` is the technician, `null` the customer. */
  pairs: readonly { by: UserId | null; words: readonly string[] }[];
  /** Frames that were thrown away because they could not be opened. */
  unopened: number;
}

export const noProtection: Protection = { state: 'agreeing', cause: null, pairs: [], unopened: 0 };

/** @param modes of this page's own key in use (`null`: none) and of the others' */
export function describeProtection(
  bonds: readonly Bond[],
  modes: readonly (SealMode | null)[],
  { can, trouble, unopened }: { can: boolean; trouble: boolean; unopened: number },
): Protection {
  const confirmed = bonds.filter(({ state }) => state === 'confirmed');
  const pairs = confirmed.flatMap(({ remote, words }) =>
    remote ? [{ by: remote.by, words }] : [],
  );
  const isMet = confirmed.length > 0 || bonds.some(({ state }) => state === 'cannot');
  const isOpen = modes.includes('open');
  const state =
    isMet && isOpen
      ? 'open'
      : isMet && !modes.includes(null)
        ? 'sealed'
        : trouble
          ? 'failed'
          : 'agreeing';
  const cause = state === 'open' ? (can ? 'there' : 'here') : null;
  return { state, cause, pairs, unopened };
}

export function sameProtection(a: Protection, b: Protection): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
