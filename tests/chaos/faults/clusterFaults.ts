import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf } from '../../support/processes.ts';
import type { NodeProcess } from '../world/nodeProcess.ts';
import type { ClusterWorld } from '../world/world.ts';
import type { Wire } from '../world/wire.ts';
import { crash, freeze, restart, type Fault } from './fault.ts';

type ClusterFault = Fault<ClusterWorld>;

const one = ({ nodes }: ClusterWorld, chance: number): NodeProcess => {
  const node = nodes[Math.floor(chance * nodes.length)];
  if (!node) throw new Error('a cluster needs nodes');
  return node;
};

const away = async (wire: Wire, how: 'cut' | 'hush', ms: number): Promise<void> => {
  wire[how]();
  await sleep(ms);
  wire.heal();
};

export const clusterFaults = {
  killOne: {
    name: 'kill -9 of one of the nodes',
    times: 30,
    async happen(world, chance) {
      const node = one(world, chance);
      node.signal('SIGKILL');
      await node.ended();
    },
    // Everybody goes on by another node meanwhile.
    tidyUp: (world, chance) => one(world, chance).start(),
  },
  killAll: {
    name: 'kill -9 of all nodes at once',
    times: 3,
    async happen({ nodes }) {
      await Promise.all(nodes.map(crash));
    },
  },
  rolling: {
    name: 'rolling restart with drain',
    times: 3,
    async happen({ nodes }) {
      for (const node of nodes) await restart(node);
    },
  },
  freezeOne: {
    name: 'one of the nodes stands still for 4 s',
    times: 2,
    happen: (world, chance) => freeze(one(world, chance), 4_000),
  },
  redis: {
    name: 'Redis is killed, and started 2 s later',
    times: 3,
    async happen({ redis }) {
      await redis.kill();
      await sleep(2_000);
      await redis.start();
    },
  },
  redisHushed: {
    name: 'nothing comes from Redis for 3 s',
    times: 2,
    happen: ({ toRedis }) => away(toRedis, 'hush', 3_000),
  },
  postgres: {
    name: 'PostgreSQL is killed and started again',
    times: 3,
    happen: ({ postgres }) => postgres.crashAndRestart(),
  },
  databaseCut: {
    name: 'the line to the database is cut for 2 s',
    times: 3,
    happen: ({ toDatabase }) => away(toDatabase, 'cut', 2_000),
  },
  databaseHushed: {
    name: 'nothing comes from the database for 4 s',
    times: 2,
    happen: ({ toDatabase }, chance) => away(toDatabase, 'hush', 2_000 + chance * 4_000),
  },
  databaseStranded: {
    name: 'connections to the database are dead for good; new ones are not',
    times: 2,
    happen: async ({ toDatabase }) => toDatabase.strand(),
  },
  worker: {
    name: "kill -9 of the relay's worker",
    times: 3,
    async happen({ relay }) {
      for (const child of childrenOf(relay.pid)) process.kill(child, 'SIGKILL');
    },
  },
  relay: {
    name: 'kill -9 of the relay',
    times: 3,
    happen: ({ relay }) => crash(relay),
  },
} as const satisfies Record<string, ClusterFault>;
