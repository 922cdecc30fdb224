import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../../../client/dist', import.meta.url));
const portalLimitBytes = 60_000;
const embedLimitBytes = 15_000;
/** Words come beside the script, in one language. */
const catalogueBytes = 4_000;

const zipped = (code: Buffer): number => gzipSync(code, { level: 9 }).length;
const embedBytes = zipped(readFileSync(join(dist, 'embed', 'embed.js')));

/** A script and what it imports at once, under the names by which the server gives them out. */
function withImports(face: string, url: string, scripts = new Map<string, number>()) {
  if (scripts.has(url)) return scripts;
  const code = readFileSync(join(dist, face, url));
  scripts.set(url, zipped(code));
  const imports = code.toString().matchAll(/(?:^|[;}])import(?:[^"'();]*from)?["'](\.[^"']+)["']/g);
  for (const [, path] of imports) if (path) withImports(face, join(dirname(url), path), scripts);
  return scripts;
}

/** The scripts that a page loads by itself: those it names, and what they import at once. */
function firstLoad(page: string): Map<string, number> {
  const html = readFileSync(join(dist, page), 'utf8');
  const scripts = new Map<string, number>();
  for (const [, url] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) {
    if (url) withImports(dirname(page), url, scripts);
  }
  return scripts;
}

/** What the panel of the embed loads when it is opened: its module, and the one that it asks for. */
function firstOpening(): Map<string, number> {
  const entry = '/embed/panel.js';
  const scripts = withImports('panel', entry);
  const [, chunk] =
    /import\(`(\.[^`]+)`\)/.exec(readFileSync(join(dist, 'panel', entry), 'utf8')) ?? [];
  return withImports('panel', join(dirname(entry), chunk ?? 'missing'), scripts);
}

const sum = (scripts: Map<string, number>): number =>
  [...scripts.values()].reduce((total, bytes) => total + bytes, 0);

test('[P7] the portal loads at most 60 kB of script at first, gzipped, one language included', () => {
  const scripts = firstLoad('portal/portal.html');
  expect(scripts.size).toBeGreaterThan(0);
  expect(sum(scripts) + catalogueBytes).toBeLessThanOrEqual(portalLimitBytes);
});

test(`[P8] the embed is at most 15 kB until it is opened, gzipped: it is ${embedBytes} bytes`, () => {
  expect(embedBytes).toBeLessThanOrEqual(embedLimitBytes);
});

test('[P8] opened, it loads at most 60 kB of script at first', () => {
  const scripts = firstOpening();
  expect([...scripts.keys()].some((url) => url.includes('mountPanel'))).toBe(true);
  expect(sum(scripts) + catalogueBytes).toBeLessThanOrEqual(portalLimitBytes);
});

test('[P8] the script of the tag is in one piece, and fits a page that has modules of none', () => {
  const code = readFileSync(join(dist, 'embed', 'embed.js'), 'utf8');
  expect(code).not.toMatch(/(?:^|[;}])(?:import[\s"'{*]|export[\s{*])/);
});

test('[P7] nothing of the media is in it', () => {
  const portal = [...firstLoad('portal/portal.html').keys()].map((url) => join('portal', url));
  const panel = [...firstOpening().keys()].map((url) => join('panel', url));
  for (const path of [...portal, ...panel, 'embed/embed.js']) {
    const code = readFileSync(join(dist, path), 'utf8');
    expect(code).not.toMatch(/simple-peer|mediasoup|RTCPeerConnection/);
  }
});
