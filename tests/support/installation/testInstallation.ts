import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@beside/signaling-server/config/config';
import { startInstallation, type Installation } from '@beside/signaling-server/installation';
import { createLogger } from '@beside/signaling-server/ops/log';
import { findWorker } from './worker.ts';

export const demoPassword = 'correct horse battery';

export interface TestInstallation extends Installation {
  dataDir: string;
  /** Moves the installation's clock on, and waits for what falls due by it. */
  pass(ms: number): Promise<void>;
  /** The lines of the structured log so far. */
  log: string[];
}

/**
 * A whole installation in this process, on a free port, with a database of its own that goes with
 * it. The relay is the real one where its worker is on this machine.
 *
 * @param environment settings over the test's own
 */
export async function startTestInstallation(
  environment: Record<string, string> = {},
): Promise<TestInstallation> {
  const dataDir = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'beside-test-')));
  const worker = await findWorker();
  const config = readConfig({
    PORT: '0',
    SFU_PORT: '0',
    DATA_DIR: dataDir,
    DEMO_PASSWORD: demoPassword,
    LOG_LEVEL: 'debug',
    ...(worker.ok ? { MEDIASOUP_WORKER_BIN: worker.path } : {}),
    ...environment,
  });
  const log: string[] = [];
  // Runs as the system's does, and can be moved ahead of it.
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const installation = await startInstallation(
    config,
    createLogger(config.logLevel, { write: (line) => void log.push(line) }),
    { clock },
  );
  const pass = async (ms: number): Promise<void> => {
    aheadMs += ms;
    await installation.tick();
  };
  const close = async (): Promise<void> => {
    await installation.close();
    if (environment['DATA_DIR'] === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return { ...installation, dataDir, log, pass, close };
}
