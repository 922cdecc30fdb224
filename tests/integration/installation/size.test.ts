import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { languages } from '@beside/shared/i18n/languages';

const dist = fileURLToPath(new URL('../../../client/dist/portal', import.meta.url));
const assets = join(dist, 'assets/portal');
const limitBytes = 60_000;

const read = (script: string): string => readFileSync(join(assets, script), 'utf8');
const sizeOf = (script: string): number =>
  gzipSync(readFileSync(join(assets, script)), { level: 9 }).length;

/** Scripts with everything that they import at once, not what they may fetch later. */
function withImports(scripts: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const take = (script: string): void => {
    if (found.has(script)) return;
    found.add(script);
    const imports = read(script).matchAll(/(?:^|[;}])import(?:[^"'();]*from)?["'](\.[^"']+)["']/g);
    for (const [, path] of imports) if (path) take(join(dirname(script), path));
  };
  for (const script of scripts) take(script);
  return found;
}

/** What the page names, and the fattest of the catalogues, one of which every reader needs. */
function firstLoad(): Set<string> {
  const html = readFileSync(join(dist, 'portal.html'), 'utf8');
  const named = html.matchAll(/(?:src|href)="\/assets\/portal\/([^"]+\.js)"/g);
  const catalogues = languages.map((language) => chunk(language));
  const fattest = catalogues.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];
  return withImports([...[...named].map(([, script]) => script ?? ''), fattest ?? '']);
}

/** The one script that was built from this module. */
function chunk(name: string): string {
  const found = readdirSync(assets).filter((file) => new RegExp(`^${name}-[^.]+\\.js$`).test(file));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

const bytes = (scripts: Iterable<string>): number =>
  [...scripts].reduce((sum, script) => sum + sizeOf(script), 0);

test('[P7] the portal takes at most 60 kB of script for form and chat, gzipped, one language included', () => {
  const form = firstLoad();
  const chat = withImports([...form, chunk('ChatPage')]);
  console.info(`portal, gzipped: form ${bytes(form)} bytes, with the chat ${bytes(chat)}`);
  expect(bytes(chat)).toBeLessThanOrEqual(limitBytes);
  // The chat comes while the form is being filled in.
  expect(form).not.toContain(chunk('ChatPage'));
});

test('[P7] nothing of the media is in it', () => {
  for (const script of withImports([...firstLoad(), chunk('ChatPage')])) {
    expect(read(script)).not.toMatch(/simple-peer|mediasoup|RTCPeerConnection/);
  }
});
