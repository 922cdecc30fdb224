import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import { defaultFileRules } from '@beside/shared/domain/fileRules';
import type { FileId, ProfileId } from '@beside/shared/domain/ids';
import type { NewEntry } from '@beside/signaling-server/ports';
import type { StoredFile } from '@beside/signaling-server/ports/files';
import { createRequest, createTenant, newMessageId } from './builders.ts';
import type { Subject } from './suite.ts';

const customer = { party: 'customer', id: null } as const;

export function describeFiles({ storage, opened }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    const build = (changes: Partial<StoredFile> = {}): StoredFile => ({
      id: v7() as FileId,
      requestId: request.id,
      entryId: newMessageId(),
      maker: customer,
      name: 'Übersicht 📷.png',
      size: 5_000_000_000,
      state: 'uploading',
      reason: null,
      type: null,
      picture: null,
      createdAt: 1_700_000_000_000,
      ...changes,
    });
    const account = storage().forAccount(tenant.account.id);
    const insert = async (changes?: Partial<StoredFile>): Promise<StoredFile> => {
      const file = build(changes);
      await account.transaction((transaction) => transaction.insertFile(file));
      return file;
    };
    return { tenant, request, account, insert };
  };

  test('[F1] a file comes back as it was given, and as it was changed', async () => {
    const { tenant, account, insert } = await arrange();
    const [user] = tenant.users;
    const file = await insert({ maker: { party: 'technician', id: user.id } });
    expect(await account.file(file.id)).toEqual(file);
    const stored = {
      ...file,
      state: 'stored' as const,
      type: 'image/png',
      picture: { width: 3, height: 2 },
    };
    await account.transaction(async (transaction) => {
      expect(await transaction.lockFile(file.id)).toEqual(file);
      await transaction.saveFile(stored);
    });
    expect(await account.file(file.id)).toEqual(stored);
    expect(await account.uploads(file.requestId, file.entryId)).toEqual([stored]);
    await account.transaction((transaction) => transaction.deleteFile(file.id));
    expect(await account.file(file.id)).toBeUndefined();
  });

  test('[F1] an entry of a file comes back as it was given', async () => {
    const { request, account } = await arrange();
    const entry: NewEntry = {
      kind: 'file',
      id: newMessageId(),
      at: 5,
      from: { party: 'customer', id: null, name: 'Carol' },
      file: {
        ...{ id: v7() as FileId, name: 'a.png', size: 7, type: 'image/png' },
        picture: { width: 3, height: 2 },
      },
    };
    await account.transaction((transaction) => transaction.append(request.id, entry));
    expect(await account.entriesAfter(request.id, 0, 9)).toEqual([
      { ...entry, requestId: request.id, seq: 1 },
    ]);
  });

  test('[F2] what one person has not finished is counted, and nobody else’s', async () => {
    const { tenant, request, account, insert } = await arrange();
    const technician = { party: 'technician' as const, id: tenant.users[0].id };
    await insert({ size: 10 });
    await insert({ size: 20, state: 'checking' });
    await insert({ size: 40, state: 'stored' });
    await insert({ size: 80, state: 'refused', reason: 'file-virus' });
    await insert({ size: 160, maker: technician });
    await account.transaction(async (transaction) => {
      expect(await transaction.unfinishedFiles(request.id, customer)).toEqual({
        count: 2,
        bytes: 30,
      });
      expect(await transaction.unfinishedFiles(request.id, technician)).toEqual({
        count: 1,
        bytes: 160,
      });
    });
  });

  test('[F2] the rules of an account are the default, or its own', async () => {
    const { tenant, account } = await arrange();
    expect(await account.fileRules()).toEqual(defaultFileRules);
    const rules = { extensions: ['pdf' as const], maxBytes: 7 };
    await opened().execute(
      `update accounts set file_rules = '${JSON.stringify(rules)}' where id = '${tenant.account.id}'`,
    );
    expect(await account.fileRules()).toEqual(rules);
  });

  test('[T12] another account sees, locks, changes and removes nothing of it', async () => {
    const { account, insert, request } = await arrange();
    const stranger = storage().forAccount((await createTenant(storage())).account.id);
    const file = await insert();
    expect(await stranger.file(file.id)).toBeUndefined();
    expect(await stranger.uploads(request.id, file.entryId)).toEqual([]);
    await stranger.transaction(async (transaction) => {
      expect(await transaction.lockFile(file.id)).toBeUndefined();
      expect((await transaction.unfinishedFiles(request.id, customer)).count).toBe(0);
      await transaction.saveFile({ ...file, state: 'stored' });
      await transaction.deleteFile(file.id);
    });
    expect(await account.file(file.id)).toEqual(file);
  });

  test('[F4] profiles are listed by name, kept byte by byte, and removed by their account alone', async () => {
    const { account } = await arrange();
    const stranger = storage().forAccount((await createTenant(storage())).account.id);
    const content = Buffer.from([0x30, 0, 255, 128]);
    const build = (name: string) => ({
      ...{ id: v7() as ProfileId, name, size: content.length, signed: true, createdAt: 5 },
    });
    const [wifi, mail] = [build('Wi-Fi'), build('Mail')];
    await account.addProfile(wifi, content);
    await account.addProfile(mail, content);
    expect(await account.profiles()).toEqual([mail, wifi]);
    expect(await account.profile(wifi.id)).toEqual({ name: 'Wi-Fi', content });
    expect(await stranger.profiles()).toEqual([]);
    expect(await stranger.profile(wifi.id)).toBeUndefined();
    await stranger.renameProfile(wifi.id, 'Theirs');
    await account.renameProfile(mail.id, 'Post');
    expect((await account.profiles()).map(({ name }) => name)).toEqual(['Post', 'Wi-Fi']);
    await account.renameProfile(mail.id, mail.name);
    expect(await stranger.removeProfile(wifi.id)).toBe(false);
    expect(await account.removeProfile(wifi.id)).toBe(true);
    expect(await account.profiles()).toEqual([mail]);
  });
}
