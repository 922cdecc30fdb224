import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { findPostgres } from './support/postgres/findPostgres.ts';
import { findRedis } from './support/redis/startRedis.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const patient = {
  testTimeout: 90_000,
  hookTimeout: 60_000,
  // A second, which is the usual, is less than a busy machine takes for some pages.
  expect: { poll: { timeout: 15_000 } },
};
/** Tests that wait as much as they work: more files at a time than there are cores. */
const light = { ...patient, maxWorkers: 3 };
/** Pages that share no screen: a file for each core. */
const middling = { ...patient, maxWorkers: 2 };
/** Shared screens take both cores: those files run one after another. */
const heavy = { ...patient, fileParallelism: false };

/** What runs on two nodes of signaling as well, with PostgreSQL and Redis (see testInstallation.ts). */
const onBoth = [
  'tests/integration/gateway/{story,sealing}.test.ts',
  'tests/integration/desk/{alerts,lines,transfers,team}.test.ts',
  'tests/integration/identity/signIn.test.ts',
];
/** What runs on nothing less. */
const onNodes = ['tests/integration/nodes/*.test.ts', 'tests/e2e/relayNodes.test.ts'];
const severalNodes = {
  env: { BESIDE_TEST_NODES: '2' },
  globalSetup: 'tests/support/installation/provideServers.ts',
};
const hasServers = !('missing' in findPostgres()) && !('missing' in findRedis());

export default defineConfig({
  root,
  test: {
    reporters: ['default', './tests/support/summaryReporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,signaling-server,sfu,client}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          ...light,
          name: 'integration',
          include: ['tests/{chaos,contract,integration,support}/**/*.test.ts'],
          exclude: onNodes,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...light,
          ...severalNodes,
          name: 'nodes',
          include: hasServers ? [...onBoth, 'tests/integration/nodes/*.test.ts'] : [],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...middling,
          name: 'pages',
          include: ['tests/e2e/pages/*.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          ...heavy,
          name: 'e2e',
          include: ['tests/e2e/*.test.ts'],
          // Where there are no servers, the relay's nodes are at least tried with one of signaling.
          exclude: hasServers ? onNodes : [],
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          ...heavy,
          ...severalNodes,
          name: 'e2e-nodes',
          include: hasServers ? ['tests/e2e/relayNodes.test.ts'] : [],
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
