import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serverEnvironment, serverFlags } from '../../support/installation/serverProcess.ts';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../deploy/${path}`, import.meta.url)), 'utf8');
const { NODE_COMPILE_CACHE: _onDisk, ...environment } = serverEnvironment;
const inArray = serverFlags.map((flag) => `"${flag}"`).join(', ');

test.each([
  ['Dockerfile', inArray],
  ['systemd/beside.service', serverFlags.join(' ')],
  ['systemd/beside-sfu.service', serverFlags.join(' ')],
])('[O1] %s starts the server as lean as npm start does', (path, flags) => {
  const text = read(path);
  expect(text).toContain(flags);
  for (const [name, value] of Object.entries(environment))
    expect(text).toContain(`${name}=${value}`);
});

test('[O1] containers and services have the server compiled ahead, by the user and with the flags that it runs with', () => {
  const [image = ''] = read('Dockerfile').split('\nFROM ').slice(-1);
  const compiling = `USER 1000:1000\n(?:#.*\n)*RUN \\["node", ${inArray}, "scripts/setup/loadServer.mjs"\\]`;
  expect(image).toMatch(new RegExp(compiling));
  expect(image).toContain(`ENTRYPOINT ["node", ${inArray}, `);
  expect(image).toContain('NODE_COMPILE_CACHE=/beside/compiled');
  for (const name of ['beside', 'beside-sfu']) {
    const unit = read(`systemd/${name}.service`);
    expect(unit).toContain(`CacheDirectory=${name}\nEnvironment=NODE_COMPILE_CACHE=%C/${name}\n`);
  }
});
