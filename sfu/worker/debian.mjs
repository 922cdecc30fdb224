import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { run } from './run.mjs';

const lists = '/var/lib/apt/lists';

/** @returns {boolean} Debian or one of its descendants */
export function isDebian() {
  if (!existsSync('/etc/os-release') || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @returns {boolean} */
export function isRoot() {
  return process.getuid?.() === 0;
}

/**
 * @param {readonly string[]} packages
 * @returns {string} what a person has to type
 */
export function installCommand(packages) {
  const sudo = isRoot() ? '' : 'sudo ';
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  return `${sudo}apt-get update && ${sudo}${install}`;
}

/**
 * Needs root. Refreshes the package lists only when there are none or they are out of date.
 *
 * @param {readonly string[]} packages
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function installPackages(packages, log) {
  log(`installing Debian packages: ${packages.join(' ')}`);
  const hasLists = existsSync(lists) && readdirSync(lists).some((name) => /_Packages/.test(name));
  const attempts = hasLists ? [false, true] : [true];
  let reason = '';
  for (const update of attempts) {
    if (update) await aptGet(['update']);
    const result = await aptGet(['install', '-y', '--no-install-recommends', ...packages]);
    if (result.code === 0) return { ok: true };
    reason = result.stderr.trim() || `apt-get ended with ${result.code ?? result.end}`;
  }
  return { ok: false, reason };
}

/** @param {string[]} args */
function aptGet(args) {
  // Never interrupted from here: half an installation is worse than waiting for it.
  return run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
