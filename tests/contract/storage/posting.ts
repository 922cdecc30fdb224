import { expect, test } from 'vitest';
import { usualPreferences } from '@beside/shared/domain/channels';
import type { Entry, Member } from '@beside/shared/domain/request';
import type { AccountStorage, NewMessage } from '@beside/signaling-server/ports';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { Preferences } from '@beside/shared/domain/notifications';
import { createRequest, createTenant, newMessageId } from './builders.ts';
import type { Subject } from './suite.ts';

const fromCustomer = (requestId: RequestId, said: Partial<NewMessage> = {}): NewMessage => ({
  ...{ requestId, id: newMessageId(), at: 1_000, text: 'question', name: '', notice: null },
  writer: { party: 'customer', requestId },
  ...said,
});

const fromTechnician = (
  requestId: RequestId,
  { id, name }: { id: UserId; name: string },
  said: Partial<NewMessage> = {},
): NewMessage => ({
  ...{ requestId, id: newMessageId(), at: 2_000, text: 'answer', name, notice: null },
  writer: { party: 'technician', id },
  ...said,
});

const answer = (account: AccountStorage, requestId: RequestId, by: { id: UserId; name: string }) =>
  account.transaction((transaction) =>
    transaction.append(requestId, {
      ...{ kind: 'message', id: newMessageId(), at: 500, text: 'hello' },
      from: { party: 'technician', ...by },
    }),
  );

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

  test('[C2] a message stands at the next place, under the name that the conversation knows', async () => {
    const { account, by, row, id } = await arrange();
    await answer(account, id, by);
    const [question, reply] = [fromCustomer(id), fromTechnician(id, by)];
    const posted = [await account.post(question), await account.post(reply)];
    const entries: Entry[] = [
      {
        ...{ kind: 'message', id: question.id, at: 1_000, text: 'question', requestId: id, seq: 2 },
        from: { party: 'customer', id: null, name: row.request.customer.name },
      },
      {
        ...{ kind: 'message', id: reply.id, at: 2_000, text: 'answer', requestId: id, seq: 3 },
        from: { party: 'technician', ...by },
      },
    ];
    expect(posted).toEqual(entries.map((entry) => ({ entry, isNoticed: false })));
    expect(await account.entriesAfter(id, 1, 10)).toEqual(entries);
    expect((await account.request(id))?.request.lastSeq).toBe(3);
  });

  test('[T12] who may not write posts nothing: strangers, other accounts, whoever is masked', async () => {
    const { tenant, account, by, id } = await arrange();
    const other = await createTenant(storage());
    const stranger = storage().forAccount(other.account.id);
    expect(await stranger.post(fromCustomer(id))).toBeUndefined();
    const elsewhere = await createRequest(storage(), tenant, { phase: 'active', assignee: by });
    const { id: otherId } = elsewhere.request;
    expect(
      await account.post(fromCustomer(id, { writer: { party: 'customer', requestId: otherId } })),
    ).toBeUndefined();
    await answer(account, id, by);
    const unknown = { id: newMessageId() as string as UserId, name: 'Nobody' };
    expect(await account.post(fromTechnician(id, unknown))).toBeUndefined();

    const [, bob] = tenant.users;
    const member = (masked: boolean): Member => ({
      ...{ id: bob.id, name: bob.name, role: 'see-and-chat', masked, state: 'joined' },
      ...{ by, since: 5, until: null },
    });
    const setTeam = (masked: boolean) =>
      account.transaction(async (transaction) => {
        const before = (await transaction.lockRequest(id))!;
        const team = { members: [member(masked)], unseen: 1 };
        await transaction.saveRequest({ ...before, request: { ...before.request, team } });
        const { team: was } = before.request;
        await transaction.saveMembers(id, { before: was, after: team, now: 5 });
      });
    await setTeam(true);
    expect(await account.post(fromTechnician(id, bob))).toBeUndefined();
    await setTeam(false);
    expect(await account.post(fromTechnician(id, bob))).toMatchObject({ entry: { seq: 2 } });
    expect(await account.entriesAfter(id, 0, 10)).toHaveLength(2);
  });

  test('[C1] nothing is posted into a conversation that is over', async () => {
    const { tenant, account } = await arrange();
    const { request } = await createRequest(storage(), tenant, { phase: 'ended' });
    expect(await account.post(fromCustomer(request.id))).toBeUndefined();
    expect(await account.entriesAfter(request.id, 0, 10)).toEqual([]);
  });

  test('[M2] the first answer is left to a transaction, which counts it', async () => {
    const { account, by, id } = await arrange();
    expect(await account.post(fromCustomer(id))).toMatchObject({ entry: { seq: 1 } });
    expect(await account.post(fromTechnician(id, by))).toBeUndefined();
    await answer(account, id, by);
    expect(await account.post(fromTechnician(id, by))).toMatchObject({ entry: { seq: 3 } });
  });

  test('[C1] a message whose id is taken is not posted again, and takes no place', async () => {
    const { account, id } = await arrange();
    const message = fromCustomer(id);
    const posted = await Promise.all([1, 2, 3].map(() => account.post(message)));
    expect(posted.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await account.post(fromCustomer(id))).toMatchObject({ entry: { seq: 2 } });
    expect(await account.entriesAfter(id, 0, 10)).toHaveLength(2);
  });

  test('[N4] the notice of a message falls due where a technician has the conversation and is told outside of the page', async () => {
    const { tenant, account, by, id } = await arrange();
    const { request: waiting } = await createRequest(storage(), tenant, { phase: 'waiting' });
    const post = (requestId: RequestId) =>
      account.post(
        fromCustomer(requestId, { notice: { subject: `message:${requestId}`, dueAt: 10 } }),
      );
    const choose = (message: Preferences['channels']['message']) =>
      account.notices.savePreferences(by.id, {
        chosen: { ...usualPreferences, channels: { ...usualPreferences.channels, message } },
      });
    expect(await post(id)).toMatchObject({ entry: { seq: 1 }, isNoticed: false });
    await choose(['sound']);
    expect(await post(id)).toMatchObject({ entry: { seq: 2 }, isNoticed: false });
    await choose(['sound', 'mail']);
    expect(await post(id)).toMatchObject({ entry: { seq: 3 }, isNoticed: true });
    expect(await post(waiting.id)).toMatchObject({ isNoticed: false });
    const due = await storage().due.claim(20, 50, 1_000, ['notice']);
    const subjects = due.map(({ subject }) => subject);
    expect(subjects).toContain(`message:${id}`);
    expect(subjects).not.toContain(`message:${waiting.id}`);
  });

  test('[M1] a technician who is kept out posts nothing, into a conversation of theirs either', async () => {
    const { account, by, id } = await arrange();
    await answer(account, id, by);
    expect(await account.post(fromTechnician(id, by))).toMatchObject({ entry: { seq: 2 } });
    await account.transaction(async ({ lockLines, admin }) => {
      await lockLines();
      const user = (await admin.users()).find((one) => one.id === by.id)!;
      await admin.saveUser({ ...user, disabledAt: 3 });
    });
    expect(await account.post(fromTechnician(id, by))).toBeUndefined();
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
      oneTo(40).map((at) => (at % 2 ? change(at) : account.post(fromCustomer(id)))),
    );
    const stored = await account.entriesAfter(id, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(oneTo(40));
    expect((await account.request(id))?.request).toMatchObject({ version: 21, lastSeq: 40 });
  });

  test('[C2] a message that is posted while the conversation ends is in it, or is refused', async () => {
    const { account, id } = await arrange();
    const end = account.transaction(async (transaction) => {
      const row = (await transaction.lockRequest(id))!;
      await transaction.saveRequest({ ...row, request: { ...row.request, phase: 'ended' } });
    });
    const posts = oneTo(20).map(() => account.post(fromCustomer(id)));
    await end;
    const posted = (await Promise.all(posts)).filter((one) => one !== undefined);
    expect(await account.post(fromCustomer(id))).toBeUndefined();
    expect(await account.entriesAfter(id, 0, 100)).toHaveLength(posted.length);
    expect((await account.request(id))?.request.lastSeq).toBe(posted.length);
  });

  test('[C2] a message may hold any character, posted as well', async () => {
    const { id, account } = await arrange();
    const text = 'a\u0000b\ud800c\u2028\ufeff';
    await account.post(fromCustomer(id, { text }));
    expect(await account.entriesAfter(id, 0, 10)).toMatchObject([{ text }]);
  });
}
