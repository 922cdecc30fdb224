import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, installDependencies, nodePath, root, run, runMain } from './steps.mjs';

/**
 * Runs a command of the server on the installation that `.env` and the environment describe; what is
 * typed after the command goes on to it.
 *
 * @param {string} command below `signaling-server/src/commands`
 * @param {...string} args before those that were typed
 */
export function runOnInstallation(command, ...args) {
  runMain(async () => {
    checkNode();
    await installDependencies();
    const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : [];
    const main = join(root, 'signaling-server', 'src', 'commands', command);
    return run(nodePath, [...settings, main, ...args, ...process.argv.slice(2)]);
  });
}
