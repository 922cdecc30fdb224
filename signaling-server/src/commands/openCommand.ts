import { ConfigError, readConfig } from '../config/config.ts';
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
export async function runCommand(work: (opened: Opened) => Promise<number>): Promise<void> {
  try {
    const config = readConfig(process.env, 'all');
    const { dataDir, databaseUrl } = config;
    const storage = await openStorage({ dataDir, ...(databaseUrl && { databaseUrl }) });
    try {
      const files = await openFiles({ dataDir, ...config.files });
      try {
        const accounts = await storage.directory.accounts();
        const secret = await installationSecret(config, storage);
        process.exitCode = await work({ storage, files, secret, accounts });
      } finally {
        files.close();
      }
    } finally {
      await storage.close();
    }
  } catch (failure) {
    const isPlain = failure instanceof ConfigError || failure instanceof CommandError;
    console.error(isPlain || !(failure instanceof Error) ? String(failure) : failure.message);
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
