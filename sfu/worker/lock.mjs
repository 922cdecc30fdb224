import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 5000;
/** Without a sign of life for this long, a lock is left over even when its pid is in use again. */
const silentMs = 60_000;
/** Between creating the folder and writing the owner into it, a lock looks like this for a moment. */
const anonymousMs = 2000;
const pollMs = 200;

/**
 * Waits until nobody else holds the lock, then holds it. A folder, as making one either succeeds or
 * fails, on every file system.
 *
 * @param {string} dir the folder that is the lock
 * @param {{ onWait?: (owner: string) => void, signal?: AbortSignal | undefined }} [options] `onWait`
 *   is called once, when somebody else holds it
 * @returns {Promise<() => void>} lets it go; may be called twice
 * @throws {Error} when `signal` aborts
 */
export async function acquireLock(dir, { onWait, signal } = {}) {
  mkdirSync(dirname(dir), { recursive: true });
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (tryMkdir(dir)) break;
    if (isStale(dir)) {
      removeStale(dir);
      continue;
    }
    if (!told) onWait?.(readOwner(dir)?.pid.toString() ?? '?');
    told = true;
    await sleep(pollMs, undefined, { signal });
  }
  writeFileSync(join(dir, 'owner.json'), JSON.stringify({ pid: process.pid, host: os.hostname() }));
  const beat = setInterval(() => touch(dir), beatMs).unref();

  let held = true;
  return () => {
    if (!held) return;
    held = false;
    clearInterval(beat);
    rmSync(dir, { recursive: true, force: true });
  };
}

/** @param {string} dir @returns {boolean} whether the lock's owner is gone */
function isStale(dir) {
  const owner = readOwner(dir);
  const silentForMs = Date.now() - (lastSign(dir) ?? Date.now());
  if (owner === undefined) return silentForMs > anonymousMs;
  return silentForMs > silentMs || (owner.host === os.hostname() && !isRunning(owner.pid));
}

/**
 * Of two who see the same stale lock, the slower one must not remove the new lock of the faster one:
 * so judge again where only one at a time can be. Nothing here waits, so it lasts milliseconds.
 *
 * @param {string} dir
 */
function removeStale(dir) {
  const guard = `${dir}.removing`;
  if (!tryMkdir(guard)) {
    if (Date.now() - (lastSign(guard) ?? Date.now()) > anonymousMs) {
      rmSync(guard, { recursive: true, force: true });
    }
    return;
  }
  try {
    if (isStale(dir)) rmSync(dir, { recursive: true, force: true });
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/** @param {string} dir */
function tryMkdir(dir) {
  try {
    mkdirSync(dir);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} dir @returns {{ pid: number, host: string } | undefined} */
function readOwner(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, 'owner.json'), 'utf8'));
  } catch {
    // Not there yet, half written, or gone again: nobody known.
    return undefined;
  }
}

/** @param {string} dir @returns {number | undefined} undefined when it is gone */
function lastSign(dir) {
  return statSync(dir, { throwIfNoEntry: false })?.mtimeMs;
}

/** @param {string} dir */
function touch(dir) {
  const now = new Date();
  try {
    utimesSync(dir, now, now);
  } catch (error) {
    // Taken over after this process had been asleep; letting it go will find nothing either.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
