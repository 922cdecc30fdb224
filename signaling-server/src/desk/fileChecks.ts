import type { AccountId, FileId } from '@beside/shared/domain/ids';
import type { Author, Entry, SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { mayIn } from '@beside/shared/domain/team';
import type { ErrorReason } from '@beside/shared/protocol/errors';
import type { StoredFile, Verdict } from '../ports/files.ts';
import type { FileParts } from './files.ts';
import { refusedMs } from './times.ts';

/** What came whole is looked at before anybody is given it (rule F2). */
export interface FileChecks {
  /** Begins to look, and comes back at once. */
  begin(accountId: AccountId, id: FileId): void;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

type Passed = Extract<Verdict, { ok: true }>;

export function createFileChecks(parts: FileParts): FileChecks {
  const { storage, publisher, clock, bytes, inspect, scan, onFile, onFailure } = parts;
  const running = new Map<FileId, Promise<void>>();

  const check = async (accountId: AccountId, id: FileId): Promise<void> => {
    const account = storage.forAccount(accountId);
    const file = await account.file(id);
    if (file?.state !== 'checking') return;
    const row = await account.request(file.requestId);
    if (!row || !canPost(file, row.request)) {
      await refuse(accountId, file, 'phase-forbids');
      return;
    }
    const open = () => bytes.read(id);
    const verdict = await inspect(file.name, open);
    if (!verdict.ok) {
      await refuse(accountId, file, verdict.reason);
      return;
    }
    const said = (await scan?.(open)) ?? { result: 'clean' };
    switch (said.result) {
      case 'clean':
        await store(accountId, file, verdict);
        return;
      case 'virus':
        onFile('virus', file, said.name);
        await refuse(accountId, file, 'file-virus');
        return;
      case 'too-large':
        onFile('too-large-for-scanner', file);
        await refuse(accountId, file, 'too-large');
        return;
      case 'unreachable':
        // Held back: the row that is due begins anew.
        onFile('held', file, said.why);
    }
  };

  /** The entry, and that the file is stored, in one commit. */
  const store = async (accountId: AccountId, file: StoredFile, passed: Passed): Promise<void> => {
    const { id, requestId, entryId, name, size } = file;
    const { type, picture } = passed;
    const done = await storage
      .forAccount(accountId)
      .transaction(async (transaction): Promise<Entry | ErrorReason | undefined> => {
        const row = await transaction.lockRequest(requestId);
        const locked = await transaction.lockFile(id);
        if (locked?.state !== 'checking') return undefined;
        const from = row && authorOf(file, row.request);
        if (!row || !from || !canPost(file, row.request)) return 'phase-forbids';
        // The page has asked twice to begin, and sent it twice.
        if (await transaction.entry(requestId, entryId)) return 'phase-forbids';
        await transaction.saveFile({ ...locked, state: 'stored', type, picture });
        return transaction.append(requestId, {
          kind: 'file',
          id: entryId,
          at: clock.now(),
          from,
          file: { id, name, size, type, picture },
        });
      });
    if (typeof done === 'string') await refuse(accountId, file, done);
    else if (done) {
      onFile('stored', file);
      publisher.entryAppended(accountId, done);
    }
  };

  const refuse = async (
    accountId: AccountId,
    file: StoredFile,
    reason: ErrorReason,
  ): Promise<void> => {
    const { id, requestId, entryId: entry, maker } = file;
    const refused = await storage.forAccount(accountId).transaction(async (transaction) => {
      const locked = await transaction.lockFile(id);
      if (locked?.state !== 'checking') return false;
      await transaction.saveFile({ ...locked, state: 'refused', reason });
      // Kept for a while, for a sender who is away; and the bytes are removed once more with it.
      await transaction.schedule('file', id, clock.now() + refusedMs);
      return true;
    });
    if (!refused) return;
    onFile('refused', file, reason);
    publisher.fileRefused(maker, { requestId, id: entry, reason });
    await bytes.remove(id);
  };

  return {
    begin(accountId, id) {
      if (running.has(id)) return;
      const work = check(accountId, id)
        .catch((failure: unknown) =>
          onFailure(failure, { kind: 'file', subject: id, accountId, dueAt: clock.now() }),
        )
        .finally(() => running.delete(id));
      running.set(id, work);
    },
    async close() {
      await Promise.all(running.values());
    },
  };
}

/** Whether its sender still takes part, in a chat that is still open. */
function canPost({ maker }: StoredFile, request: SupportRequest): boolean {
  return (
    chatIsOpen(request.phase) && (maker.party === 'customer' || mayIn(request, maker.id, 'write'))
  );
}

function authorOf({ maker }: StoredFile, { customer, assignee, team }: SupportRequest): Author {
  if (maker.party === 'customer') return { ...maker, name: customer.name };
  const people = [...(assignee ? [assignee] : []), ...(team?.members ?? [])];
  return { ...maker, name: people.find(({ id }) => id === maker.id)?.name ?? '' };
}
