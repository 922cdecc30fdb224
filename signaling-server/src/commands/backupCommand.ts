import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { markOf } from '../backup/format.ts';
import { BadBackup, checkBackup } from '../backup/readBackup.ts';
import { restoreBackup } from '../backup/restoreBackup.ts';
import { writeBackup } from '../backup/writeBackup.ts';
import type { Config } from '../config/config.ts';
import { openFiles } from '../files/openFiles.ts';
import { openSnapshot } from '../storage/backup/snapshot.ts';
import { CommandError, endPlainly, readCommandConfig } from './openCommand.ts';

const usage =
  'Usage: npm run backup -- FILE              writes one; the installation may run\n' +
  '       npm run backup -- FILE --check      reads one through, and changes nothing\n' +
  '       npm run restore -- FILE [--force]   puts everything back; --force: over what is there\n' +
  'BACKUP_PASSPHRASE seals it, and opens it again.';

async function backup(path: string, config: Config): Promise<void> {
  const { dataDir, databaseUrl, backupPassphrase: passphrase, secretKey } = config;
  const snapshot = await openSnapshot({ databaseUrl, dataDir });
  try {
    const files = await openFiles({ dataDir, ...config.files });
    try {
      const written = await writeBackup(path, {
        ...{ snapshot, bytes: files.bytes, pieces: files.pieces, secretKey, passphrase },
      });
      const megabytes = (statSync(path).size / 1e6).toFixed(1);
      console.log(
        `Written to ${path}: ${written.rows} rows, ${written.files} files, ${megabytes} MB`,
      );
      if (written.missing > 0) {
        console.log(`${written.missing} files were deleted meanwhile, and are not in it.`);
      }
      if (passphrase === undefined) {
        console.log(
          "It holds people's data and the installation's secrets, and is not sealed: keep it where nobody " +
            'else reads it, or set BACKUP_PASSPHRASE.',
        );
      }
    } finally {
      files.close();
    }
  } finally {
    await snapshot.close();
  }
}

async function check(path: string, config: Config): Promise<void> {
  const { manifest, files } = await checkBackup(path, config.backupPassphrase);
  console.log(`Whole: made at ${manifest.madeAt}, from ${manifest.database}, ${files} files`);
  if (manifest.secretKey !== null && manifest.secretKey !== markOf(config.secretKey)) {
    console.log(
      'SECRET_KEY is not the one of the installation that it was made of: with another one recordings cannot be ' +
        'opened, and authenticator ' +
        'apps and sign-on providers have to be set up again.',
    );
  }
}

async function restore(path: string, config: Config, force: boolean): Promise<void> {
  await check(path, config);
  const { dataDir, databaseUrl, backupPassphrase: passphrase } = config;
  const files = await openFiles({ dataDir, ...config.files });
  try {
    const restored = await restoreBackup({
      ...{ path, passphrase, files, databaseUrl, dataDir, force },
    });
    console.log(`Restored, with ${restored.files} files.`);
    if (restored.aside !== undefined) console.log(`The old database is ${restored.aside}`);
    console.log('Start Beside now: it brings the database up to date.');
  } finally {
    files.close();
  }
}

const options = { force: { type: 'boolean' }, check: { type: 'boolean' } } as const;

await endPlainly(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [task, path, ...more] = positionals;
  if (path === undefined || path === '' || more.length > 0) throw new CommandError(usage);
  const config = readCommandConfig();
  try {
    if (task === 'restore') await restore(path, config, values.force ?? false);
    else if (values.check) await check(path, config);
    else await backup(path, config);
  } catch (failure) {
    const { code } = failure as { code?: unknown };
    if (code === 'EEXIST') throw new CommandError(`${path} is there already: name another file.`);
    throw failure instanceof BadBackup ? new CommandError(failure.message) : failure;
  }
  return 0;
});
