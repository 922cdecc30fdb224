import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { languages } from '@beside/shared/i18n/languages';

const dist = fileURLToPath(new URL('../../../client/dist', import.meta.url));
const portalLimitBytes = 60_000;
const embedLimitBytes = 15_000;
const sharedTabLimitBytes = 40_000;

const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const sizeOf = (path: string): number =>
  gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
const bytes = (scripts: Iterable<string>): number =>
  [...scripts].reduce((sum, script) => sum + sizeOf(script), 0);

/** Scripts, as paths below `dist`, with everything that they import at once. */
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

/** The one script of a build that was made from this module. */
function chunk(face: 'portal' | 'panel', name: string): string {
  const folder = join(face, 'assets', face);
  const found = readdirSync(join(dist, folder)).filter((file) =>
    new RegExp(`^${name}-[^.]+\\.js$`).test(file),
  );
  expect(found).toHaveLength(1);
  return join(folder, found[0] ?? '');
}

/** Of the catalogues, one of which every reader needs, the fattest. */
function catalogue(face: 'portal' | 'panel'): string {
  const all = languages.map((language) => chunk(face, language));
  return all.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0] ?? '';
}

/** What the portal's page names. */
function formOfPortal(): Set<string> {
  const named = read('portal/portal.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g);
  return withImports([
    ...[...named].map(([, script]) => join('portal', script ?? '')),
    catalogue('portal'),
  ]);
}

/** What the panel of the embed loads when it is opened: its module, and the one that it asks for. */
function formOfPanel(): Set<string> {
  return withImports(['panel/embed/panel.js', chunk('panel', 'mountPanel'), catalogue('panel')]);
}

const withChat = (face: 'portal' | 'panel', form: Set<string>): Set<string> =>
  withImports([...form, chunk(face, 'ChatPage')]);

test('[P7] the portal takes at most 60 kB of script for form and chat, gzipped, one language included', () => {
  const form = formOfPortal();
  const chat = withChat('portal', form);
  console.info(`portal, gzipped: form ${bytes(form)} bytes, with the chat ${bytes(chat)}`);
  expect(bytes(chat)).toBeLessThanOrEqual(portalLimitBytes);
  // The chat comes while the form is being filled in.
  expect(form).not.toContain(chunk('portal', 'ChatPage'));
});

test('[P8] the embed is at most 15 kB until it is opened, gzipped', () => {
  console.info(`embed, gzipped: ${sizeOf('embed/embed.js')} bytes`);
  expect(sizeOf('embed/embed.js')).toBeLessThanOrEqual(embedLimitBytes);
});

test('[P8] opened, it takes at most 60 kB of script for form and chat', () => {
  const chat = withChat('panel', formOfPanel());
  console.info(`panel of the embed, gzipped: with the chat ${bytes(chat)} bytes`);
  expect(bytes(chat)).toBeLessThanOrEqual(portalLimitBytes);
});

test('[X3] a tab that is shared takes at most 40 kB more, and only then', () => {
  console.info(`a shared tab, gzipped: ${sizeOf('tab/embed/tab.js')} bytes`);
  expect(sizeOf('tab/embed/tab.js')).toBeLessThanOrEqual(sharedTabLimitBytes);
  const built = readdirSync(join(dist, 'tab'), { recursive: true }).sort();
  expect(built).toEqual(['embed', 'embed/tab.js', 'licences.json']);
  expect(read('embed/embed.js')).not.toMatch(/RTCPeerConnection/);
});

test('[P8] the script of the tag is in one piece, and fits a page that has modules of none', () => {
  expect(read('embed/embed.js')).not.toMatch(/(?:^|[;}])(?:import[\s"'{*]|export[\s{*])/);
});

test('[P7] nothing of the media is in it', () => {
  const portal = withChat('portal', formOfPortal());
  const panel = withChat('panel', formOfPanel());
  for (const script of [...portal, ...panel, 'embed/embed.js']) {
    expect(read(script)).not.toMatch(/simple-peer|mediasoup|RTCPeerConnection/);
  }
});
