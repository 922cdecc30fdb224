import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../../../client/dist', import.meta.url));
const portalLimitBytes = 60_000;

/** The scripts that a page loads by itself: those it names, and what they import at once. */
function firstLoad(page: string): Map<string, number> {
  const html = readFileSync(join(dist, page), 'utf8');
  const face = dirname(page);
  const scripts = new Map<string, number>();
  const take = (url: string): void => {
    if (scripts.has(url)) return;
    const code = readFileSync(join(dist, face, url));
    scripts.set(url, gzipSync(code, { level: 9 }).length);
    const imports = code
      .toString()
      .matchAll(/(?:^|[;}])import(?:[^"'();]*from)?["'](\.[^"']+)["']/g);
    for (const [, path] of imports) if (path) take(join(dirname(url), path));
  };
  for (const [, url] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) if (url) take(url);
  return scripts;
}

test('[P7] the portal loads at most 60 kB of script at first, gzipped, one language included', () => {
  const scripts = firstLoad('portal/portal.html');
  expect(scripts.size).toBeGreaterThan(0);
  const catalogueBytes = 4_000;
  const total = [...scripts.values()].reduce((sum, bytes) => sum + bytes, catalogueBytes);
  expect(total).toBeLessThanOrEqual(portalLimitBytes);
});

test('[P7] nothing of the media is in it', () => {
  for (const url of firstLoad('portal/portal.html').keys()) {
    const code = readFileSync(join(dist, 'portal', url), 'utf8');
    expect(code).not.toMatch(/simple-peer|mediasoup|RTCPeerConnection/);
  }
});
