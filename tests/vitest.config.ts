import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

const patient = { testTimeout: 90_000, hookTimeout: 60_000 };
/** Tests that wait as much as they work: two files at a time, on two cores. */
const light = { ...patient, maxWorkers: 2 };
/** Shared screens take both cores: those files run one after another. */
const heavy = { ...patient, fileParallelism: false };

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
          include: ['tests/{contract,integration,support}/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          ...light,
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
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
