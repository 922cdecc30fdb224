import { expect, test } from 'vitest';
import { v4 } from 'uuid';
import type { HelperPass } from '@beside/signaling-server/ports';
import { createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

const digits = (): string => String(Math.floor(Math.random() * 1e9)).padStart(9, '0');

export function describeHelpers({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    const pass: HelperPass = {
      requestId: request.id,
      id: v4(),
      digits: digits(),
      tokenHash: null,
      expiresAt: 1_700_000_600_000,
    };
    const save = (values: Partial<HelperPass>) =>
      storage()
        .forAccount(tenant.account.id)
        .transaction((transaction) => transaction.saveHelper({ ...pass, ...values }));
    await save({});
    return { tenant, pass, save, found: { ...pass, accountId: tenant.account.id } };
  };

  test('[I3] a helper is found by its digits, and from then on by its token', async () => {
    const { pass, save, found } = await arrange();
    const { directory } = storage();
    expect(await directory.helperByDigits(pass.digits ?? '')).toEqual(found);
    const tokenHash = newToken();
    expect(await directory.helperByToken(tokenHash)).toBeUndefined();
    await save({ digits: null, tokenHash });
    expect(await directory.helperByDigits(pass.digits ?? '')).toBeUndefined();
    expect(await directory.helperByToken(tokenHash)).toEqual({ ...found, digits: null, tokenHash });
  });

  test('[I3] a request has one: the next takes the place of the one before', async () => {
    const { pass, save } = await arrange();
    const other = { id: v4(), digits: digits() };
    await save(other);
    const { directory } = storage();
    expect(await directory.helperByDigits(pass.digits ?? '')).toBeUndefined();
    expect(await directory.helperByDigits(other.digits)).toMatchObject(other);
  });

  test('[I3] digits are taken once in the installation', async () => {
    const first = await arrange();
    const second = await arrange();
    await expect(second.save({ digits: first.pass.digits })).rejects.toMatchObject({
      code: 'conflict',
    });
    const { directory } = storage();
    expect(await directory.helperByDigits(first.pass.digits ?? '')).toEqual(first.found);
    expect(await directory.helperByDigits(second.pass.digits ?? '')).toEqual(second.found);
  });

  test('[I3] what was removed is not found', async () => {
    const { tenant, pass } = await arrange();
    const account = storage().forAccount(tenant.account.id);
    await account.transaction((transaction) => transaction.removeHelper(pass.requestId));
    expect(await storage().directory.helperByDigits(pass.digits ?? '')).toBeUndefined();
  });

  test("[T12] another account's request can be given no helper, and loses none", async () => {
    const { pass, found } = await arrange();
    const stranger = await createTenant(storage());
    const account = storage().forAccount(stranger.account.id);
    const save = account.transaction((transaction) => transaction.saveHelper(pass));
    await expect(save).rejects.toMatchObject({ code: 'not-found' });
    const remove = account.transaction((transaction) => transaction.removeHelper(pass.requestId));
    await expect(remove).rejects.toMatchObject({ code: 'not-found' });
    expect(await storage().directory.helperByDigits(pass.digits ?? '')).toEqual(found);
  });
}
