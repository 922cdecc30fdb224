import { expect, test } from 'vitest';
import { buildTenant, createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeDirectory({ storage, open }: Subject): void {
  test('[O1] a new database is empty until the first account', async () => {
    const opened = await open();
    expect(await opened.storage.directory.isEmpty()).toBe(true);
    await createTenant(opened.storage);
    expect(await opened.storage.directory.isEmpty()).toBe(false);
    await opened.dispose();
  });

  test('[P1] a portal is found by its slug, with its account', async () => {
    const { account, portal } = await createTenant(storage());
    expect(await storage().directory.portalBySlug(portal.slug)).toEqual({ account, portal });
    expect(await storage().directory.portalBySlug('no-such\u0000slug')).toBeUndefined();
  });

  test('[P1] a slug is taken once in the installation, and a refused account leaves nothing', async () => {
    const { portal } = await createTenant(storage());
    const other = buildTenant();
    const { directory } = storage();
    const created = directory.createAccount(other.account, other.users, [
      { ...other.portal, slug: portal.slug },
    ]);
    await expect(created).rejects.toMatchObject({ code: 'conflict' });
    expect(await storage().forAccount(other.account.id).account()).toBeUndefined();
    expect(await directory.userByEmail(other.users[0].email)).toBeUndefined();
  });

  test('[O3] a secret is made once, by whichever node asks first, and kept', async () => {
    const { directory } = storage();
    const name = `key-${newToken()}`;
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((proposed) => directory.secret(name, proposed)),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await directory.secret(name, 'later')).toBe(answers[0]);
  });

  test('[M1] a user is found by the address, in whatever case it is typed', async () => {
    const tenant = await createTenant(storage());
    const [user] = tenant.users;
    const { directory } = storage();
    expect(await directory.userByEmail(user.email.toUpperCase())).toEqual(user);
    expect(await directory.userByEmail(user.email.toLowerCase())).toEqual(user);
    expect(await directory.userByEmail(`x${user.email}`)).toBeUndefined();
    expect(await directory.userByEmail('a\u0000b')).toBeUndefined();
  });

  test('[M1] an address is taken once, in whatever case', async () => {
    const { users } = await createTenant(storage());
    const other = buildTenant();
    const [ada, bob] = other.users;
    const email = users[0].email.toUpperCase();
    const created = storage().directory.createAccount(other.account, [{ ...ada, email }, bob], []);
    await expect(created).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[P7] a token leads to its request and account, and to no other', async () => {
    const tenant = await createTenant(storage());
    const token = newToken();
    const { request } = await createRequest(storage(), tenant, {}, token);
    await createRequest(storage(), tenant);
    expect(await storage().directory.requestByToken(token)).toEqual({
      accountId: tenant.account.id,
      requestId: request.id,
    });
    expect(await storage().directory.requestByToken(newToken())).toBeUndefined();
  });
}
