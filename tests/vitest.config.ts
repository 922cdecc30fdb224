import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

const heavy = { testTimeout: 90_000, hookTimeout: 60_000 };
/** Browsers and servers mostly wait for each other: two files at a time, on two cores. */
const sideBySide = { ...heavy, maxWorkers: 2, sequence: { groupOrder: 1 } };
/** What measures pictures, networks and processes gets the machine for itself, at the end. */
const alone = { ...heavy, maxWorkers: 1, sequence: { groupOrder: 2 } };

const integration = ['tests/{contract,integration,support}/**/*.test.ts'];
const integrationAlone = [
  'tests/support/network/*.test.ts',
  'tests/integration/{sfu,installation}/*.test.ts',
];
const e2e = ['tests/e2e/**/*.test.ts'];
const e2eAlone = ['tests/e2e/{session,failover,restart,relayNodes,manyRequests}.test.ts'];

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
          include: integration,
          exclude: integrationAlone,
          ...sideBySide,
        },
      },
      { extends: true, test: { name: 'e2e', include: e2e, exclude: e2eAlone, ...sideBySide } },
      { extends: true, test: { name: 'integration-alone', include: integrationAlone, ...alone } },
      { extends: true, test: { name: 'e2e-alone', include: e2eAlone, ...alone } },
    ],
  },
});
