import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium to test with: the one BESIDE_CHROMIUM names, else one that is installed, else
 * Playwright's own. Undefined when there is none, or when BESIDE_CHROMIUM names no file.
 */
export function findChromium(): string | undefined {
  const named = process.env['BESIDE_CHROMIUM'];
  const candidates = named ? [named] : [...installed, chromium.executablePath()];
  return candidates.find((path) => path !== '' && existsSync(path));
}
