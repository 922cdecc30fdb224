import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults/fault.ts';
import { checkHistory, type Violation } from './history/checkHistory.ts';
import type { History } from './history/history.ts';
import { measureReturns } from './history/measureReturns.ts';
import type { CrowdPlan } from './people/crowd.ts';
import { startPeople } from './people/startPeople.ts';
import { planFaults } from './schedule.ts';
import { password } from './world/openEmbedded.ts';

export interface StormPlan extends Pick<
  CrowdPlan,
  'seed' | 'customers' | 'technicianPages' | 'messagesPerS' | 'shares'
> {
  /** By key of the world's faults. */
  times: readonly (readonly [string, number])[];
  lead: { minMs: number; maxMs: number };
  /** Hears of each fault as it begins. */
  onFault?: (name: string) => void;
}

/** What one fault did to people. */
export interface FaultOutcome {
  name: string;
  startedAt: number;
  /** When everything that failed could work again. */
  healedAt: number;
  /** How long after that each page had an answer again, in ms. */
  returnsMs: number[];
}

export interface StormOutcome {
  violations: Violation[];
  failures: readonly string[];
  faults: FaultOutcome[];
  history: History;
  acknowledged: number;
}

/** How long after a fault nothing else happens once everybody is back. */
const quietMs = 1_500;
/** Who is away for longer than the grace of a page has lost what it shared, and rightly so. */
const backLimitMs = 25_000;
const settleLimitMs = 60_000;

/** People chat, hand over and share while one thing after another fails; then it is judged. */
export async function runStorm<World extends { url: string }>(
  world: World,
  faults: Readonly<Record<string, Fault<World>>>,
  { times, lead, onFault, ...plan }: StormPlan,
): Promise<StormOutcome> {
  const steps = planFaults(plan.seed, times, lead);
  const people = await startPeople({ ...plan, url: world.url, password });
  const happened: Omit<FaultOutcome, 'returnsMs'>[] = [];
  try {
    await people.begin();
    for (const { name: key, leadMs, chance } of steps) {
      const fault = faults[key];
      if (!fault) throw new Error(`there is no fault ${key}`);
      await sleep(leadMs);
      onFault?.(fault.name);
      const startedAt = Date.now();
      await fault.happen(world, chance);
      happened.push({ name: fault.name, startedAt, healedAt: Date.now() });
      await fault.tidyUp?.(world, chance);
      await people.rest(backLimitMs);
      await sleep(quietMs);
    }
    const { history, failures, expected } = await people.settle(settleLimitMs);
    return {
      violations: checkHistory(history, expected),
      failures,
      faults: happened.map((one) => ({ ...one, returnsMs: measureReturns(history, one) })),
      history,
      acknowledged: history.filter(({ kind }) => kind === 'acked').length,
    };
  } finally {
    await people.close();
  }
}
