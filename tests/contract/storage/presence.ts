import { expect, test } from 'vitest';
import type { UserId } from '@beside/shared/domain/ids';
import type { Lease } from '@beside/signaling-server/ports';
import { createRequest, createTenant, type Tenant } from './builders.ts';
import type { Subject } from './suite.ts';

const lease = (
  { account }: Tenant,
  subject: UserId,
  endpoint: string,
  expiresAt: number,
): Lease => ({
  accountId: account.id,
  party: 'technician',
  subject,
  endpoint,
  node: 'node',
  expiresAt,
});

export function describePresence({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const [ada, bob] = tenant.users;
    const worker = async (id: UserId, now: number) =>
      (await account.workers(now)).find((one) => one.id === id)!;
    return { tenant, account, ada, bob, worker };
  };

  test('[T1] a lease makes present until it runs out, and is renewed by each of its pages', async () => {
    const { tenant, account, ada, bob, worker } = await arrange();
    const { presence } = storage();
    await presence.renew([lease(tenant, ada.id, 'one', 100), lease(tenant, ada.id, 'two', 200)]);
    expect((await worker(ada.id, 199)).present).toBe(true);
    expect((await worker(ada.id, 200)).present).toBe(false);
    expect((await worker(bob.id, 50)).present).toBe(false);
    expect(await presence.present([ada.id, bob.id], 199)).toEqual(new Set([ada.id]));
    expect(await presence.present([ada.id, bob.id], 200)).toEqual(new Set());
    expect(await presence.present([], 0)).toEqual(new Set());
    await presence.renew([lease(tenant, ada.id, 'one', 300)]);
    const until = () => account.transaction((transaction) => transaction.leasedUntil(ada.id));
    expect(await until()).toBe(300);
    await presence.end(ada.id, 'one');
    expect(await until()).toBe(200);
    await presence.forget(201);
    expect(await until()).toBe(0);
  });

  test('[T1] a thousand leases are renewed in one call', async () => {
    const { tenant, account, ada } = await arrange();
    const many = Array.from({ length: 1_200 }, (_, at) => lease(tenant, ada.id, `page ${at}`, at));
    await storage().presence.renew(many);
    await storage().presence.renew(many);
    expect(await account.transaction((transaction) => transaction.leasedUntil(ada.id))).toBe(1_199);
  });

  test('[T12] a lease of another account counts for nobody here', async () => {
    const { tenant, ada } = await arrange();
    const other = storage().forAccount((await arrange()).tenant.account.id);
    await storage().presence.renew([lease(tenant, ada.id, 'one', 100)]);
    expect(await other.transaction((transaction) => transaction.leasedUntil(ada.id))).toBe(0);
  });

  test('[T1] a status is remembered, and one who never chose is available', async () => {
    const { account, ada, worker } = await arrange();
    expect(await worker(ada.id, 0)).toMatchObject({ status: 'available', limit: 3, load: 0 });
    await account.transaction(async (transaction) => {
      expect(await transaction.lockAvailability(ada.id)).toBeUndefined();
      await transaction.saveAvailability(ada.id, { status: 'busy', waitingSince: 5 });
    });
    await account.transaction(async (transaction) => {
      expect(await transaction.lockAvailability(ada.id)).toEqual({
        status: 'busy',
        waitingSince: 5,
      });
      await transaction.waitFrom(ada.id, 9);
    });
    expect(await worker(ada.id, 0)).toMatchObject({ status: 'busy', waitingSince: 9 });
  });

  test('[R2] the load is what somebody has and is offered', async () => {
    const { tenant, account, ada, bob, worker } = await arrange();
    const [a, b] = [ada, bob].map(({ id, name }) => ({ id, name }));
    await createRequest(storage(), tenant, { phase: 'active', assignee: a! });
    await createRequest(storage(), tenant, { phase: 'ended', assignee: a! });
    const offer = { to: a!, by: null, until: 50 };
    const offered = await createRequest(storage(), tenant, { phase: 'offered', offer });
    const transfer = { to: b!, by: a!, until: 50 };
    await createRequest(storage(), tenant, { phase: 'offered', assignee: a!, offer: transfer });
    expect(await worker(ada.id, 0)).toMatchObject({ load: 3, offered: true });
    expect(await worker(bob.id, 0)).toMatchObject({ load: 1, offered: false });
    await storage().presence.renew([lease(tenant, bob.id, 'page', 50)]);
    expect(await account.worker(ada.id, 0)).toEqual(await worker(ada.id, 0));
    expect(await account.worker(bob.id, 0)).toEqual(await worker(bob.id, 0));
    const stranger = (await createTenant(storage())).users[0];
    expect(await account.worker(stranger.id, 0)).toBeUndefined();
    const calling = await account.calling(0);
    expect(calling.map(({ request }) => request.id)).toContain(offered.request.id);
    expect(calling).toHaveLength(2);
  });

  test('[R2] only what waits is in line, with its place and who let it pass', async () => {
    const { tenant, account, ada } = await arrange();
    const { request, details } = await createRequest(storage(), tenant, { queuedAt: 7 });
    await createRequest(storage(), tenant, { phase: 'assigned', assignee: null });
    const passed = [{ technician: ada.id, at: 3 }];
    await account.transaction(async (transaction) => {
      await transaction.lockLines();
      const routing = { passed, alertUntil: null, assignedAt: 100, endedAt: 400 };
      await transaction.saveRequest({ request, details, routing });
    });
    const line = {
      id: request.id,
      version: 1,
      portalId: tenant.portal.id,
      companyId: null,
      queuedAt: 7,
    };
    expect(await account.waiting()).toEqual([{ ...line, wanted: null, passed }]);
    expect(await account.handlingMs(tenant.portal.id)).toBe(300);
  });

  test('[R3] one at a time decides about the lines of an account', async () => {
    const { account } = await arrange();
    let inside = 0;
    let most = 0;
    const decide = () =>
      account.transaction(async (transaction) => {
        await transaction.lockLines();
        most = Math.max(most, (inside += 1));
        await transaction.waiting();
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, decide));
    expect(most).toBe(1);
  });
}
