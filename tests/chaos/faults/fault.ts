import { setTimeout as sleep } from 'node:timers/promises';
import type { NodeProcess } from '../world/nodeProcess.ts';

/** One way in which something fails in a world, and is well again. */
export interface Fault<World> {
  name: string;
  /** How often it happens in a whole storm. */
  times: number;
  /** In one line why it cannot be tried here. */
  missing?: (world: World) => string | undefined;
  /** Makes it happen, and resolves when people could go on again. */
  happen(world: World, chance: number): Promise<void>;
  /** What is still to be done then, before the next fault; by the same chance. */
  tidyUp?(world: World, chance: number): Promise<void>;
}

/** Kills it without a word, and starts it again. */
export async function crash(node: NodeProcess): Promise<void> {
  node.signal('SIGKILL');
  await node.ended();
  await node.start();
}

/** Asks it to end, as a deployment does, and starts it again. */
export async function restart(node: NodeProcess): Promise<void> {
  node.signal('SIGTERM');
  const code = await node.ended();
  if (code !== 0) throw new Error(`asked to end, it ended with ${code}`);
  await node.start();
}

/** Stops it where it is, for a while. */
export async function freeze(node: NodeProcess, ms: number): Promise<void> {
  node.signal('SIGSTOP');
  await sleep(ms);
  node.signal('SIGCONT');
}
