import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serverEnvironment, serverFlags } from '../../support/installation/serverProcess.ts';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../deploy/${path}`, import.meta.url)), 'utf8');
const { NODE_COMPILE_CACHE: _onDisk, ...environment } = serverEnvironment;

test.each([
  ['Dockerfile', serverFlags.map((flag) => `"${flag}"`).join(', ')],
  ['systemd/beside.service', serverFlags.join(' ')],
  ['systemd/beside-sfu.service', serverFlags.join(' ')],
])('[O1] %s starts the server as lean as npm start does', (path, flags) => {
  const text = read(path);
  expect(text).toContain(flags);
  for (const [name, value] of Object.entries(environment))
    expect(text).toContain(`${name}=${value}`);
});
