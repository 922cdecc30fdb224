import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createCustomers, type Customers } from '../desk/customers.ts';
import { createPieceReader } from '../desk/playback.ts';
import { createRecordingKeys } from '../desk/recordingKeys.ts';
import { CommandError, chosenAccounts, runCommand } from './openCommand.ts';

const options = {
  account: { type: 'string' },
  confirm: { type: 'string' },
  out: { type: 'string' },
} as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [task, of] = positionals;

await runCommand(async ({ storage, files, secret, accounts }) => {
  if ((task !== 'export' && task !== 'delete') || of === undefined || of === '') {
    throw new CommandError(
      'Usage: npm run customer:export -- WHO [--out FILE.tar] [--account NAME]\n' +
        '       npm run customer:delete -- WHO [--confirm WHO] [--account NAME]\n' +
        'WHO is an e-mail address, or the id of one session.',
    );
  }
  const customers = createCustomers({
    ...{ storage, bytes: files.bytes, clock: Date, kick: () => undefined },
    pieces: createPieceReader({ bytes: files.pieces, keys: createRecordingKeys(secret) }),
    publisher: { requestChanged: () => undefined },
  });
  const found = [];
  for (const account of chosenAccounts(accounts, values.account)) {
    const sum = await customers.find(account.id, of);
    if (sum.requests > 0) found.push({ ...account, ...sum });
  }
  if (found.length === 0) throw new CommandError(`Nothing is kept of ${of}.`);
  if (found.length > 1) {
    const names = found.map(({ name }) => name).join(', ');
    throw new CommandError(`Several accounts know ${of} (${names}): choose one with --account.`);
  }
  const [account] = found;
  if (!account) return 1;
  console.log(
    `${account.name}: ${account.requests} sessions (${account.open} still open), ${account.files} files`,
  );
  return task === 'export'
    ? exportTo(customers, account.id, of)
    : remove(customers, account.id, of);
});

type AccountId = Parameters<Customers['find']>[0];

async function exportTo(customers: Customers, id: AccountId, who: string): Promise<number> {
  const path = values.out ?? 'customer.tar';
  const content = await customers.exported(id, null, who);
  // Never over something that is there.
  await pipeline(Readable.from(content), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  console.log(`Written to ${path}`);
  return 0;
}

async function remove(customers: Customers, id: AccountId, who: string): Promise<number> {
  if ((values.confirm ?? (await askAgain())) !== who) {
    console.error('Nothing was deleted: that was not the same.');
    return 1;
  }
  const { erased } = await customers.erase(id, null, who);
  console.log(`Deleted: ${erased} sessions. Files go within a minute of the server's running.`);
  return 0;
}

async function askAgain(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('This cannot be undone. To confirm, type it once more: ');
  terminal.close();
  return answer.trim();
}
