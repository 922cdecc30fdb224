import fc from 'fast-check';
import { grantSteps, playGrants } from '../../integration/hand/grantSequences.ts';

export interface Grants {
  sequences: number;
  carriedOut: number;
  /** Of those, without a grant in force. */
  unallowed: number;
}

/** Plays random sequences of everything that can happen around a grant. */
export async function countUnallowed(sequences: number): Promise<Grants> {
  const counted: Grants = { sequences, carriedOut: 0, unallowed: 0 };
  await fc.assert(
    fc.asyncProperty(grantSteps, async (steps) => {
      const { carriedOut, unallowed } = await playGrants(steps);
      counted.carriedOut += carriedOut;
      counted.unallowed += unallowed.length;
    }),
    { numRuns: sequences },
  );
  return counted;
}
