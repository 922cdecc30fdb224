import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Entry {
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}
interface Manifest {
  workspaces?: string[];
  allowScripts?: Record<string, boolean>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const { packages } = read('package-lock.json') as { packages: Record<string, Entry> };
const main = read('package.json') as Manifest;
const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);
const others = Object.entries(packages).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);

test('[O1] every package is pinned: by an exact version, and by the hash of its bytes', () => {
  const manifests = [main, ...(main.workspaces ?? []).map((path) => read(`${path}/package.json`))];
  const versions = (manifests as Manifest[]).flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }),
  );
  expect(versions.length).toBeGreaterThan(50);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const unproven = others.filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'));
  expect(unproven.map(([path]) => path)).toEqual([]);
});

test('[O1] no package runs a script at its installation that was not decided on', () => {
  const scripted = others
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => nameOf(path));
  expect(scripted).toContain('mediasoup');
  expect(scripted.filter((name) => main.allowScripts?.[name] === undefined)).toEqual([]);
});

test('[O1] the pages deliver the licences of all that is in them, and none is one of the GPL', async () => {
  const lists = globSync(join(root, 'client/dist/*/licences.json'));
  const bundled = lists.flatMap(
    (path) => JSON.parse(readFileSync(path, 'utf8')) as { name: string; identifier: string }[],
  );
  expect(lists).toHaveLength(6);
  expect(bundled.filter(({ identifier }) => /GPL/.test(identifier))).toEqual([]);
  const installation = await startTestInstallation();
  const response = await fetch(`${installation.url}/licences.txt`);
  const text = await response.text();
  await installation.close();
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  // What simple-peer's one script has inside is delivered, too.
  for (const name of [...bundled.map((one) => one.name), 'readable-stream']) {
    expect(text).toContain(`\n${name} `);
  }
  expect(text).toContain('Permission is hereby granted, free of charge');
});
