import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { FileVerdict } from '@beside/shared/domain/logFile';
import { verifyLog } from '@beside/shared/domain/logFile';
import type { ChainFault } from '@beside/shared/domain/chain';
import { createAuditLog } from '../identity/auditLog.ts';
import { logCrypto, openLogKey } from '../identity/logKey.ts';
import { runCommand } from './openCommand.ts';

const faults: Record<ChainFault['why'], (at: number) => string> = {
  order: (at) => `row ${at}: a row is missing, was put in or was moved`,
  changed: (at) => `row ${at}: it is not what was written`,
  end: (at) => `after row ${at}: rows were cut off or added`,
};
const others: Record<'unreadable' | 'signature' | 'key', string> = {
  unreadable: 'this is no log of Beside',
  signature: 'the signature is wrong: it was changed or made up',
  key: 'it was signed with another key than the one that was given',
};

function wordsOf(verdict: Exclude<FileVerdict, { ok: true }>): string {
  return 'at' in verdict ? faults[verdict.why](verdict.at) : others[verdict.why];
}

async function verifyFile(path: string, key: string | undefined): Promise<number> {
  const verdict = await verifyLog(await readFile(path, 'utf8'), logCrypto, key);
  if (!verdict.ok) {
    console.error(`NOT WHOLE: ${wordsOf(verdict)}`);
    return 1;
  }
  const { head, key: named } = verdict.file.end;
  console.log(`Whole: ${head.rows} rows, end ${head.hash}, signed by ${named}`);
  return 0;
}

const options = { key: { type: 'string' }, head: { type: 'string' } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [path] = positionals;

if (path !== undefined) {
  process.exitCode = await verifyFile(path, values.key).catch((failure: unknown) => {
    console.error(failure instanceof Error ? failure.message : failure);
    return 1;
  });
} else {
  await runCommand(async ({ storage, accounts }) => {
    const logKey = await openLogKey(storage.directory);
    const log = createAuditLog({ storage, clock: Date, logKey });
    let code = 0;
    let isKnown = values.head === undefined;
    for (const { id, name } of accounts) {
      const verdict = await log.verify(id, values.head);
      if (verdict.ok) {
        isKnown ||= verdict.known;
        console.log(`${name}: whole, ${verdict.rows} rows, end ${verdict.hash}`);
      } else {
        code = 1;
        console.error(`${name}: NOT WHOLE: ${faults[verdict.why](verdict.at)}`);
      }
    }
    if (!isKnown) {
      console.error(`NOT WHOLE: no log has ever ended with ${values.head ?? ''}`);
      return 1;
    }
    return code;
  });
}
