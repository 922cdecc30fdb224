import { expect, it } from 'vitest';
import { createLoadMeter } from './loadMeter.ts';

const worker = (cpuMs: number) => ({
  pid: 1,
  port: 1,
  rooms: 0,
  usage: { peakMemoryBytes: 1, cpuMs },
});

it('[K3] the load is the share of the sessions that a node is meant for', () => {
  const load = createLoadMeter(40);
  expect(load({ rooms: 0, workers: [] }, 0)).toBe(0);
  expect(load({ rooms: 10, workers: [worker(0)] }, 1)).toBe(0.25);
});

it('[K3] workers that are busier than that make it higher, over ten seconds and all workers', () => {
  const load = createLoadMeter(40);
  load({ rooms: 1, workers: [worker(1_000), worker(0)] }, 0);
  const busy = [worker(10_000), worker(3_000)];
  expect(load({ rooms: 1, workers: busy }, 9_999)).toBe(1 / 40);
  expect(load({ rooms: 1, workers: busy }, 10_000)).toBe(0.6);
});

it('[K3] a worker that was replaced is no negative load', () => {
  const load = createLoadMeter(40);
  load({ rooms: 0, workers: [worker(60_000)] }, 0);
  expect(load({ rooms: 0, workers: [worker(100)] }, 20_000)).toBe(0);
  expect(load({ rooms: 0, workers: [worker(5_100)] }, 30_000)).toBe(0.5);
});
