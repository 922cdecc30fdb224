import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { expect, test } from 'vitest';
import { createRequest, createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeWriting({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const [ada, bob] = tenant.users;
    const { request } = await createRequest(storage(), tenant);
    return { account, ada, bob, request };
  };

  test('[T10] notes are kept with their authors, in order, and changed in place', async () => {
    const { account, ada, bob, request } = await arrange();
    const note = (author: typeof ada, createdAt: number, text: string) => ({
      requestId: request.id,
      id: uuidV7(),
      author: { id: author.id, name: author.name },
      text,
      createdAt,
      editedAt: null,
    });
    const [one, two] = [note(ada, 1, 'a\u0000b'), note(bob, 2, 'second')];
    await account.transaction(async (transaction) => {
      await transaction.saveNote(two);
      await transaction.saveNote(one);
      await transaction.saveNote({ ...two, text: 'changed', editedAt: 9 });
    });
    const changed = { ...two, text: 'changed', editedAt: 9 };
    expect(await account.notes(request.id, 10)).toEqual([{ ...one, text: 'a\ufffdb' }, changed]);
    expect(await account.notes(request.id, 1)).toHaveLength(1);
    await account.transaction(async (transaction) => {
      expect(await transaction.note(two.id)).toEqual(changed);
      await transaction.deleteNote(changed);
      expect(await transaction.note(two.id)).toBeUndefined();
    });
  });

  test('[T12] the notes of another account are neither read nor written', async () => {
    const mine = await arrange();
    const theirs = await arrange();
    const { id, name } = theirs.ada;
    const note = {
      requestId: theirs.request.id,
      id: uuidV7(),
      author: { id, name },
      text: 'theirs',
      createdAt: 1,
      editedAt: null,
    };
    await theirs.account.transaction((transaction) => transaction.saveNote(note));
    expect(await mine.account.notes(theirs.request.id, 10)).toEqual([]);
    const write = (text: string) =>
      mine.account.transaction((transaction) => transaction.saveNote({ ...note, text }));
    await expect(write('mine')).rejects.toMatchObject({ code: 'not-found' });
    await mine.account.transaction(async (transaction) => {
      expect(await transaction.note(note.id)).toBeUndefined();
    });
    expect(await theirs.account.notes(theirs.request.id, 10)).toEqual([note]);
  });

  test('[T10] ready replies are the account’s or one person’s, each shortcut once', async () => {
    const { account, ada, bob } = await arrange();
    const reply = (owner: typeof ada | null, shortcut: string) => ({
      id: uuidV4(),
      owner: owner?.id ?? null,
      shortcut,
      text: 'Hello',
    });
    const add = (one: ReturnType<typeof reply>) =>
      account.transaction((transaction) => transaction.insertReply(one));
    const [shared, own, bobs] = [reply(null, 'hi'), reply(ada, 'hi'), reply(bob, 'hi')];
    for (const one of [shared, own, bobs]) await add(one);
    expect(await account.replies(ada.id)).toEqual([own, shared]);
    expect(await account.replies(bob.id)).toEqual([bobs, shared]);
    await expect(add(reply(ada, 'hi'))).rejects.toMatchObject({ code: 'conflict' });
    await expect(add(reply(null, 'hi'))).rejects.toMatchObject({ code: 'conflict' });
    await account.transaction(async (transaction) => {
      expect(await transaction.countReplies(null)).toBe(1);
      await transaction.updateReply({ ...own, shortcut: 'bye', text: 'Bye' });
      expect(await transaction.lockReply(own.id)).toMatchObject({ shortcut: 'bye', text: 'Bye' });
      await transaction.deleteReply(shared.id);
    });
    expect((await account.replies(ada.id)).map(({ shortcut }) => shortcut)).toEqual(['bye']);
  });

  test('[T12] the ready replies of another account are neither read nor written', async () => {
    const mine = await arrange();
    const theirs = await arrange();
    const reply = { id: uuidV4(), owner: null, shortcut: 'hi', text: 'Hello' };
    await theirs.account.transaction((transaction) => transaction.insertReply(reply));
    await mine.account.transaction(async (transaction) => {
      expect(await transaction.lockReply(reply.id)).toBeUndefined();
      await transaction.updateReply({ ...reply, text: 'mine' });
      await transaction.deleteReply(reply.id);
    });
    expect(await mine.account.replies(mine.ada.id)).toEqual([]);
    expect(await theirs.account.replies(theirs.ada.id)).toEqual([reply]);
  });
}
