import { writeFigures } from '../bench/figures.ts';
import { percentile } from '../bench/statistics.ts';
import type { StormOutcome } from './storm.ts';

/** A storm that is over, and what it was. */
export interface Weathered {
  world: string;
  seed: number;
  outcome: StormOutcome;
}

/** Prints what each fault did to people and what was broken, and writes `.bench/chaos.json`. */
export async function report(storms: readonly Weathered[]): Promise<void> {
  const rows = storms.flatMap(({ world, outcome }) =>
    [...Map.groupBy(outcome.faults, ({ name }) => name)].map(([name, faults]) => {
      const returns = faults.flatMap(({ returnsMs }) => returnsMs);
      const lasted = faults.map(({ startedAt, healedAt }) => healedAt - startedAt);
      return {
        fault: `${world}: ${name}`,
        times: faults.length,
        'lasted, ms': percentile(lasted, 0.5),
        'pages hit': returns.length,
        'back p50, ms': returns.length > 0 ? percentile(returns, 0.5) : 0,
        'back p95, ms': returns.length > 0 ? percentile(returns, 0.95) : 0,
        'back worst, ms': Math.max(0, ...returns),
      };
    }),
  );
  console.log('How long after each fault was healed the pages that it had hit had an answer again');
  console.table(Object.fromEntries(rows.map(({ fault, ...values }) => [fault, values])));
  const totals = storms.map(({ world, seed, outcome }) => {
    const { acknowledged, violations, failures } = outcome;
    console.log(
      `${world}, seed ${seed}: ${acknowledged} messages acknowledged, ` +
        `${violations.length} promises broken, ${failures.length} scripts failed`,
    );
    for (const violation of violations.slice(0, 20)) console.error(violation);
    for (const failure of failures.slice(0, 20)) console.error(failure);
    return { world, seed, acknowledged, violations, failures };
  });
  await writeFigures('chaos', { rows, totals });
}

export const isWhole = ({ outcome }: Weathered): boolean =>
  outcome.violations.length === 0 && outcome.failures.length === 0;
