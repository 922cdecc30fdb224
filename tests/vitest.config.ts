import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { findPostgres } from './support/postgres/findPostgres.ts';
import { findRedis } from './support/redis/startRedis.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Browsers and namespaces are heavy: those files run one after another, on two cores. */
const heavy = { fileParallelism: false, testTimeout: 90_000, hookTimeout: 60_000 };

/** What runs on two nodes of signaling as well, with PostgreSQL and Redis (see testInstallation.ts). */
const onBoth = [
  'tests/integration/gateway/{story,sealing}.test.ts',
  'tests/integration/desk/{alerts,lines,transfers,team}.test.ts',
  'tests/integration/identity/signIn.test.ts',
];
/** What runs on nothing less. */
const onNodes = ['tests/integration/nodes/**/*.test.ts', 'tests/e2e/relayNodes.test.ts'];
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
          name: 'integration',
          include: ['tests/{contract,integration,support}/**/*.test.ts'],
          exclude: onNodes,
          ...heavy,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // Where there are no servers, the relay's nodes are at least tried with one of signaling.
          exclude: hasServers ? onNodes : [],
          ...heavy,
        },
      },
      {
        extends: true,
        test: {
          name: 'nodes',
          include: hasServers ? [...onBoth, ...onNodes] : [],
          env: { BESIDE_TEST_NODES: '2' },
          globalSetup: 'tests/support/installation/provideServers.ts',
          ...heavy,
        },
      },
    ],
  },
});
