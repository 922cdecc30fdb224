import { createHash } from 'node:crypto';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';

type Candidate = Pick<SfuNodeState, 'id' | 'region' | 'capacity' | 'load' | 'draining' | 'reason'>;

/** A full node still weighs something, so that all being full is no reason to relay nothing. */
const leastFree = 0.001;

/**
 * The node for a session, by weighted rendezvous hashing (Thaler and Ravishankar 1998; the weights by
 * −w / ln h, Schindelhauer and Schomaker 2005): each node's chance is its free capacity, every
 * signaling node that sees the same says the same, and where a node goes only its sessions move.
 *
 * @param region nodes of this one come first, as long as any of them has room
 * @returns undefined where no node takes sessions
 */
export function chooseNode<T extends Candidate>(
  session: string,
  nodes: readonly T[],
  region = '',
): T | undefined {
  const taking = nodes.filter(({ draining, reason }) => !draining && reason === null);
  const withRoom = taking.filter(({ load }) => load < 1);
  const near = withRoom.filter((node) => node.region === region);
  const among = [near, withRoom].find(({ length }) => length > 0) ?? taking;
  const scored = among.map((node) => ({ node, score: scoreOf(session, node) }));
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, next) => (best && best.score >= next.score ? best : next),
    undefined,
  )?.node;
}

function scoreOf(session: string, { id, capacity, load }: Candidate): number {
  const weight = capacity * Math.max(leastFree, 1 - load);
  return -weight / Math.log(fraction(`${id} ${session}`));
}

/** A number in (0, 1) that looks random and is always the same for the same text. */
function fraction(text: string): number {
  const first48Bits = createHash('sha256').update(text).digest().readUIntBE(0, 6);
  return (first48Bits + 0.5) / 2 ** 48;
}
