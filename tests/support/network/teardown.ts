import { existsSync } from 'node:fs';
import { removeNames } from './hostNames.ts';
import { parseNamespaceName, rootLinkName } from './names.ts';
import { tryRun } from './run.ts';

/**
 * Removes a network: ends the processes that still run in its namespaces, then takes the root
 * side's link (its address and route go with it) and the namespaces. Best effort, never throws.
 */
export function tearDown(slot: number, namespaces: readonly string[]): void {
  for (const namespace of namespaces) killInside(namespace);
  tryRun('ip', ['link', 'del', rootLinkName(slot)]);
  for (const namespace of namespaces) {
    tryRun('ip', ['netns', 'del', namespace]);
    removeNames(namespace);
  }
}

/** Removes what earlier test processes left behind when they were killed. */
export function sweepStale(): void {
  const listed = tryRun('ip', ['netns', 'list']);
  if (!listed.ok) return;
  const stale = new Map<number, string[]>();
  for (const line of listed.stdout.split('\n')) {
    const name = line.split(' ')[0] ?? '';
    const parsed = parseNamespaceName(name);
    if (!parsed || isAlive(parsed.pid)) continue;
    stale.set(parsed.slot, [...(stale.get(parsed.slot) ?? []), name]);
  }
  for (const [slot, namespaces] of stale) tearDown(slot, namespaces);
}

function killInside(namespace: string): void {
  const pids = tryRun('ip', ['netns', 'pids', namespace]);
  if (!pids.ok) return;
  const inside = pids.stdout.split('\n').filter((pid) => pid !== '');
  if (inside.length > 0) tryRun('kill', ['-KILL', ...inside]);
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}
