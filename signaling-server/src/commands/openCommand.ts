import { readConfig, type Config } from '../config/config.ts';
import type { Account, Storage } from '../ports.ts';
import { openFiles } from '../files/openFiles.ts';
import { installationSecret } from '../storage/installationSecret.ts';
import { openStorage } from '../storage/openStorage.ts';

/** What a command is to say, and end with 1. */
export class CommandError extends Error {}

interface Opened {
  storage: Storage;
  files: Awaited<ReturnType<typeof openFiles>>;
  /** Of the installation. */
  secret: string;
  accounts: Account[];
}

/**
 * Runs a command on the installation that the environment describes, beside a server that may run.
 *
 * @param work what it ends with
 */
export function runCommand(work: (opened: Opened) => Promise<number>): Promise<void> {
  return endPlainly(async () => {
    const config = readCommandConfig();
    const { dataDir, databaseUrl } = config;
    const storage = await openStorage({ dataDir, ...(databaseUrl && { databaseUrl }) });
    try {
      const files = await openFiles({ dataDir, ...config.files });
      try {
        const accounts = await storage.directory.accounts();
        const secret = await installationSecret(config, storage);
        return await work({ storage, files, secret, accounts });
      } finally {
        files.close();
      }
    } finally {
      await storage.close();
    }
  });
}

/** The settings, whichever role the server has that they are for. @throws ConfigError */
export function readCommandConfig(): Config {
  const isOfSeveral = ['SFU_URLS', 'REDIS_URL', 'REDIS_URL_FILE'].some(
    (name) => (process.env[name] ?? '') !== '',
  );
  return readConfig(process.env, isOfSeveral ? 'signaling' : 'all');
}

/** Ends the process with what the work says, or with 1 and one sentence. */
export async function endPlainly(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (failure) {
    console.error(failure instanceof Error ? failure.message : String(failure));
    process.exitCode = 1;
  }
}

/** Those of that name or id; all of them where nothing was said. */
export function chosenAccounts(
  accounts: readonly Account[],
  wanted: string | undefined,
): Account[] {
  if (wanted === undefined) return [...accounts];
  const found = accounts.filter(({ id, name }) => id === wanted || name === wanted);
  if (found.length === 0) throw new CommandError(`There is no account "${wanted}".`);
  return found;
}
