import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * A hash over the names and bytes of files.
 *
 * @param {string} root
 * @param {readonly string[]} paths files and folders below it; what does not exist counts as such
 * @returns {string} SHA-256, hex
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort())
        if (name !== 'node_modules' && name !== 'dist') add(join(path, name));
      return;
    }
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}

/**
 * A step whose result is kept as long as its inputs stay the same.
 *
 * @param {string} stampFile
 * @param {string} inputs what it was made from, as {@link fingerprint} says
 */
export function isUpToDate(stampFile, inputs) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === inputs;
}

/**
 * @param {string} stampFile
 * @param {string} inputs
 */
export function stamp(stampFile, inputs) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, inputs);
}
