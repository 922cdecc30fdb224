import { expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { DueRow } from '@beside/signaling-server/ports/due';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import { createRequest, createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeDue({ open, storage }: Subject): void {
  /** A database in which nothing else is due. */
  const arrange = async () => {
    const opened = await open();
    const { account } = await createTenant(opened.storage);
    const { due } = opened.storage;
    const schedule = (subject: string, at: number) =>
      opened.storage
        .forAccount(account.id)
        .transaction((transaction) => transaction.schedule('offer', subject, at));
    return { opened, due, schedule, accountId: account.id };
  };
  const subjects = (rows: DueRow[]): string[] => rows.map(({ subject }) => subject).sort();

  test('[R3] what is due is claimed, the earliest first, and what is not yet is left', async () => {
    const { opened, due, schedule, accountId } = await arrange();
    await schedule('c', 30);
    await schedule('a', 10);
    await schedule('b', 20);
    expect(await due.claim(25, 1, 100)).toEqual([
      { kind: 'offer', subject: 'a', accountId, dueAt: 100 },
    ]);
    expect(subjects(await due.claim(25, 10, 100))).toEqual(['b']);
    expect(await due.claim(25, 10, 100)).toEqual([]);
    await opened.dispose();
  });

  test('[R3] what its node did not do falls due again; what was done does not', async () => {
    const { opened, due, schedule } = await arrange();
    await schedule('dies', 10);
    await schedule('lives', 10);
    const rows = await due.claim(10, 10, 50);
    await due.done(rows.find(({ subject }) => subject === 'lives')!);
    expect(await due.claim(49, 10, 90)).toEqual([]);
    expect(subjects(await due.claim(50, 10, 90))).toEqual(['dies']);
    await opened.dispose();
  });

  test('[R3] what is set anew while it is being done is done once more', async () => {
    const { opened, due, schedule } = await arrange();
    await schedule('again', 10);
    const [row] = await due.claim(10, 10, 50);
    await schedule('again', 12);
    await due.done(row!);
    expect(subjects(await due.claim(12, 10, 50))).toEqual(['again']);
    await opened.dispose();
  });

  test('[R3] a time is set in place of the one before, and with the commit or not at all', async () => {
    const { opened, due, schedule, accountId } = await arrange();
    await schedule('moved', 10);
    await schedule('moved', 30);
    const failing = opened.storage.forAccount(accountId).transaction(async (transaction) => {
      await transaction.schedule('offer', 'undone', 1);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await due.claim(29, 10, 50)).toEqual([]);
    expect(subjects(await due.claim(30, 10, 50))).toEqual(['moved']);
    await opened.dispose();
  });

  test('[R3] what falls due earlier stays so; what is being done falls due once more', async () => {
    const { opened, due, accountId } = await arrange();
    const by = (at: number) =>
      opened.storage
        .forAccount(accountId)
        .transaction((transaction) => transaction.scheduleBy('notice', 'message', at));
    await by(20);
    await by(30);
    expect(await due.claim(19, 10, 100)).toEqual([]);
    const [row] = await due.claim(20, 10, 100);
    await by(40);
    await due.done(row!);
    expect(subjects(await due.claim(40, 10, 140))).toEqual(['message']);
    await by(45);
    await by(35);
    expect(subjects(await due.claim(35, 10, 140))).toEqual(['message']);
    await opened.dispose();
  });

  test('[R3] many claim at once: each row goes to one of them', async () => {
    const { opened, due, schedule } = await arrange();
    const names = Array.from({ length: 40 }, (_, at) => `row ${at}`);
    for (const name of names) await schedule(name, 10);
    const claimed = await Promise.all(names.map(() => due.claim(10, 3, 99)));
    const rest = await due.claim(10, 99, 99);
    expect(subjects([...claimed.flat(), ...rest])).toEqual(names.toSorted());
    await opened.dispose();
  });

  const arrangeCode = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const makerId = tenant.users[0].id;
    const digits = String(Math.floor(Math.random() * 1e9)).padStart(9, '0');
    const code: AccessCode = {
      id: v7(),
      state: 'live',
      digits,
      createdAt: 5,
      expiresAt: 10,
      joined: null,
    };
    await account.transaction((transaction) => transaction.insertCode({ code, makerId }));
    return { tenant, account, makerId, digits, code };
  };

  test('[T7] a code is found by its digits as long as it has them, and says who joined', async () => {
    const { tenant, account, makerId, digits, code } = await arrangeCode();
    const accountId = tenant.account.id;
    expect(await storage().directory.codeByDigits(digits)).toEqual({ accountId, id: code.id });
    const { request } = await createRequest(storage(), tenant);
    const joined = { requestId: request.id, name: 'Carol', at: 7 };
    const used: AccessCode = { ...code, state: 'used', digits: null, joined };
    await account.transaction(async (transaction) => {
      expect(await transaction.lockCode(code.id)).toEqual({ code, makerId });
      await transaction.saveCode({ code: used, makerId });
    });
    expect(await account.codes(makerId, 10)).toEqual([used]);
    expect(await storage().directory.codeByDigits(digits)).toBeUndefined();
  });

  test('[T7] two live codes never have the same digits, in whichever account', async () => {
    const { digits, code } = await arrangeCode();
    const other = await createTenant(storage());
    const twin = storage()
      .forAccount(other.account.id)
      .transaction((transaction) =>
        transaction.insertCode({ code: { ...code, id: v7(), digits }, makerId: other.users[0].id }),
      );
    await expect(twin).rejects.toMatchObject({ code: 'conflict' });
  });

  test("[T12] another account's code can be neither locked nor changed nor listed", async () => {
    const { makerId, digits, code } = await arrangeCode();
    const stranger = storage().forAccount((await createTenant(storage())).account.id);
    expect(await stranger.codes(makerId, 10)).toEqual([]);
    await stranger.transaction(async (transaction) => {
      expect(await transaction.lockCode(code.id)).toBeUndefined();
      await transaction.saveCode({ code: { ...code, digits: null }, makerId });
    });
    expect(await storage().directory.codeByDigits(digits)).toBeDefined();
  });
}
