import { v4 as uuidV4 } from 'uuid';
import { expect, test } from 'vitest';
import type { CompanyId } from '@beside/shared/domain/ids';
import { createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeCompanies({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const [ada, bob] = tenant.users;
    const company = (name: string): Promise<CompanyId> =>
      account.transaction(async (transaction) => (await transaction.ensureCompany(name))!);
    const grant = (companies: 'all' | CompanyId[]) =>
      account.transaction((transaction) => transaction.saveGrants(ada.id, companies));
    const [acme, globex] = [await company('Acme'), await company('Globex')];
    return { tenant, account, ada, bob, company, grant, acme, globex };
  };

  test('[T12] a company is made once for its name, whoever asks at the same moment', async () => {
    const { account, company, acme } = await arrange();
    const made = await Promise.all(['  ACME ', 'acme', 'Ácme', 'ácme'].map(company));
    expect(made.slice(0, 2)).toEqual([acme, acme]);
    expect(made[2]).toBe(made[3]);
    expect(await account.companyNamed('aCme')).toBe(acme);
    expect(await account.companyNamed('')).toBeUndefined();
    expect((await account.companies()).map(({ name }) => name)).toHaveLength(3);
  });

  test('[T12] everybody sees all until something else is granted', async () => {
    const { account, ada, bob, grant, acme, globex } = await arrange();
    expect(await account.grants(ada.id)).toBe('all');
    await grant([acme, globex]);
    await grant([globex, globex]);
    expect(await account.grants(ada.id)).toEqual([globex]);
    expect(await account.grants(bob.id)).toBe('all');
    const workers = await account.workers(0);
    expect(workers.find(({ id }) => id === ada.id)?.companies).toEqual([globex]);
    expect(workers.find(({ id }) => id === bob.id)?.companies).toBe('all');
    await grant('all');
    expect(await account.grants(ada.id)).toBe('all');
    expect(await account.grants(uuidV4() as never)).toBeUndefined();
  });

  test('[T12] lists have the requests of the granted companies, and those of one’s own', async () => {
    const { tenant, account, ada, grant, acme, globex } = await arrange();
    const me = { id: ada.id, name: ada.name };
    const add = async (more: Parameters<typeof createRequest>[2]) =>
      (await createRequest(storage(), tenant, more)).request.id;
    const seen = [
      await add({ companyId: acme }),
      await add({ companyId: globex, phase: 'assigned', assignee: me }),
      await add({ phase: 'offered', offer: { to: me, by: null, until: 1 } }),
      await add({ wanted: me }),
    ];
    const hidden = [await add({ companyId: globex }), await add({ companyId: null })];
    await grant([acme]);
    const sight = { id: ada.id, companies: [acme] };
    const ids = (await account.requests(100, sight)).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(seen));
    expect(await account.requests(2, sight)).toHaveLength(2);
    expect(await account.seenAmong([...seen, ...hidden], sight)).toEqual(new Set(seen));
    expect(await account.seenAmong([], sight)).toEqual(new Set());
    const nothing = await account.requests(100, { id: uuidV4() as never, companies: [] });
    expect(nothing).toEqual([]);
    expect(await account.requests(100, { id: ada.id, companies: 'all' })).toHaveLength(6);
  });

  test('[T12] a company of another account can be neither found nor granted', async () => {
    const { account, ada } = await arrange();
    const { acme: theirs } = await arrange();
    const grant = account.transaction((transaction) => transaction.saveGrants(ada.id, [theirs]));
    await expect(grant).rejects.toMatchObject({ code: 'not-found' });
    expect(await account.grants(ada.id)).toBe('all');
    expect((await account.companies()).map(({ id }) => id)).not.toContain(theirs);
  });

  test('[T10] earlier requests of a customer, by e-mail or else by phone, page by page', async () => {
    const { tenant, account, acme } = await arrange();
    const at = (createdAt: number, email: string | null, phone: string | null, companyId = acme) =>
      createRequest(
        storage(),
        tenant,
        { createdAt, companyId, customer: { name: 'C', email, company: null, phone } },
        newToken(),
      ).then(({ request }) => request);
    const first = await at(1, 'Ada@x.test', null);
    const same = [await at(2, 'ada@X.test', '1'), await at(2, 'ADA@x.test', null)];
    const last = await at(4, 'ada@x.test', '0 30-1');
    await at(5, 'other@x.test', '0301');
    const byPhone = await at(6, null, '(030) 1');
    const page = (request = last, before?: { id: typeof last.id; createdAt: number }) =>
      account.previous(request, 2, 'all', before).then((rows) => rows.map(({ id }) => id));
    const expected = [
      ...same
        .map(({ id }) => id)
        .sort()
        .reverse(),
      first.id,
    ];
    expect(await page()).toEqual(expected.slice(0, 2));
    expect(await page(last, { id: expected[1]!, createdAt: 2 })).toEqual(expected.slice(2));
    expect((await page(byPhone)).slice(1)).toEqual([last.id]);
    expect(await page(await at(7, null, null))).toEqual([]);
    const blind = { id: uuidV4() as never, companies: [] };
    expect(await account.previous(last, 9, blind, undefined)).toEqual([]);
  });
}
