import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Browsers and namespaces are heavy: those files run one after another, on two cores. */
const heavy = { fileParallelism: false, testTimeout: 90_000, hookTimeout: 60_000 };

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
          ...heavy,
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], ...heavy },
      },
    ],
  },
});
