import { expect, test } from 'vitest';
import { buildMessage, buildRequest, createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeTenancy({ storage }: Subject): void {
  const arrange = async () => {
    const mine = await createTenant(storage());
    const theirs = await createTenant(storage());
    const foreign = await createRequest(storage(), theirs);
    const owner = storage().forAccount(theirs.account.id);
    const entry = await owner.transaction((transaction) =>
      transaction.append(foreign.request.id, buildMessage()),
    );
    await owner.saveRead(foreign.request.id, 'customer', 1);
    return { mine, theirs, foreign, entry, owner, stranger: storage().forAccount(mine.account.id) };
  };

  test('[T12] no method reads what another account has', async () => {
    const { mine, theirs, foreign, entry, stranger } = await arrange();
    const { id } = foreign.request;
    expect((await stranger.account())?.id).toBe(mine.account.id);
    expect(await stranger.user(theirs.users[0].id)).toBeUndefined();
    expect(await stranger.user(mine.users[0].id)).toMatchObject({ name: 'Ada' });
    expect(await stranger.request(id)).toBeUndefined();
    expect(await stranger.requests(100, 'all')).toEqual([]);
    expect(await stranger.entriesAfter(id, 0, 100)).toEqual([]);
    expect(await stranger.reads(id)).toEqual({ customer: 0, technician: 0 });
    await stranger.transaction(async (transaction) => {
      expect(await transaction.lockRequest(id)).toBeUndefined();
      expect(await transaction.entry(id, entry.id)).toBeUndefined();
    });
  });

  test('[T12] no method writes to what another account has', async () => {
    const { foreign, entry, owner, stranger } = await arrange();
    const { id } = foreign.request;
    const save = stranger.transaction((transaction) =>
      transaction.saveRequest({ ...foreign, request: { ...foreign.request, question: 'mine' } }),
    );
    await expect(save).rejects.toMatchObject({ code: 'not-found' });
    const append = stranger.transaction((transaction) => transaction.append(id, buildMessage()));
    await expect(append).rejects.toMatchObject({ code: 'not-found' });
    await stranger.saveRead(id, 'customer', 9);
    await stranger.saveRead(id, 'technician', 9);
    expect(await owner.request(id)).toMatchObject({ request: { question: 'Why?', lastSeq: 1 } });
    expect(await owner.entriesAfter(id, 0, 10)).toEqual([entry]);
    expect(await owner.reads(id)).toEqual({ customer: 1, technician: 0 });
  });

  test('[S2] what an account has an upgrade do to the chat is kept, and its own', async () => {
    const { owner, stranger } = await arrange();
    expect(await owner.upgradeChat()).toBe('same-page');
    expect(await owner.saveUpgradeChat('moves')).toBe(true);
    expect(await owner.upgradeChat()).toBe('moves');
    expect(await stranger.upgradeChat()).toBe('same-page');
    const nobody = storage().forAccount('no-such-account' as never);
    expect(await nobody.saveUpgradeChat('both')).toBe(false);
    expect(await nobody.upgradeChat()).toBe('same-page');
  });

  test('[T12] a request cannot be given the portal or the people of another account', async () => {
    const { mine, theirs, stranger } = await arrange();
    const insert = (row: ReturnType<typeof buildRequest>) =>
      stranger.transaction((transaction) => transaction.insertRequest(row, newToken()));
    await expect(insert(buildRequest(theirs))).rejects.toMatchObject({ code: 'not-found' });
    const [user] = theirs.users;
    const assigned = buildRequest(mine, { assignee: { id: user.id, name: user.name } });
    await expect(insert(assigned)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stranger.requests(10, 'all')).toEqual([]);
  });

  test('[T12] an account that does not exist has nothing', async () => {
    const { foreign } = await arrange();
    const nobody = storage().forAccount(foreign.request.id as never);
    expect(await nobody.account()).toBeUndefined();
    expect(await nobody.requests(10, 'all')).toEqual([]);
    expect(await nobody.request(foreign.request.id)).toBeUndefined();
  });
}
