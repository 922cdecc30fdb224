import { expect, test } from 'vitest';
import type { Entry, Member } from '@beside/shared/domain/request';
import type { AccountStorage, NewEntry } from '@beside/signaling-server/ports';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import { buildMessage, createRequest, createTenant, newMessageId } from './builders.ts';
import type { Subject } from './suite.ts';

/** As the chat stores a message: only as much of the request is read as it has to do with. */
const post = (account: AccountStorage, id: RequestId, entry: NewEntry): Promise<Entry> =>
  account.transaction(async (transaction) => {
    await transaction.lockConversation(id);
    return transaction.append(id, entry);
  });

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

export function describePosting({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const [ada] = tenant.users;
    const by = { id: ada.id, name: ada.name };
    const row = await createRequest(storage(), tenant, { phase: 'active', assignee: by });
    const account = storage().forAccount(tenant.account.id);
    return { tenant, by, row, id: row.request.id, account };
  };
  const answer = (at: number, by: { id: UserId; name: string }): NewEntry => ({
    ...{ kind: 'message', id: newMessageId(), at, text: 'answer' },
    from: { party: 'technician', ...by },
  });

  test('[C2] a conversation is what its request is, as far as a message has to do with it', async () => {
    const { tenant, account, by, row, id } = await arrange();
    const stranger = storage().forAccount((await createTenant(storage())).account.id);
    await account.transaction(async (transaction) => {
      const { phase, customer, companyId } = row.request;
      expect(await transaction.lockConversation(id)).toEqual({
        ...{ id, phase, customer: { name: customer.name }, companyId: companyId ?? null },
        ...{ assignee: { id: by.id }, offer: null, wanted: null, team: undefined },
      });
    });
    const [, bob] = tenant.users;
    const member: Member = {
      ...{ id: bob.id, name: bob.name, role: 'see-and-chat', masked: true, state: 'joined' },
      ...{ by, since: 5, until: null },
    };
    await account.transaction(async (transaction) => {
      const before = (await transaction.lockRequest(id))!;
      const team = { members: [member], unseen: 1 };
      await transaction.saveRequest({ ...before, request: { ...before.request, team } });
      await transaction.saveMembers(id, { before: undefined, after: team, now: 5 });
    });
    await account.transaction(async (transaction) => {
      expect((await transaction.lockConversation(id))?.team).toEqual({ members: [member] });
    });
    await stranger.transaction(async (transaction) => {
      expect(await transaction.lockConversation(id)).toBeUndefined();
    });
  });

  test('[C2] messages and changes of the request at once: one order, no place twice or left out', async () => {
    const { account, id } = await arrange();
    const change = (at: number): Promise<Entry> =>
      account.transaction(async (transaction) => {
        const row = (await transaction.lockRequest(id))!;
        const event = { kind: 'event', event: { code: 'share-started', surface: 'tab' } } as const;
        const entry = await transaction.append(id, { ...event, id: newMessageId(), at });
        const { request } = row;
        await transaction.saveRequest({
          ...row,
          request: { ...request, version: request.version + 1, lastSeq: entry.seq },
        });
        return entry;
      });
    await Promise.all(
      oneTo(40).map((at) => (at % 2 ? change(at) : post(account, id, buildMessage(`${at}`)))),
    );
    const stored = await account.entriesAfter(id, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(oneTo(40));
    expect((await account.request(id))?.request).toMatchObject({ version: 21, lastSeq: 40 });
  });

  test('[M2] the first answer counts in the reports, whatever was posted in the same commit', async () => {
    const { account, id, by } = await arrange();
    await account.transaction(async (transaction) => {
      await transaction.lockConversation(id);
      await transaction.append(id, buildMessage('question'));
      await transaction.append(id, answer(2_000, by));
      await transaction.append(id, answer(9_000, by));
    });
    await post(account, id, answer(12_000, by));
    const stored = await account.entriesAfter(id, 0, 10);
    expect(stored.map(({ seq, at }) => [seq, at]).slice(1)).toEqual([
      [2, 2_000],
      [3, 9_000],
      [4, 12_000],
    ]);
  });

  test('[C1] a message whose id is taken is refused, and takes no place', async () => {
    const { account, id } = await arrange();
    const message = buildMessage('first');
    await post(account, id, message);
    await expect(post(account, id, message)).rejects.toMatchObject({ code: 'conflict' });
    expect(await post(account, id, buildMessage('second'))).toMatchObject({ seq: 2 });
  });
}
