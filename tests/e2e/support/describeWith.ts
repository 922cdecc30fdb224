import { describe } from 'vitest';
import { findChromium } from '../../support/browser/findChromium.ts';

/** What was looked for on this machine, or why it is not there. */
type Finding =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string }
  | { readonly path: string }
  | { readonly missing: string };

/**
 * As `describe`, for what needs a Chromium and all that was looked for; skipped, with the first
 * reason in its title, where something is not there.
 */
export function describeWith(...findings: readonly Finding[]) {
  const chromium: Finding = findChromium()
    ? { ok: true }
    : { missing: 'no Chromium on this machine' };
  const [why] = [chromium, ...findings].flatMap(reasonOf);
  return (title: string, suite: () => void): void => {
    describe.skipIf(why !== undefined)(why ? `${title} (skipped: ${why})` : title, suite);
  };
}

export const describeInBrowser = describeWith();

function reasonOf(finding: Finding): string[] {
  if ('missing' in finding) return [finding.missing];
  return 'reason' in finding ? [finding.reason] : [];
}
