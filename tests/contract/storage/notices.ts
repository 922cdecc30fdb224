import { expect, test } from 'vitest';
import { usualPreferences } from '@beside/shared/domain/channels';
import type { Lease } from '@beside/signaling-server/ports';
import type { Delivery } from '@beside/signaling-server/ports/notices';
import { createRequest, createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

const now = 1_800_000_000_000;
const subscription = (endpoint: string) => ({ endpoint, keys: { p256dh: 'key', auth: 'auth' } });

export function describeNotices({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const { request } = await createRequest(storage(), tenant);
    const [ada, bob] = tenant.users;
    const delivery: Delivery = {
      id: `alert:${request.id}:mail`,
      userId: ada.id,
      requestId: request.id,
      event: 'alert',
      channel: 'mail',
      target: '',
      mark: now + 30_000,
      state: 'pending',
      tries: 0,
      reason: null,
      createdAt: now,
    };
    return { tenant, account, request, ada, bob, delivery };
  };

  test('[T1] preferences are kept, a part of them at a time', async () => {
    const { account, ada } = await arrange();
    const of = async () => (await account.notices.recipients([ada.id], now))[0];
    expect(await of()).toMatchObject({ chosen: null, language: null, webhookSecret: null });
    await account.notices.savePreferences(ada.id, { language: 'de' });
    const chosen = { ...usualPreferences, alertSeconds: 45 };
    await account.notices.savePreferences(ada.id, { chosen, webhookSecret: 'secret' });
    expect(await of()).toMatchObject({ chosen, language: 'de', webhookSecret: 'secret' });
    await account.notices.savePreferences(ada.id, { webhookSecret: null });
    expect(await of()).toMatchObject({ chosen, language: 'de', webhookSecret: null });
  });

  test('[T1] a browser is pushed to for who came last, and ten of them at the most', async () => {
    const { account, ada, bob } = await arrange();
    const endpoint = `https://push.test/${ada.id}`;
    await account.notices.savePush(ada.id, subscription(endpoint), now);
    await account.notices.savePush(bob.id, subscription(endpoint), now + 1);
    for (let at = 0; at < 12; at++) {
      await account.notices.savePush(bob.id, subscription(`${endpoint}/${at}`), now + 2 + at);
    }
    const pushes = new Map(
      (await account.notices.recipients([ada.id, bob.id], now)).map((one) => [
        one.user.id,
        one.pushes,
      ]),
    );
    expect(pushes.get(ada.id)).toEqual([]);
    expect(pushes.get(bob.id)).toHaveLength(10);
    await account.notices.removePush(bob.id, `${endpoint}/11`);
    expect((await account.notices.recipients([bob.id], now))[0]?.pushes).toHaveLength(9);
  });

  test('[T1] what a page looks at counts while its lease is live, and its node says so', async () => {
    const { tenant, account, ada, request } = await arrange();
    const lease: Lease = {
      accountId: tenant.account.id,
      party: 'technician',
      subject: ada.id,
      endpoint: 'page',
      node: 'one',
      expiresAt: now + 10,
    };
    const looks = async (at: number) =>
      (await account.notices.recipients([ada.id], at))[0]?.lookingAt;
    await storage().presence.renew([lease]);
    await storage().presence.look(lease, request.id);
    await storage().presence.look({ ...lease, node: 'two' }, null);
    await storage().presence.renew([lease]);
    expect(await looks(now)).toEqual([request.id]);
    expect(await looks(now + 10)).toEqual([]);
    await storage().presence.look(lease, null);
    expect(await looks(now)).toEqual([]);
  });

  test('[T1] a delivery is written once, with the commit, and says what became of it', async () => {
    const { account, delivery, request, ada } = await arrange();
    const insert = () => account.transaction((transaction) => transaction.insertDelivery(delivery));
    const undone = account.transaction(async (transaction) => {
      await transaction.insertDelivery(delivery);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect([await insert(), await insert()]).toEqual([true, false]);
    const failed: Delivery = { ...delivery, state: 'failed', tries: 3, reason: 'answered 500' };
    await account.transaction((transaction) => transaction.saveDelivery(failed));
    expect(await account.notices.delivery(delivery.id)).toEqual(failed);
    expect(await account.notices.deliveries(request.id, ada.id)).toEqual([failed]);
  });

  test("[T12] another account's people and deliveries are neither read nor changed", async () => {
    const { account, delivery, request, ada } = await arrange();
    await account.transaction((transaction) => transaction.insertDelivery(delivery));
    await account.notices.savePush(ada.id, subscription(`https://push.test/x/${ada.id}`), now);
    const other = await createTenant(storage());
    const stranger = storage().forAccount(other.account.id);
    expect(await stranger.notices.recipients([ada.id], now)).toEqual([]);
    expect(await stranger.notices.delivery(delivery.id)).toBeUndefined();
    expect(await stranger.notices.deliveries(request.id, ada.id)).toEqual([]);
    await stranger.transaction((transaction) =>
      transaction.saveDelivery({ ...delivery, state: 'sent' }),
    );
    await stranger.notices.removePush(ada.id, `https://push.test/x/${ada.id}`);
    expect(await account.notices.delivery(delivery.id)).toEqual(delivery);
    expect((await account.notices.recipients([ada.id], now))[0]?.pushes).toHaveLength(1);
  });
}
