import { expect, test } from 'vitest';
import { planFaults } from './schedule.ts';

const times = [
  ['kill', 5],
  ['disk', 3],
] as const;
const bounds = { minMs: 200, maxMs: 900 };

test('[O3] the same seed is the same schedule, another one is another', () => {
  expect(planFaults(7, times, bounds)).toEqual(planFaults(7, times, bounds));
  expect(planFaults(7, times, bounds)).not.toEqual(planFaults(8, times, bounds));
});

test('[O3] every fault happens as often as it was asked for, at times within the bounds', () => {
  const steps = planFaults(7, times, bounds);
  expect(steps.filter(({ name }) => name === 'kill')).toHaveLength(5);
  expect(steps.filter(({ name }) => name === 'disk')).toHaveLength(3);
  for (const { leadMs, chance } of steps) {
    expect(leadMs).toBeGreaterThanOrEqual(200);
    expect(leadMs).toBeLessThanOrEqual(900);
    expect(chance).toBeLessThan(1);
  }
});
