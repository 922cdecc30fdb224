import { parseArgs } from 'node:util';
import { join } from 'node:path';
import {
  buildClient,
  checkNode,
  installDependencies,
  nodePath,
  projectEnvironment,
  provideRelayWorker,
  root,
  run,
  runMain,
} from './setup/steps.mjs';
import { provideTestTools } from './setup/testTools.mjs';

const help = `Usage: npm test [-- OPTIONS] [-- FILTER …]

Sets up what is missing and runs every test. FILTER keeps the test files whose path contains it.

Options:
  --project NAME  unit, integration, nodes, pages, e2e or e2e-nodes; may be given more than once
  -h, --help      show this help`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        project: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (failure) {
    console.error(`${failure instanceof Error ? failure.message : failure}\n\n${help}`);
    process.exit(2);
  }
}

const { values, positionals } = readArguments();
if (values.help) {
  console.log(help);
  process.exit(0);
}

runMain(async () => {
  checkNode();
  await installDependencies();
  const workerBin = await provideRelayWorker();
  await buildClient();
  await provideTestTools();
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const projects = (values.project ?? []).flatMap((name) => ['--project', name]);
  return run(
    nodePath,
    [vitest, 'run', '--config', 'tests/vitest.config.ts', ...projects, ...positionals],
    {
      env: { ...projectEnvironment(), ...(workerBin ? { MEDIASOUP_WORKER_BIN: workerBin } : {}) },
    },
  );
});
