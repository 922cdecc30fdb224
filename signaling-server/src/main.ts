import { parseArgs } from 'node:util';
import { ConfigError, readConfig, type Config, type Role } from './config/config.ts';
import { startInstallation, type Installation } from './installation.ts';
import { giveBackStart } from './ops/giveBackStart.ts';
import { createLogger } from './ops/log.ts';

/** How long a shutdown may take before it is cut short. */
const shutdownLimitMs = 15_000;

/** @throws ConfigError */
function readRole(): Role {
  const options = { role: { type: 'string', default: 'all' } } as const;
  const { role } = parseArgs({ options }).values;
  if (role !== 'all' && role !== 'signaling') throw new ConfigError('--role: all or signaling');
  return role;
}

function configure(): Config {
  try {
    return readConfig(process.env, readRole());
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    console.error(failure.message);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}

function announce(config: Config, { url, demo, setUp, relay }: Installation): void {
  const lines = [
    '',
    `  Beside is running at ${url}`,
    '',
    ...(config.demo.wanted ? [`  Portal   ${url}/p/demo`] : []),
    `  Console  ${url}/console`,
  ];
  if (demo) {
    lines.push('', '  The demo account was made. Its passwords are shown this once:');
    for (const { email, password } of demo) lines.push(`    ${email.padEnd(20)} ${password}`);
  }
  if (setUp !== undefined) {
    lines.push(
      '',
      '  There is no account yet. Open this link within 24 hours to make the first one:',
      `    ${setUp}`,
    );
  }
  if (!relay.ready) {
    lines.push(
      '',
      `  NO RELAY: ${relay.reason}.`,
      '  Screens are shared over direct connections only; where those fail, sharing fails.',
    );
  }
  console.log([...lines, ''].join('\n'));
}

const config = configure();
const log = createLogger(config.logLevel);
const starting = startInstallation(config, log);

let stopping = false;
const stop = (signal: string): void => {
  // Asked a second time it does not wait for anybody.
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), shutdownLimitMs).unref();
  starting
    .then((installation) => installation.close())
    .then(
      () => process.exit(0),
      (failure: unknown) => {
        log.error({ err: failure }, 'could not stop cleanly');
        process.exit(1);
      },
    );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

starting.then(
  (installation) => {
    announce(config, installation);
    giveBackStart();
  },
  (failure: unknown) => {
    console.error(failure instanceof Error ? failure.message : failure);
    process.exit(1);
  },
);
