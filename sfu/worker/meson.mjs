import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The sources of the worker, as mediasoup's own build files list them. meson itself is not needed:
 * the lists are plain, and reading them keeps this build right when mediasoup moves a file.
 *
 * @param {string} workerDir mediasoup's worker folder
 * @returns {string[]} paths relative to it
 */
export function listSources(workerDir) {
  const worker = readFileSync(join(workerDir, 'meson.build'), 'utf8');
  const libwebrtc = readFileSync(join(workerDir, 'deps/libwebrtc/meson.build'), 'utf8');

  // The bandwidth estimation of libwebrtc is chosen on purpose: mediasoup's own one (ms_use_builtin_bwe)
  // sends no feedback yet, and the estimate falls to nothing.
  const estimation = /^if not get_option\('ms_use_builtin_bwe'\)\n([\s\S]*?)^endif/gm;
  const added = [...worker.matchAll(estimation)].flatMap(([, block]) =>
    readList(block ?? '', 'common_sources +='),
  );
  if (added.length === 0) throw new Error('meson.build: no sources for the bandwidth estimation');

  return [
    ...required(worker, 'common_sources ='),
    ...added,
    'src/main.cpp',
    ...required(libwebrtc, 'libwebrtc_sources =').map((source) => `deps/libwebrtc/${source}`),
  ];
}

/**
 * @param {string} text
 * @param {string} assignment
 */
function required(text, assignment) {
  const list = readList(text, assignment);
  if (list.length === 0) throw new Error(`meson.build: no list after '${assignment}'`);
  return list;
}

/**
 * @param {string} text a meson.build file or a part of it
 * @param {string} assignment the words before the opening bracket
 * @returns {string[]} the quoted strings up to the closing bracket
 */
function readList(text, assignment) {
  const start = text.split('\n').findIndex((line) => line.trim() === `${assignment} [`);
  if (start === -1) return [];
  const lines = text.split('\n').slice(start + 1);
  const end = lines.findIndex((line) => line.trim() === ']');
  return lines.slice(0, end).flatMap((line) => /^\s*'([^']+)',/.exec(line)?.[1] ?? []);
}
