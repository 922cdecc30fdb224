import { join } from 'node:path';
import {
  buildClient,
  checkNode,
  installDependencies,
  nodePath,
  provideRelayWorker,
  root,
  run,
  runMain,
} from './steps.mjs';
import { compileServer } from './serverProcess.mjs';
import { provideTestTools } from './testTools.mjs';

/**
 * Runs a script of `tests` with everything in place that the product and its browsers need; what is
 * typed after the command goes on to it.
 *
 * @param {...string} path below `tests`
 */
export function runPrepared(...path) {
  runMain(async () => {
    checkNode();
    await installDependencies();
    await provideRelayWorker();
    await buildClient();
    await compileServer();
    await provideTestTools();
    return run(nodePath, [join(root, 'tests', ...path), ...process.argv.slice(2)]);
  });
}
