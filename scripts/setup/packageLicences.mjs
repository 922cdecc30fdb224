import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {'in the pages' | 'on the servers' | 'at the helper' | 'for building and testing'} Place
 *
 * @typedef {object} Package
 * @property {string} name
 * @property {string[]} versions
 * @property {string} licence as its package says it, by SPDX
 * @property {string[]} anyOf the licences of which one may be chosen
 * @property {Place[]} where
 *
 * @typedef {{ version?: string, license?: unknown, link?: boolean, resolved?: string, optional?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string> }} Entry
 */

/** Where each workspace's packages go. */
const places = /** @type {const} */ ({
  client: 'in the pages',
  'signaling-server': 'on the servers',
  sfu: 'on the servers',
  shared: 'on the servers',
  'client/helper': 'at the helper',
});
/** @type {Place} */
const tools = 'for building and testing';

/** Read in their READMEs: their package.json does not say it, or not in a way that is read today. */
const readByHand = /** @type {Record<string, string>} */ ({
  busboy: 'MIT',
  'combine-errors': 'MIT',
  dicer: 'MIT',
  'humanize-number': 'MIT',
  only: 'MIT',
  streamsearch: 'MIT',
  'xmlhttprequest-ssl': 'MIT',
});

/**
 * Every package of the lock file, for every platform.
 *
 * @param {string} root of the project
 * @returns {Package[]} by name
 */
export function listPackages(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entries = /** @type {Record<string, Entry>} */ (lock.packages);
  const used = usedBy(entries);
  /** @type {Map<string, Package>} */
  const found = new Map();
  for (const [path, entry] of Object.entries(entries)) {
    if (!path.includes('node_modules/') || entry.link) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(root, path, name, entry);
    const known = found.get(`${name} ${licence}`);
    const where = [...new Set([...(known?.where ?? []), ...(used.get(path) ?? [tools])])].sort();
    const versions = [...new Set([...(known?.versions ?? []), entry.version ?? ''])].sort();
    found.set(`${name} ${licence}`, { name, versions, licence, anyOf: choices(licence), where });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param {string} licence */
function choices(licence) {
  return licence.replaceAll(/[()]/g, '').split(' OR ');
}

/**
 * @param {string} root
 * @param {string} path
 * @param {string} name
 * @param {Entry} entry
 */
function licenceOf(root, path, name, { license }) {
  if (typeof license === 'string') return license;
  const own = join(root, path, 'package.json');
  const said = existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')).license : undefined;
  return readByHand[name] ?? (typeof said === 'string' ? said : 'unknown');
}

/**
 * Which packages the workspaces use, directly or by others; what only the root uses is a tool.
 *
 * @param {Record<string, Entry>} entries
 */
function usedBy(entries) {
  /** @type {Map<string, Set<Place>>} */
  const used = new Map();
  const visit = (/** @type {string} */ path, /** @type {Place} */ place) => {
    const entry = entries[path];
    if (!entry) return;
    const target = entry.link ? (entry.resolved ?? '') : path;
    const known = used.get(target) ?? new Set();
    if (known.has(place)) return;
    used.set(target, known.add(place));
    const { dependencies, optionalDependencies, peerDependencies } = entries[target] ?? {};
    for (const name of Object.keys({
      ...peerDependencies,
      ...optionalDependencies,
      ...dependencies,
    })) {
      const found = resolve(entries, target, name);
      if (found !== undefined) visit(found, place);
    }
  };
  for (const [workspace, place] of Object.entries(places)) visit(workspace, place);
  return used;
}

/**
 * As Node looks for it: beside the one that asks, and then further and further out.
 *
 * @param {Record<string, Entry>} entries
 * @param {string} from
 * @param {string} name
 */
function resolve(entries, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (entries[path]) return path;
    if (folder === '') return undefined;
  }
}
