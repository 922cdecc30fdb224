import { expect, test } from 'vitest';
import type { Entry } from '@beside/shared/domain/request';
import type { AccountStorage, NewEntry } from '@beside/signaling-server/ports';
import type { RequestId } from '@beside/shared/domain/ids';
import { buildMessage, createRequest, createTenant, newMessageId } from './builders.ts';
import type { Subject } from './suite.ts';

const append = (account: AccountStorage, id: RequestId, entry: NewEntry): Promise<Entry> =>
  account.transaction((transaction) => transaction.append(id, entry));

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

export function describeConversation({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    return { tenant, id: request.id, account: storage().forAccount(tenant.account.id) };
  };

  test('[C2] an entry is stored with the next seq, and comes back as it was given', async () => {
    const { id, account } = await arrange();
    const message = buildMessage('Grüße\n👋 "quoted" \\ end');
    const event: NewEntry = {
      kind: 'event',
      id: newMessageId(),
      at: 5,
      event: { code: 'share-started', surface: 'tab' },
    };
    const first = await append(account, id, message);
    const second = await append(account, id, event);
    expect(first).toEqual({ ...message, requestId: id, seq: 1 });
    expect(second).toEqual({ ...event, requestId: id, seq: 2 });
    expect(await account.entriesAfter(id, 0, 10)).toEqual([first, second]);
    expect((await account.request(id))?.request.lastSeq).toBe(2);
  });

  test('[C2] a message may hold any character, U+0000 and lone surrogates included', async () => {
    const { id, account } = await arrange();
    const text = 'a\u0000b\ud800c\u2028\ufeff';
    await append(account, id, buildMessage(text));
    expect(await account.entriesAfter(id, 0, 10)).toMatchObject([{ text }]);
  });

  test('[C2] 50 appends at once on one request: places 1 to 50, none twice, none left out', async () => {
    const { id, account } = await arrange();
    const entries = await Promise.all(
      oneTo(50).map((at) => append(account, id, buildMessage(`${at}`))),
    );
    expect(entries.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(oneTo(50));
    const stored = await account.entriesAfter(id, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(oneTo(50));
    expect(stored).toEqual(entries.toSorted((a, b) => a.seq - b.seq));
  });

  test('[C2] 50 appends at once on ten requests: each request counts for itself', async () => {
    const { tenant, account } = await arrange();
    const rows = await Promise.all(oneTo(10).map(() => createRequest(storage(), tenant)));
    await Promise.all(
      oneTo(5).flatMap(() =>
        rows.map(({ request }) => append(account, request.id, buildMessage())),
      ),
    );
    for (const { request } of rows) {
      const stored = await account.entriesAfter(request.id, 0, 100);
      expect(stored.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    }
  });

  test('[C2] appends of one transaction stand one after another', async () => {
    const { id, account } = await arrange();
    await account.transaction(async (transaction) => {
      await transaction.append(id, buildMessage('one'));
      await transaction.append(id, buildMessage('two'));
      await transaction.lockRequest(id);
      await transaction.append(id, buildMessage('three'));
    });
    const stored = await account.entriesAfter(id, 0, 10);
    expect(stored).toMatchObject([
      { seq: 1, text: 'one' },
      { seq: 2, text: 'two' },
      { seq: 3, text: 'three' },
    ]);
  });

  test('[C2] entries are read oldest first, from a place on, up to a limit', async () => {
    const { id, account } = await arrange();
    for (const text of ['1', '2', '3', '4']) await append(account, id, buildMessage(text));
    expect((await account.entriesAfter(id, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await account.entriesAfter(id, 4, 2)).toEqual([]);
  });

  test('[C2] a message is found by its id, as far as its request goes', async () => {
    const { id, account, tenant } = await arrange();
    const other = await createRequest(storage(), tenant);
    const entry = await append(account, id, buildMessage());
    await account.transaction(async (transaction) => {
      expect(await transaction.entry(id, entry.id)).toEqual(entry);
      expect(await transaction.entry(id, newMessageId())).toBeUndefined();
      expect(await transaction.entry(other.request.id, entry.id)).toBeUndefined();
    });
  });

  test('[C2] an id stored twice is refused, and takes no place', async () => {
    const { id, account } = await arrange();
    const message = buildMessage('first');
    await append(account, id, message);
    await expect(append(account, id, { ...message, at: 9 })).rejects.toMatchObject({
      code: 'conflict',
    });
    const next = await append(account, id, buildMessage('second'));
    expect(next.seq).toBe(2);
    expect(await account.entriesAfter(id, 0, 10)).toMatchObject([
      { text: 'first' },
      { text: 'second' },
    ]);
  });

  test('[C2] the same message sent ten times at once is stored once', async () => {
    const { id, account } = await arrange();
    const message = buildMessage();
    const post = (): Promise<Entry> =>
      account.transaction(async (transaction) => {
        await transaction.lockRequest(id);
        return (await transaction.entry(id, message.id)) ?? transaction.append(id, message);
      });
    const answers = await Promise.all(oneTo(10).map(post));
    expect(answers.map(({ seq }) => seq)).toEqual(oneTo(10).map(() => 1));
    expect(await account.entriesAfter(id, 0, 10)).toHaveLength(1);
  });

  test('[C1] read marks begin at 0, move forward on each side, and never back', async () => {
    const { id, account } = await arrange();
    expect(await account.reads(id)).toEqual({ customer: 0, technician: 0 });
    await account.saveRead(id, 'customer', 5);
    await account.saveRead(id, 'technician', 2);
    await account.saveRead(id, 'customer', 3);
    expect(await account.reads(id)).toEqual({ customer: 5, technician: 2 });
    await Promise.all(oneTo(20).map((seq) => account.saveRead(id, 'technician', seq)));
    expect(await account.reads(id)).toEqual({ customer: 5, technician: 20 });
  });
}
