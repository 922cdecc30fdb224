import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CodedError } from '@beside/shared/protocol/errors';
import { buildMessage, buildRequest, createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeTransactions({ storage, open }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    return { tenant, id: request.id, account: storage().forAccount(tenant.account.id) };
  };

  test('[R3] two transactions assign at once: one gets it, the other sees who was faster', async () => {
    const { tenant, id, account } = await arrange();
    const assign = (user: (typeof tenant.users)[number]) =>
      account.transaction(async (transaction) => {
        const row = await transaction.lockRequest(id);
        if (!row || row.request.assignee) return row?.request.assignee;
        await sleep(5);
        const assignee = { id: user.id, name: user.name };
        const version = row.request.version + 1;
        await transaction.saveRequest({ ...row, request: { ...row.request, version, assignee } });
        return 'won';
      });
    const answers = await Promise.all([...tenant.users, ...tenant.users].map(assign));
    expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
    const stored = (await account.request(id))?.request;
    expect(stored).toMatchObject({ version: 2 });
    expect(stored?.assignee).not.toBeNull();
    for (const answer of answers) {
      if (answer !== 'won') expect(answer).toEqual(stored?.assignee);
    }
  });

  test('[R3] 40 changes at once of one request: none is lost', async () => {
    const { id, account } = await arrange();
    const change = () =>
      account.transaction(async (transaction) => {
        const row = await transaction.lockRequest(id);
        if (!row) throw new CodedError('not-found');
        const request = { ...row.request, version: row.request.version + 1 };
        await transaction.append(id, buildMessage());
        await transaction.saveRequest({ ...row, request });
      });
    await Promise.all(Array.from({ length: 40 }, change));
    expect((await account.request(id))?.request).toMatchObject({ version: 41, lastSeq: 40 });
  });

  test('[R3] work that throws leaves nothing behind, and takes no other with it', async () => {
    const { tenant, id, account } = await arrange();
    const work = (at: number) =>
      account.transaction(async (transaction) => {
        const row = buildRequest(tenant);
        await transaction.insertRequest(row, newToken());
        await transaction.append(row.request.id, buildMessage());
        await transaction.append(id, buildMessage(`${at}`));
        if (at % 3 === 0) throw new CodedError('forbidden');
        return row.request.id;
      });
    const results = await Promise.allSettled(Array.from({ length: 30 }, (_, at) => work(at)));
    for (const [at, result] of results.entries()) {
      if (at % 3 === 0) expect(result).toMatchObject({ reason: { code: 'forbidden' } });
      else expect(result.status).toBe('fulfilled');
    }
    expect(await account.requests(100, 'all')).toHaveLength(21);
    const entries = await account.entriesAfter(id, 0, 100);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test('[R3] a refusal of the database takes no other transaction with it', async () => {
    const { id, account } = await arrange();
    const message = buildMessage();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        account.transaction((transaction) =>
          transaction.append(id, at % 2 === 0 ? buildMessage() : message),
        ),
      ),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const result of refused) expect(result).toMatchObject({ reason: { code: 'conflict' } });
    expect(await account.entriesAfter(id, 0, 100)).toHaveLength(11);
  });

  test('[R3] nobody sees what is not committed; the transaction itself does', async () => {
    const { tenant, id, account } = await arrange();
    await account.transaction(async (transaction) => {
      const row = buildRequest(tenant);
      await transaction.insertRequest(row, newToken());
      const entry = await transaction.append(id, buildMessage());
      expect(await account.request(row.request.id)).toBeUndefined();
      expect(await account.entriesAfter(id, 0, 10)).toEqual([]);
      expect(await transaction.lockRequest(row.request.id)).toEqual(row);
      expect(await transaction.entry(id, entry.id)).toEqual(entry);
      expect((await transaction.lockRequest(id))?.request.lastSeq).toBe(1);
      expect(await account.entriesAfter(id, 0, 10)).toEqual([]);
    });
    expect(await account.entriesAfter(id, 0, 10)).toHaveLength(1);
  });

  test('[R3] reading goes on while a transaction is open', async () => {
    const { id, account } = await arrange();
    await account.transaction(async (transaction) => {
      await transaction.append(id, buildMessage());
      expect(await account.request(id)).toBeDefined();
      expect(await account.requests(10, 'all')).toHaveLength(1);
    });
  });

  test('[R3] a transaction in which the database refused something is not committed', async () => {
    const { tenant, id, account } = await arrange();
    const taken = newToken();
    await createRequest(storage(), tenant, {}, taken);
    const swallowing = account.transaction(async (transaction) => {
      await transaction.append(id, buildMessage());
      await transaction
        .insertRequest(buildRequest(tenant), taken)
        .then(() => transaction.lockRequest(id))
        .catch(() => undefined);
    });
    await expect(swallowing).rejects.toBeInstanceOf(Error);
    expect(await account.entriesAfter(id, 0, 10)).toEqual([]);
  });

  test('[R3] two transactions that want the same rows in another order both get them', async () => {
    const { tenant, id, account } = await arrange();
    const other = (await createRequest(storage(), tenant)).request.id;
    const both = (first: typeof id, second: typeof id) =>
      account.transaction(async (transaction) => {
        await transaction.lockRequest(first);
        await sleep(20);
        await transaction.lockRequest(second);
        await transaction.append(first, buildMessage());
        await transaction.append(second, buildMessage());
      });
    await Promise.all([both(id, other), both(other, id)]);
    expect(await account.entriesAfter(id, 0, 10)).toHaveLength(2);
    expect(await account.entriesAfter(other, 0, 10)).toHaveLength(2);
  });

  test('[R3] work that never ends is ended, and what it held is free again', async () => {
    const opened = await open();
    const impatient = await opened.openAgain({ limits: { maxWorkMs: 1_000, maxQuietMs: 1_000 } });
    try {
      const tenant = await createTenant(impatient);
      const { request } = await createRequest(impatient, tenant);
      const account = impatient.forAccount(tenant.account.id);
      const hung = account.transaction(async (transaction) => {
        await transaction.append(request.id, buildMessage('never'));
        await transaction.lockRequest(request.id);
        await new Promise(() => undefined);
      });
      const refusal = expect(hung).rejects.toMatchObject({ code: 'unavailable' });
      // Who waits for what it holds has a limit too, and comes late enough not to run into it.
      await sleep(500);
      await account.transaction((transaction) => transaction.append(request.id, buildMessage('a')));
      await refusal;
      expect(await account.entriesAfter(request.id, 0, 10)).toMatchObject([{ text: 'a', seq: 1 }]);
    } finally {
      await impatient.close();
      await opened.dispose();
    }
  });
}
