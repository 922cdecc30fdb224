import { v7 as uuidV7 } from 'uuid';
import { expect, test } from 'vitest';
import { webhookKeptMs } from '@beside/shared/domain/webhooks';
import type { ApiKey } from '@beside/signaling-server/ports/apiKeys';
import type { Webhook, WebhookDelivery } from '@beside/signaling-server/ports/webhooks';
import { createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

const now = 1_800_000_000_000;

/** What programs come in by, and what they are told. */
export function describePrograms({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const key: ApiKey = {
      ...{ id: uuidV7(), accountId: tenant.account.id, userId: tenant.users[0].id, name: 'CRM' },
      ...{ scopes: ['requests:read', 'users:write'], hint: 'abcd', createdAt: now },
      ...{ expiresAt: now + 5, revokedAt: null, usedAt: null },
    };
    const webhook: Webhook = {
      ...{ id: uuidV7(), name: 'CRM', url: 'https://x.test/', secret: 's', enabled: true },
      ...{ events: ['request.created', 'request.closed'], createdAt: now },
    };
    const delivery = (more: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
      ...{ id: uuidV7(), webhookId: webhook.id, event: 'request.closed', requestId: null },
      ...{ body: '{"a":"\\u0000"}', state: 'pending', tries: 0, reason: null, createdAt: now },
      ...{ until: now + 9, triedAt: null },
      ...more,
    });
    return { account, key, webhook, delivery };
  };

  test('[O7] a key is found by its token, of which the hash alone is kept, and revoked once', async () => {
    const { account, key } = await arrange();
    const { account: stranger } = await arrange();
    const hash = newToken();
    await account.transaction(({ admin }) => admin.insertKey(key, hash));
    expect(await storage().keys.byToken(hash)).toEqual(key);
    expect(await storage().keys.byToken(newToken())).toBeUndefined();
    await storage().keys.noteUse(key.id, now + 1);
    expect(await account.admin.keys()).toEqual([{ ...key, usedAt: now + 1 }]);
    expect(await stranger.admin.keys()).toEqual([]);
    const revoke = (by: typeof account, at: number) =>
      by.transaction(({ admin }) => admin.revokeKey(key.id, at));
    expect(await revoke(stranger, now + 2)).toBe(false);
    expect(await revoke(account, now + 3)).toBe(true);
    expect(await revoke(account, now + 4)).toBe(true);
    expect((await storage().keys.byToken(hash))?.revokedAt).toBe(now + 3);
  });

  test('[O7] a webhook is kept as a whole, and goes with its deliveries', async () => {
    const { account, webhook, delivery } = await arrange();
    const { account: stranger } = await arrange();
    await account.transaction(async ({ webhooks }) => {
      await webhooks.save(webhook);
      await webhooks.save({ ...webhook, name: 'Desk', enabled: false });
    });
    const changed = { ...webhook, name: 'Desk', enabled: false };
    expect(await account.webhooks.all()).toEqual([changed]);
    expect(await stranger.webhooks.all()).toEqual([]);
    const made = delivery();
    await account.transaction(({ webhooks }) => webhooks.insertDelivery(made));
    expect(await account.webhooks.delivery(made.id)).toEqual(made);
    expect(await stranger.webhooks.delivery(made.id)).toBeUndefined();
    await expect(
      stranger.transaction(({ webhooks }) => webhooks.insertDelivery(delivery())),
    ).rejects.toMatchObject({ code: 'not-found' });
    const remove = (by: typeof account) =>
      by.transaction(({ webhooks }) => webhooks.remove(webhook.id));
    expect(await remove(stranger)).toBe(false);
    expect(await remove(account)).toBe(true);
    expect(await account.webhooks.delivery(made.id)).toBeUndefined();
  });

  test('[O7] deliveries are searched, put in order and paged, and old ones go', async () => {
    const { account, webhook, delivery } = await arrange();
    const all = [
      delivery({ createdAt: now - webhookKeptMs - 1 }),
      delivery({ createdAt: now + 1, state: 'failed', reason: 'answered 50%' }),
      delivery({ createdAt: now + 2, event: 'request.created', requestId: uuidV7() as never }),
      delivery({ createdAt: now + 3 }),
    ];
    await account.transaction(async ({ webhooks }) => {
      await webhooks.save(webhook);
      for (const one of all) await webhooks.insertDelivery(one);
      await webhooks.saveDelivery({ ...all[3]!, state: 'sent', tries: 2, triedAt: now + 4 });
    });
    const page = async (more: object) => {
      const found = await account.webhooks.deliveries({
        ...{ webhookId: webhook.id, search: '', state: 'all', descending: true },
        ...{ offset: 0, limit: 2, ...more },
      });
      return [found.rows.map(({ createdAt }) => createdAt - now), found.total];
    };
    expect(await page({})).toEqual([[3, 2], 3]);
    expect(await page({ offset: 2 })).toEqual([[1], 3]);
    expect(await page({ descending: false })).toEqual([[1, 2], 3]);
    expect(await page({ state: 'sent' })).toEqual([[3], 1]);
    expect(await page({ search: '50%' })).toEqual([[1], 1]);
    expect(await page({ search: '%' })).toEqual([[1], 1]);
    expect(await page({ search: 'CREATED' })).toEqual([[2], 1]);
    expect(await page({ search: all[2]!.requestId })).toEqual([[2], 1]);
    expect(await account.webhooks.delivery(all[3]!.id)).toMatchObject({
      ...{ state: 'sent', tries: 2, triedAt: now + 4 },
    });
  });
}
