import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf } from '../../support/processes.ts';
import type { EmbeddedWorld } from '../world/world.ts';
import { crash, freeze, restart, type Fault } from './fault.ts';
import { crowdTheDoor } from './silentClients.ts';

type EmbeddedFault = Fault<EmbeddedWorld>;

const noTrouble: EmbeddedFault['missing'] = ({ trouble, missing }) =>
  trouble ? undefined : missing.join('; ');
const noDisk: EmbeddedFault['missing'] = ({ disk, missing }) =>
  disk ? undefined : missing.join('; ');

export const embeddedFaults = {
  kill: { name: 'kill -9 of the server', times: 30, happen: ({ node }) => crash(node) },
  drain: { name: 'restart with drain', times: 3, happen: ({ node }) => restart(node) },
  freeze: {
    name: 'the server stands still for 3 s',
    times: 2,
    happen: ({ node }) => freeze(node, 3_000),
  },
  diskFull: {
    name: 'disk full for 2 s',
    times: 3,
    missing: noDisk,
    async happen({ disk }) {
      disk?.fill();
      await sleep(2_000);
      disk?.free();
    },
  },
  syncFails: {
    name: 'fsync fails for 1 s',
    times: 3,
    missing: noTrouble,
    async happen({ trouble }) {
      trouble?.failSync(true);
      await sleep(1_000);
      trouble?.failSync(false);
    },
  },
  syncSlow: {
    name: 'each fsync takes 5 ms, for 2 s',
    times: 2,
    missing: noTrouble,
    async happen({ trouble }) {
      trouble?.slowSync(5);
      await sleep(2_000);
      trouble?.slowSync(0);
    },
  },
  clock: {
    name: 'the clock jumps, up to an hour either way',
    times: 4,
    missing: noTrouble,
    async happen({ trouble }, chance) {
      trouble?.shiftClock(Math.round((chance - 0.5) * 7_200));
      await sleep(1_500);
      trouble?.shiftClock(0);
    },
  },
  silence: {
    name: '300 silent and 50 slow clients',
    times: 2,
    happen: ({ node }) => crowdTheDoor(node.port, { silent: 300, slow: 50, forMs: 2_000 }),
  },
  worker: {
    name: "kill -9 of the relay's worker",
    times: 3,
    async happen({ node }) {
      for (const child of childrenOf(node.pid)) process.kill(child, 'SIGKILL');
    },
  },
} as const satisfies Record<string, EmbeddedFault>;
