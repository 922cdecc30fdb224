import { ConfigError, readSfuConfig, type SfuConfig } from './config/config.ts';
import { createLogger } from './ops/logger.ts';
import { startSfu, type RunningSfu } from './startSfu.ts';

/** What ending may take after the rooms have gone. */
const closeLimitMs = 5_000;

function configure(): SfuConfig {
  try {
    return readSfuConfig(process.env);
  } catch (failure) {
    if (!(failure instanceof ConfigError)) throw failure;
    console.error(failure.message);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}

const config = configure();
const log = createLogger(config.logLevel);
const starting = startSfu(config, log);

let stopping = false;
const stop = (signal: string): void => {
  // Asked a second time it does not wait for anybody.
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), config.drainMs + closeLimitMs).unref();
  starting
    .then((running) => running.close())
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

function announce({ url, state, mediaPorts }: RunningSfu): void {
  const { reason, capacity } = state();
  const lines = [
    '',
    `  Beside's relay is running at ${url}, for ${capacity} sessions.`,
    `  Browsers reach it over UDP and TCP on port ${mediaPorts.join(', ')}.`,
    config.register
      ? `  It tells signaling of itself, at ${config.register.at}.`
      : '  Name it in SFU_URLS of the signaling nodes, or set SFU_REGISTER_AT.',
    ...(reason === null ? [] : ['', `  NOT READY: ${reason}.`]),
  ];
  console.log([...lines, ''].join('\n'));
}

starting.then(announce, (failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exit(1);
});
