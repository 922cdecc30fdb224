import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Delivered
 * @property {string} name
 * @property {string} version
 * @property {string | null} [identifier] by SPDX
 * @property {string | null} [text]
 */

/** Packages that come as one script with their own dependencies inside: a bundler does not see those. */
const inOnePiece = ['simple-peer'];
const licenceFile = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/**
 * Writes all licences of what is in the built pages into one text, `licences.txt`.
 *
 * @param {string} root of the project
 * @param {readonly string[]} faces the builds below `client/dist`, each with its `licences.json`
 */
export function writeDeliveredLicences(root, faces) {
  const dist = join(root, 'client', 'dist');
  /** @type {Map<string, Delivered>} */
  const all = new Map();
  const add = (/** @type {Delivered} */ one) => all.set(`${one.name} ${one.version}`, one);
  for (const face of faces) {
    const file = join(dist, face, 'licences.json');
    if (!existsSync(file)) continue;
    for (const one of /** @type {Delivered[]} */ (JSON.parse(readFileSync(file, 'utf8')))) add(one);
  }
  for (const name of inOnePiece) for (const one of withDependencies(root, name)) add(one);
  const parts = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([title, { identifier, text }]) =>
      [`${title} (${identifier ?? 'no identifier'})`, text ?? 'It brings no text of its own.'].join(
        '\n\n',
      ),
    );
  const head = "Beside's pages contain what others have made, under these licences.";
  writeFileSync(
    join(dist, 'licences.txt'),
    `${[head, ...parts].join(`\n\n${'-'.repeat(78)}\n\n`)}\n`,
  );
}

/**
 * @param {string} root
 * @param {string} name
 * @param {Map<string, Delivered>} [found]
 * @returns {Delivered[]}
 */
function withDependencies(root, name, found = new Map()) {
  const folder = join(root, 'node_modules', name);
  if (found.has(name) || !existsSync(folder)) return [...found.values()];
  const {
    version,
    license,
    dependencies = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => licenceFile.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : null;
  found.set(name, { name, version, identifier: license, text });
  for (const next of Object.keys(dependencies)) withDependencies(root, next, found);
  return [...found.values()];
}
