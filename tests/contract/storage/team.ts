import { expect, test } from 'vitest';
import type { MessageId } from '@beside/shared/domain/ids';
import type { Member, SideEntry } from '@beside/shared/domain/request';
import type { NewSideEntry } from '@beside/signaling-server/ports';
import { createRequest, createTenant, newMessageId } from './builders.ts';
import type { Subject } from './suite.ts';

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

export function describeTeam({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const [ada, bob] = tenant.users;
    const by = { id: ada.id, name: ada.name };
    const row = await createRequest(storage(), tenant, { phase: 'active', assignee: by });
    const account = storage().forAccount(tenant.account.id);
    const invited: Member = {
      id: bob.id,
      name: bob.name,
      role: 'also-control',
      masked: false,
      state: 'invited',
      by,
      since: 5,
      until: 65,
    };
    const save = (members: Member[], now = 9) =>
      account.transaction(async (transaction) => {
        const before = await transaction.lockRequest(row.request.id);
        const { version } = before!.request;
        const after = { members, unseen: (before!.request.team?.unseen ?? 0) + 1 };
        const request = { ...before!.request, version: version + 1, team: after };
        await transaction.saveRequest({ ...before!, request });
        const teams = { before: before!.request.team, after, now };
        await transaction.saveMembers(row.request.id, teams);
      });
    const side = (text: string, id: MessageId = newMessageId()): NewSideEntry => ({
      ...{ id, text },
      at: 7,
      from: by,
    });
    const append = (entry: NewSideEntry): Promise<SideEntry> =>
      account.transaction((transaction) => transaction.appendSide(row.request.id, entry));
    return { tenant, ada, bob, id: row.request.id, account, invited, save, side, append };
  };

  test('[T9] a team is kept as it was given, and read with its request wherever that is read', async () => {
    const { id, bob, account, invited, save } = await arrange();
    await save([invited]);
    const team = { members: [invited], unseen: 1 };
    expect((await account.request(id))?.request.team).toEqual(team);
    expect((await account.requests(10, 'all'))[0]?.team).toEqual(team);
    expect((await account.invitations(bob.id)).map(({ request }) => request.id)).toEqual([id]);
    await account.transaction(async (transaction) => {
      expect((await transaction.lockRequest(id))?.request.team).toEqual(team);
    });

    const joined: Member = { ...invited, state: 'joined', masked: true, role: 'see-and-chat' };
    await save([{ ...joined, since: 8, until: null }]);
    expect((await account.request(id))?.request.team).toEqual({
      members: [{ ...joined, since: 8, until: null }],
      unseen: 2,
    });
    expect(await account.invitations(bob.id)).toEqual([]);
  });

  test('[T9] who has gone is no member, and can be invited again', async () => {
    const { id, account, invited, save } = await arrange();
    await save([invited]);
    await save([]);
    expect((await account.request(id))?.request.team).toEqual({ members: [], unseen: 2 });
    await save([invited]);
    expect((await account.request(id))?.request.team?.members).toEqual([invited]);
  });

  test('[T9] the side chat has places of its own, without a gap, and takes none of the chat', async () => {
    const { id, account, side, append } = await arrange();
    const text = 'between us\u0000 👋';
    const [first] = await Promise.all([
      append(side(text)),
      ...oneTo(19).map(() => append(side('x'))),
    ]);
    const stored = await account.sideEntriesAfter(id, 0, 100);
    expect(stored.map(({ seq }) => seq)).toEqual(oneTo(20));
    expect(stored).toContainEqual(first);
    expect((await account.sideEntriesAfter(id, 18, 1)).map(({ seq }) => seq)).toEqual([19]);
    expect(await account.entriesAfter(id, 0, 10)).toEqual([]);
    expect((await account.request(id))?.request.lastSeq).toBe(0);
  });

  test('[T9] a line of the side chat is found by its id, and its id is taken once', async () => {
    const { id, account, side, append } = await arrange();
    const entry = await append(side('once'));
    await account.transaction(async (transaction) => {
      expect(await transaction.sideEntry(id, entry.id)).toEqual(entry);
      expect(await transaction.sideEntry(id, newMessageId())).toBeUndefined();
    });
    await expect(append(side('twice', entry.id))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[T9] each reads the side chat for themselves, and never back', async () => {
    const { id, account, ada, bob } = await arrange();
    await account.saveSideRead(id, ada.id, 3);
    await account.saveSideRead(id, ada.id, 2);
    expect([await account.sideRead(id, ada.id), await account.sideRead(id, bob.id)]).toEqual([
      3, 0,
    ]);
  });

  test('[T12] another account reads nothing of it, adds nobody, and is nobody in it', async () => {
    const { id, account, invited, save, side, append } = await arrange();
    const entry = await append(side('ours'));
    const theirs = await createTenant(storage());
    const stranger = storage().forAccount(theirs.account.id);
    const theirUser = theirs.users[0].id;
    expect(await stranger.sideEntriesAfter(id, 0, 10)).toEqual([]);
    await stranger.saveSideRead(id, theirUser, 1);
    await account.saveSideRead(id, theirUser, 1);
    expect(await account.sideRead(id, theirUser)).toBe(0);
    await stranger.transaction(async (transaction) => {
      expect(await transaction.sideEntry(id, entry.id)).toBeUndefined();
    });
    const foreign = stranger.transaction((transaction) => transaction.appendSide(id, side('mine')));
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
    await expect(save([{ ...invited, id: theirUser }])).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await account.request(id))?.request.team).toBeUndefined();
  });
}
