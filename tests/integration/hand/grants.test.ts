import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grantSteps, playGrants } from './grantSequences.ts';

/** `npm run bench:hand` plays 100,000. */
const sequences = 2_000;

test('[I1][I2] whatever happens in whatever order, nothing is carried out without a grant in force', async () => {
  let carriedOut = 0;
  await fc.assert(
    fc.asyncProperty(grantSteps, async (steps) => {
      const outcome = await playGrants(steps);
      carriedOut += outcome.carriedOut;
      expect(outcome.unallowed).toEqual([]);
    }),
    { numRuns: sequences },
  );
  // Where nothing ever passes, nothing is proven.
  expect(carriedOut).toBeGreaterThan(sequences);
}, 60_000);
