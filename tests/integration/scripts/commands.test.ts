import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`scripts/${script}.mjs`, ...args],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 20_000,
    },
  );
  return { status, stdout, stderr };
}

test.each(['start', 'test'])('[O1] %s --help says what it does and does nothing else', (script) => {
  const { status, stdout, stderr } = run(script, '--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm/);
  expect(stderr).toBe('');
});

test.each(['start', 'test'])('[O1] %s with an unknown option says so and ends with 2', (script) => {
  const { status, stdout, stderr } = run(script, '--bogus');
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain("'--bogus'");
  expect(stderr).toContain('Usage: npm');
});
