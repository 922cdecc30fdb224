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
} from './setup/steps.mjs';
import { provideTestTools } from './setup/testTools.mjs';

// Pictures of every page and state into `.screens`, the README's two into `docs/pictures`.
runMain(async () => {
  checkNode();
  await installDependencies();
  await provideRelayWorker();
  await buildClient();
  await provideTestTools();
  return run(nodePath, [join(root, 'tests', 'screens', 'takeScreens.ts')]);
});
