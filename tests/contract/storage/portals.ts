import { expect, test } from 'vitest';
import { defaultFields } from '@beside/shared/domain/portal';
import { buildRequest, buildTenant, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

export function describePortals({ storage }: Subject): void {
  test('[P2] a portal comes back with its type, mode, fields, hours and technicians', async () => {
    const tenant = buildTenant();
    const [ada] = tenant.users;
    const portal = {
      ...tenant.portal,
      type: 'smart-match' as const,
      settings: {
        fields: {
          ...defaultFields('smart-match'),
          fixedCompany: 'Acme',
          custom: [
            { id: 'room', label: 'Room?', kind: 'text' as const, choices: [], required: true },
          ],
        },
        survey: false,
        hours: { timeZone: 'Europe/Berlin', weekly: [{ day: 1, from: 0, until: 60 }] },
        embedOrigins: ['https://*.shop.example'],
      },
      technicians: [ada.id],
    };
    await storage().directory.createAccount(tenant.account, tenant.users, [portal]);
    expect((await storage().directory.portalBySlug(portal.slug))?.portal).toEqual(portal);
    expect(await storage().forAccount(tenant.account.id).portals()).toEqual([portal]);
    expect(await storage().directory.embedOrigins()).toContain('https://*.shop.example');
  });

  test('[P1] an account has one logo, which is found by its hash and by nobody else', async () => {
    const [mine, theirs] = [await createTenant(storage()), await createTenant(storage())];
    const account = storage().forAccount(mine.account.id);
    expect(await account.logoHash()).toBeUndefined();
    const logo = (byte: number, hash: string) => ({
      mediaType: 'image/png' as const,
      hash,
      bytes: Buffer.from([0, byte, 255]),
    });
    await account.saveLogo(logo(1, 'a'));
    await account.saveLogo(logo(2, 'b'));
    expect(await account.logoHash()).toBe('b');
    expect(await account.logo('b')).toEqual(logo(2, 'b'));
    expect(await account.logo('a')).toBeUndefined();
    expect(await storage().forAccount(theirs.account.id).logo('b')).toBeUndefined();
    await account.saveLogo(null);
    expect(await account.logoHash()).toBeUndefined();
  });

  test('[T12] a portal cannot be given the technicians of another account', async () => {
    const { users } = await createTenant(storage());
    const tenant = buildTenant();
    const portal = { ...tenant.portal, technicians: [users[0].id] };
    const created = storage().directory.createAccount(tenant.account, tenant.users, [portal]);
    await expect(created).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[T9] a request can go to another portal of its account, and to no other', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const theirs = await createTenant(storage());
    const row = buildRequest(tenant);
    await account.transaction((transaction) => transaction.insertRequest(row, newToken()));
    const moved = account.transaction((transaction) =>
      transaction.saveRequest({ ...row, request: { ...row.request, portal: theirs.portal } }),
    );
    await expect(moved).rejects.toMatchObject({ code: 'not-found' });
  });
}
