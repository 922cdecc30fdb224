import { v4 as uuidV4 } from 'uuid';
import { expect, test } from 'vitest';
import type { CompanyId, TeamId } from '@beside/shared/domain/ids';
import type { ManagedPortal, ManagedUser, UserTeam } from '@beside/signaling-server/ports/admin';
import { createRequest, createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeAdmin({ storage }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const [ada, bob] = tenant.users;
    const change = (make: (user: ManagedUser) => ManagedUser) =>
      account.transaction(async ({ lockLines, admin }) => {
        await lockLines();
        const user = (await admin.users()).find(({ id }) => id === ada.id)!;
        await admin.saveUser(make(user));
      });
    const saveTeam = (team: UserTeam) => account.transaction(({ admin }) => admin.saveTeam(team));
    const team = (name: string, more: Partial<UserTeam> = {}): UserTeam => ({
      ...{ id: uuidV4() as TeamId, name, rights: {}, members: [] },
      ...more,
    });
    return { tenant, account, ada, bob, change, saveTeam, team };
  };

  test('[M1] what was set about somebody is kept at each level', async () => {
    const { tenant, account, ada, bob, change, saveTeam, team } = await arrange();
    expect(await account.admin.rightsHolder(ada.id)).toEqual({
      ...{ role: 'technician', account: {}, teams: [], user: {} },
    });
    await change((user) => ({ ...user, rights: { control: false }, role: 'manager' }));
    await saveTeam(team('North', { rights: { files: false }, members: [ada.id] }));
    await account.transaction(({ admin }) => admin.saveRoleChanges({ manager: { invite: false } }));
    expect(await account.admin.rightsHolder(ada.id)).toEqual({
      role: 'manager',
      account: { manager: { invite: false } },
      teams: [{ files: false }],
      user: { control: false },
    });
    expect(await account.admin.rightsHolder(bob.id)).toMatchObject({ teams: [], user: {} });
    expect(await account.admin.roleChanges()).toEqual({ manager: { invite: false } });
    expect(await account.admin.rightsScope(tenant.portal.id)).toEqual({ portal: {} });
    expect(await account.admin.rightsHolder(uuidV4() as never)).toBeUndefined();
  });

  test('[M1] a user is listed with all that was set, and changed as a whole', async () => {
    const { account, ada, change, saveTeam, team } = await arrange();
    const [north, south] = [team('North'), team('South')];
    await saveTeam(north);
    await saveTeam(south);
    const { email, ...person } = ada;
    await change((user) => ({
      ...user,
      name: 'Ada L.',
      teams: [north.id, south.id],
      sessionLimit: 7,
    }));
    const [listed] = await account.admin.users();
    expect(listed).toMatchObject({
      ...{ id: person.id, name: 'Ada L.', email, role: 'technician', companies: 'all' },
      ...{ sessionLimit: 7, disabledAt: null, seenAt: null, rights: {} },
    });
    expect(new Set(listed?.teams)).toEqual(new Set([north.id, south.id]));
    await change((user) => ({ ...user, teams: [] }));
    expect((await account.admin.teams()).map(({ name, members }) => [name, members])).toEqual([
      ['North', []],
      ['South', []],
    ]);
  });

  test('[M1] who is kept out is found nowhere but in the list of users', async () => {
    const { account, ada, bob, change } = await arrange();
    const session = {
      ...{
        tokenHash: uuidV4(),
        userId: ada.id,
        way: 'password' as const,
        createdAt: 1,
        expiresAt: 9,
      },
      ...{ seenAt: 5, address: '', userAgent: '' },
    } as const;
    await storage().identity.createSession(session);
    expect((await account.admin.users())[0]?.seenAt).toBe(5);
    await change((user) => ({ ...user, disabledAt: 3 }));
    expect(await account.user(ada.id)).toBeUndefined();
    expect(await account.grants(ada.id)).toBeUndefined();
    expect(await account.admin.rightsHolder(ada.id)).toBeUndefined();
    expect(await storage().identity.user(ada.id)).toBeUndefined();
    expect(await storage().identity.session(session.tokenHash, 2)).toBeUndefined();
    expect((await account.workers(0)).map(({ id }) => id)).toEqual([bob.id]);
    expect(await account.notices.recipients([ada.id], 0)).toEqual([]);
    expect((await account.admin.users())[0]).toMatchObject({ id: ada.id, disabledAt: 3 });
    await change((user) => ({ ...user, disabledAt: null }));
    expect(await storage().identity.session(session.tokenHash, 2)).toBeDefined();
  });

  test('[M1] a team’s name is there once in an account, and its members are the account’s', async () => {
    const { account, saveTeam, team, ada } = await arrange();
    const { ada: stranger, account: elsewhere } = await arrange();
    const north = team('North', { members: [ada.id] });
    await saveTeam(north);
    await expect(saveTeam(team(' NORTH '))).rejects.toMatchObject({ code: 'conflict' });
    await expect(saveTeam(team('West', { members: [stranger.id] }))).rejects.toMatchObject({
      code: 'not-found',
    });
    await elsewhere.transaction(({ admin }) => admin.saveTeam(team('North')));
    const remove = (from: typeof account) =>
      from.transaction(({ admin }) => admin.removeTeam(north.id));
    expect(await remove(elsewhere)).toBe(false);
    expect((await account.admin.teams()).map(({ id }) => id)).toEqual([north.id]);
    expect(await remove(account)).toBe(true);
    expect(await account.admin.teams()).toEqual([]);
  });

  test('[M1] a company is renamed, and removed as long as nothing hangs on it', async () => {
    const { tenant, account, ada } = await arrange();
    const company = (name: string): Promise<CompanyId> =>
      account.transaction(async (transaction) => (await transaction.ensureCompany(name))!);
    const [acme, globex] = [await company('Acme'), await company('Globex')];
    await createRequest(storage(), tenant, { companyId: acme });
    await account.transaction((transaction) => transaction.saveGrants(ada.id, [acme, globex]));
    expect(await account.admin.companies()).toEqual([
      { id: acme, name: 'Acme', requests: 1, users: 1 },
      { id: globex, name: 'Globex', requests: 0, users: 1 },
    ]);
    const rename = (id: CompanyId, name: string) =>
      account.transaction(({ admin }) => admin.renameCompany(id, name));
    expect(await rename(globex, 'Initech')).toBe(true);
    await expect(rename(globex, 'ACME')).rejects.toMatchObject({ code: 'conflict' });
    expect(await rename(uuidV4() as CompanyId, 'New')).toBe(false);
    const remove = (id: CompanyId) => account.transaction(({ admin }) => admin.removeCompany(id));
    await expect(remove(acme)).rejects.toMatchObject({ code: 'not-found' });
    expect(await remove(globex)).toBe(true);
    expect(await account.grants(ada.id)).toEqual([acme]);
  });

  test('[M1] a portal is kept as a whole, is found while it is open, and its address is nobody else’s', async () => {
    const { tenant, account, ada, bob } = await arrange();
    const { account: elsewhere, tenant: others, ada: stranger } = await arrange();
    const save = (portal: ManagedPortal, to = account) =>
      to.transaction(({ admin }) => admin.savePortal(portal));
    const portal: ManagedPortal = {
      ...{ ...tenant.portal, name: 'Help', mode: 'queue', greeting: '' },
      ...{ technicians: [ada.id], rights: { files: false }, removedAt: null },
    };
    await save(portal);
    expect(await account.admin.portals()).toEqual([portal]);
    expect(await account.admin.rightsScope(portal.id)).toEqual({ portal: { files: false } });
    await save({ ...portal, technicians: [bob.id], removedAt: 7 });
    expect(await account.portals()).toEqual([]);
    expect(await storage().directory.portalBySlug(portal.slug)).toBeUndefined();
    expect(await account.admin.portals()).toMatchObject([{ technicians: [bob.id], removedAt: 7 }]);
    const taken = { ...portal, id: others.portal.id, technicians: [] };
    await expect(save(taken, elsewhere)).rejects.toMatchObject({ code: 'conflict' });
    await expect(save({ ...portal, technicians: [stranger.id] })).rejects.toMatchObject({
      code: 'not-found',
    });
    await save(portal);
    expect((await storage().directory.portalBySlug(portal.slug))?.portal.id).toBe(portal.id);
  });

  test('[M1] the settings of an account are kept as a whole', async () => {
    const { tenant, account } = await arrange();
    const files = { extensions: ['pdf' as const, 'txt' as const], maxBytes: 10 };
    const settings = {
      ...{ name: 'Neu', colour: '#654321', upgradeChat: 'both' as const, files },
      recordings: { allowed: true, days: 7 },
      retentionDays: 30,
    };
    await account.transaction(({ admin }) => admin.saveSettings(settings));
    expect(await account.account()).toEqual({ ...tenant.account, name: 'Neu', colour: '#654321' });
    expect([await account.upgradeChat(), await account.fileRules()]).toEqual(['both', files]);
    expect(await account.privacy.retentionDays()).toBe(30);
    expect(await account.recordings.settings()).toEqual({ allowed: true, days: 7 });
  });
}
