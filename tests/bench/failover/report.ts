import type { Outcome } from '../../e2e/support/failover/measure.ts';
import type { Scenario } from '../../e2e/support/failover/scenarios.ts';
import { writeFigures } from '../figures.ts';
import { median, percentile } from '../statistics.ts';

/** Prints a line for each scenario, and writes `.bench/failover.json`. */
export async function report(
  results: readonly { scenario: Scenario; outcomes: readonly Outcome[] }[],
): Promise<void> {
  const rows = results.map(({ scenario, outcomes }) => {
    const { name, outageMs = 0 } = scenario;
    // What no path could have bridged does not count.
    const gaps = outcomes.map(({ gapMs }) => Math.round(gapMs - outageMs));
    return {
      name,
      times: outcomes.length,
      'best, ms': Math.min(...gaps),
      'median, ms': median(gaps),
      'p95, ms': percentile(gaps, 0.95),
      'worst, ms': Math.max(...gaps),
      'frames/s': Math.round(median(outcomes.map(({ framesPerS }) => framesPerS))),
      'changes of path': median(outcomes.map(({ changes }) => changes)),
    };
  });
  console.log('The longest gap in presented frames, beyond what no path could have bridged');
  console.table(Object.fromEntries(rows.map(({ name, ...values }) => [name, values])));
  await writeFigures('failover', { rows, outcomes: results });
}
