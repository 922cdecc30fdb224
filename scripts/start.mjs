import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  runMain,
} from './setup/steps.mjs';
import { compileServer, serverEnvironment, serverFlags } from './setup/serverProcess.mjs';

const help = `Usage: npm start [-- OPTIONS]

Sets up what is missing (packages, the relay's worker, the pages) and serves Beside.

Options:
  --role ROLE     all: everything in one process (the default)
                  signaling: all but the relay, which SFU_URLS names
                  sfu: a relay node alone
  --port NUMBER   port to listen on, instead of PORT (3000), or SFU_CONTROL_PORT (4000) of a relay node
  --host ADDRESS  address to listen on, instead of HOST (127.0.0.1)
  --setup-only    set up and stop
  -h, --help      show this help

Everything else is set by the environment, or by a file .env; .env.example lists all of it.`;

const roles = ['all', 'signaling', 'sfu'];

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        role: { type: 'string', default: 'all' },
        port: { type: 'string' },
        host: { type: 'string' },
        'setup-only': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (!roles.includes(values.role)) throw new Error(`--role: one of ${roles.join(', ')}`);
    return values;
  } catch (failure) {
    console.error(`${failure instanceof Error ? failure.message : failure}\n\n${help}`);
    process.exit(2);
  }
}

const options = readOptions();
if (options.help) {
  console.log(help);
  process.exit(0);
}

runMain(async () => {
  checkNode();
  await installDependencies();
  const workerBin = options.role === 'signaling' ? undefined : await provideRelayWorker();
  if (options.role !== 'sfu') await buildClient();
  await compileServer();
  if (options['setup-only']) return 0;

  const isSfu = options.role === 'sfu';
  const environment = {
    ...serverEnvironment,
    ...projectEnvironment(),
    ...(workerBin ? { MEDIASOUP_WORKER_BIN: workerBin } : {}),
    ...(options.port ? { [isSfu ? 'SFU_CONTROL_PORT' : 'PORT']: options.port } : {}),
    ...(options.host ? { HOST: options.host } : {}),
  };
  const main = join(root, isSfu ? 'sfu' : 'signaling-server', 'src', 'main.ts');
  const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : [];
  const args = isSfu ? [] : ['--role', options.role];
  const server = spawn(nodePath, [...serverFlags, ...settings, main, ...args], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  });
  // A terminal's Ctrl-C reaches the server by itself; a supervisor's signal comes here alone.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => resolve(code ?? 1));
  });
});
