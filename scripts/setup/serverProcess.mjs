import { join } from 'node:path';
import { fingerprint, isUpToDate, stamp } from './fingerprint.mjs';
import { nodePath, projectEnvironment, root, run, step, SetupError } from './steps.mjs';

const cache = join(root, 'node_modules', '.cache', 'beside');

/**
 * Flags of V8 for the server. Measured with tests/bench/load: each further idle socket costs a third of
 * what it does without them, and a message no more.
 */
export const serverFlags = [
  // Room for what lives shortly: with more, V8 keeps what the start needed for good.
  '--max-semi-space-size=4',
  // What connecting leaves behind is collected from here on, and not at hundreds of MiB.
  '--initial-old-space-size=32',
  // How much more than what is in use may lie about before it is collected.
  '--heap-growing-percent=40',
  // So that the server can give back, once, what only its start needed.
  '--expose-gc',
];

/** Of the server's process; what is set already counts. */
export const serverEnvironment = {
  // glibc keeps freed memory for each thread; there are few that ask for much.
  MALLOC_ARENA_MAX: '2',
  // What is free at its end goes back to the system.
  MALLOC_TRIM_THRESHOLD_: '131072',
  // Keeps what was compiled: the second start is faster, and loads no compiler.
  NODE_COMPILE_CACHE: join(cache, 'compiled'),
};

/** Compiles the server's modules ahead: a server that did it itself would keep the compiler, 40 MiB. */
export async function compileServer() {
  const inputs = fingerprint(root, [
    'signaling-server',
    'sfu',
    'shared',
    'package-lock.json',
    'scripts/setup',
  ]);
  const stampFile = join(cache, 'compiled-from');
  if (isUpToDate(stampFile, inputs)) return;
  await step('Compiling the server', async () => {
    const env = { ...serverEnvironment, ...projectEnvironment() };
    const script = join(root, 'scripts', 'setup', 'loadServer.mjs');
    const code = await run(nodePath, [...serverFlags, script], { env, quiet: true });
    if (code !== 0) throw new SetupError('The server could not be loaded; it has said why above.');
  });
  stamp(stampFile, inputs);
}
