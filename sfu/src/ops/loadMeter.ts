import type { SfuStats } from '../node.ts';

/** Processor time is counted over at least so long: workers give their figures every 5 s. */
const windowMs = 10_000;

/**
 * How full a node is, from 0 (idle) to 1 and above: the larger of its sessions' share of the capacity
 * and of its workers' share of their cores.
 *
 * @param now milliseconds of a clock that only goes forward
 */
export function createLoadMeter(
  capacity: number,
): (stats: Pick<SfuStats, 'rooms' | 'workers'>, now: number) => number {
  let before: { at: number; cpuMs: number } | undefined;
  let busy = 0;
  return ({ rooms, workers }, now) => {
    const cpuMs = workers.reduce((sum, { usage }) => sum + (usage?.cpuMs ?? 0), 0);
    // A worker that has been replaced counts from nothing again.
    if (!before || cpuMs < before.cpuMs) before = { at: now, cpuMs };
    else if (now - before.at >= windowMs) {
      busy = (cpuMs - before.cpuMs) / (now - before.at) / Math.max(1, workers.length);
      before = { at: now, cpuMs };
    }
    return Math.max(rooms / capacity, Math.min(1, busy));
  };
}
