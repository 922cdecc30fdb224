import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RightChanges, Role } from '@beside/shared/domain/rightsTable';
import {
  enterAsCustomer,
  enterAsTechnician,
  postJson,
  signIn,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  demoPassword,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enterAdmin, type TestManager } from './support.ts';

let installation: TestInstallation;
let url: string;
let admin: TestManager;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
});
afterAll(() => installation.close());

const find = async (email: string) => {
  const { rows } = await admin.ask('users/list', { search: email });
  return rows.find((row) => row.email === email)!;
};
/** Changes somebody, as the form of the management centre does. */
async function save(
  email: string,
  change: { rights?: RightChanges; role?: Role; name?: string },
  by = admin,
) {
  const { id, name, role, rights, companies, teams, sessionLimit } = await find(email);
  const form = { id, name, role, rights, companies, teams, sessionLimit, ...change };
  return by.send('users/save', form);
}
const tech = 'tech@demo.test';

describe('[M1] the list of users', () => {
  test('is searched, put in order, and paged', async () => {
    const names = async (query: object) =>
      (await admin.ask('users/list', query)).rows.map(({ name }) => name);
    expect(await names({})).toEqual([
      'Ada Admin',
      'Max Manager',
      'Robin Technician',
      'Toni Technician',
    ]);
    expect(await names({ search: 'TECH', sort: 'email', descending: true })).toEqual([
      'Robin Technician',
      'Toni Technician',
    ]);
    expect(await admin.ask('users/list', { page: 9 })).toMatchObject({ total: 4, page: 0 });
    expect(await names({ state: 'disabled' })).toEqual([]);
  });
});

describe('[M1] rights are switched one by one, and hold at once', () => {
  test.each([
    ['transfer', 'request:transfer', { to: { kind: 'technician', id: uuidV7() } }],
    ['control', 'control:request', { level: 'pointer' }],
    ['see-screen', 'share:propose', {}],
    ['show-screen', 'show:start', { surface: 'tab' }],
    ['give-control', 'control:grant', { level: 'pointer', grantId: 1, span: 'once', again: false }],
    ['push-links', 'request:push-link', { url: 'https://example.test/' }],
    ['invite', 'team:invite', { user: uuidV7(), role: 'see-and-chat', masked: false }],
    ['send-profiles', 'profile:send', { profileId: uuidV7() }],
    ['files', 'file:link', { fileId: uuidV7() }],
  ] as const)('without %s, %s is forbidden', async (right, event, more) => {
    const { requestId } = await enterAsCustomer(url);
    const technician = await enterAsTechnician(url, tech);
    await technician.request('request:assign', { requestId });
    const code = async () => {
      const reply = await technician.ask(event, { requestId, ...more });
      return reply.ok ? 'ok' : reply.error.code;
    };
    expect((await save(tech, { rights: { [right]: false } })).status).toBe(200);
    expect(await code()).toBe('forbidden');
    await save(tech, { rights: {} });
    expect(await code()).not.toBe('forbidden');
    technician.close();
  });

  test('whoever is signed in is told what they may', async () => {
    const rightsOf = async () => {
      const response = await fetch(`${url}/api/v1/me`, {
        headers: { cookie: await signIn(url, tech) },
      });
      return ((await response.json()) as { data: { rights: string[] } }).data.rights;
    };
    expect(await rightsOf()).toContain('make-codes');
    await save(tech, { rights: { 'make-codes': false } });
    expect(await rightsOf()).not.toContain('make-codes');
    const technician = await enterAsTechnician(url, tech);
    expect(await technician.ask('code:create', {})).toMatchObject({ error: { code: 'forbidden' } });
    technician.close();
    await save(tech, { rights: {} });
  });

  test('[I6] the customer’s hand on a shown tab ends with the right to give it, and the tab stays', async () => {
    const customer = await enterAsCustomer(url);
    const { requestId } = customer;
    const technician = await enterAsTechnician(url, tech);
    await technician.request('request:assign', { requestId });
    await technician.request('request:join', { requestId });
    await technician.request('show:start', { requestId, surface: 'tab' });
    await technician.request('tab:reach', { requestId, reach: 'linked' });
    await technician.request('control:grant', {
      ...{ requestId, level: 'pointer', grantId: 1, span: 'once', again: false },
    });
    await save(tech, { rights: { 'give-control': false } });
    const { request } = await customer.request('request:follow', { requestId, afterSeq: 0 });
    expect(request.live.show).toMatchObject({
      phase: 'showing',
      control: { phase: 'none', last: 'revoked' },
    });
    await save(tech, { rights: {} });
    technician.close();
  });

  test('control and sharing end with the right to them', async () => {
    const customer = await enterAsCustomer(url);
    const { requestId } = customer;
    const technician = await enterAsTechnician(url, tech);
    await technician.request('request:assign', { requestId });
    await technician.request('request:join', { requestId });
    await technician.request('share:propose', { requestId });
    await customer.request('share:start', { requestId, surface: 'tab' });
    await technician.request('control:request', { requestId, level: 'pointer' });
    await customer.request('control:grant', {
      ...{ requestId, level: 'pointer', grantId: 1, span: 'once', again: false },
    });
    const live = async () =>
      (await customer.request('request:follow', { requestId, afterSeq: 0 })).request.live;

    await save(tech, { rights: { control: false } });
    expect(await live()).toMatchObject({
      control: { phase: 'none' },
      share: { phase: 'sharing' },
    });
    const { team } = await admin.ask('teams/save', {
      ...{ name: 'Without screens', rights: { 'see-screen': false } },
      members: [(await find(tech)).id],
    });
    expect(await live()).toMatchObject({ share: { phase: 'off' } });
    await admin.ask('teams/remove', { id: team.id });
    await save(tech, { rights: {} });
    technician.close();
  });

  test('a role may be given more or less by its account', async () => {
    const technician = await enterAsTechnician(url, tech);
    await admin.ask('roles/save', { roles: { technician: { 'make-codes': false } } });
    expect(await technician.ask('code:create', {})).toMatchObject({ error: { code: 'forbidden' } });
    await admin.ask('roles/save', { roles: {} });
    expect(await technician.ask('code:create', {})).toMatchObject({ ok: true });
    technician.close();
  });
});

describe('[M1] nobody gives what they have not got', () => {
  const manager = 'manager@demo.test';
  test('whoever manages users makes nobody more than they are', async () => {
    await save(manager, { rights: { 'manage-users': true } });
    const by = await enterAdmin(url, manager);
    const refused = { status: 403, error: { reason: 'not-yours-to-give' } };
    expect(await save(tech, { rights: { 'manage-portals': true } }, by)).toMatchObject(refused);
    expect(await save(tech, { role: 'administrator' }, by)).toMatchObject(refused);
    expect(await save('admin@demo.test', { name: 'Mine' }, by)).toMatchObject(refused);
    expect(await save(manager, { role: 'administrator' }, by)).toMatchObject(refused);
    expect(await by.send('roles/save', { roles: {} })).toMatchObject(refused);
    const { id } = await find(tech);
    const team = { name: 'Mighty', rights: { 'manage-portals': true }, members: [id] };
    expect(await by.send('teams/save', team)).toMatchObject(refused);
    const invite = { name: 'N', email: 'n@x.test', role: 'administrator', language: 'en' };
    expect(await by.send('users/invite', invite)).toMatchObject({ status: 403 });
    expect((await save(tech, { rights: { control: false } }, by)).status).toBe(200);
    await save(tech, { rights: {} });
    await save(manager, { rights: {} });
    expect((await by.send('users/list', {})).status).toBe(403);
  });

  test('the last administrator stays one, whoever tries at the same moment', async () => {
    expect(await save('admin@demo.test', { role: 'manager' })).toMatchObject({
      status: 409,
      error: { reason: 'last-administrator' },
    });
    const { id } = await find('admin@demo.test');
    expect(await admin.send('users/disable', { id })).toMatchObject({ status: 409 });
    await save(manager, { role: 'administrator' });
    const [one, other] = await Promise.all([
      save('admin@demo.test', { role: 'manager' }),
      save(manager, { role: 'manager' }),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    // Whoever is left lets the other back in.
    const left = await enterAdmin(url, one.status === 200 ? manager : 'admin@demo.test');
    const { rows } = await left.ask('users/list', { search: 'Ada' });
    const { disabledAt: _, seenAt: __, email: ___, ...form } = rows[0]!;
    await left.ask('users/save', { ...form, role: 'administrator' });
    const { rows: managers } = await left.ask('users/list', { search: 'Max' });
    const { disabledAt: a, seenAt: b, email: c, ...max } = managers[0]!;
    expect([a, typeof b, c]).toEqual([null, 'number', manager]);
    await admin.ask('users/save', { ...max, role: 'manager' });
  });
});

describe('[M1] somebody who is kept out', () => {
  test('loses every page within a second, the session ends, and there is a way back', async () => {
    const customer = await enterAsCustomer(url);
    const { requestId } = customer;
    const technician = await enterAsTechnician(url, tech);
    await technician.request('request:assign', { requestId });
    await technician.request('request:join', { requestId });
    await technician.request('share:propose', { requestId });
    await customer.request('share:start', { requestId, surface: 'tab' });
    const { id } = await find(tech);
    const gone = new Promise<number>((resolve) =>
      technician.socket.once('disconnect', () => resolve(performance.now())),
    );
    const begun = performance.now();
    await admin.ask('users/disable', { id });
    expect((await gone) - begun).toBeLessThan(1_000);
    const { request } = await customer.request('request:follow', { requestId, afterSeq: 0 });
    expect(request).toMatchObject({
      phase: 'waiting',
      assignee: null,
      live: { share: { phase: 'off' } },
    });

    const { cookie } = technician;
    expect((await fetch(`${url}/api/v1/me`, { headers: { cookie } })).status).toBe(401);
    const again = await postJson(`${url}/api/v1/sign-in`, { email: tech, password: demoPassword });
    expect(await again.json()).toMatchObject({ error: { reason: 'user-disabled' } });
    const wrong = await postJson(`${url}/api/v1/sign-in`, { email: tech, password: 'guess' });
    expect(await wrong.json()).toMatchObject({ error: { reason: 'wrong-credentials' } });
    const colleague = await enterAsTechnician(url, 'tech2@demo.test');
    const { technicians } = await colleague.request('technicians:list', {});
    expect(technicians.map((one) => one.id)).not.toContain(id);
    colleague.close();

    expect((await admin.ask('users/list', { state: 'disabled' })).total).toBe(1);
    await admin.ask('users/enable', { id });
    (await enterAsTechnician(url, tech)).close();
  });

  test('nobody shuts themselves out', async () => {
    const { id } = await find('admin@demo.test');
    expect(await admin.send('users/disable', { id })).toMatchObject({
      error: { reason: 'own-user' },
    });
  });
});

describe('[M1] users from a table', () => {
  const read = (text: string, confirm = false) =>
    admin.ask('users/import', { text, language: 'en', confirm });

  test('each bad row is told, and nothing changes before all are right and confirmed', async () => {
    const text = [
      'Name;E-Mail;Role',
      'Ina;ina@x.test;manager',
      ';nobody@x.test;',
      'Ole;no address;',
      'Uwe;uwe@x.test;king',
      'Ina again;INA@x.test;',
      'Toni;tech@demo.test;',
      'More;more@x.test;;;',
    ].join('\n');
    const { rows, invited } = await read(text, true);
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, 'name'],
      [4, 'email'],
      [5, 'role'],
      [6, 'twice'],
      [7, 'email-taken'],
      [8, 'columns'],
    ]);
    expect(invited).toBeNull();
  });

  test('what is right is invited once it is confirmed', async () => {
    const text = 'name,email\nIna,ina@x.test\nOle,ole@x.test';
    expect((await read(text)).invited).toBeNull();
    const { invited } = await read(text, true);
    expect(invited?.map(({ email, failed }) => [email, failed])).toEqual([
      ['ina@x.test', null],
      ['ole@x.test', null],
    ]);
    // Without mail the links are there to be handed over, and they open something.
    const token = invited?.[0]?.link?.split('#')[1] ?? '';
    const link = await postJson(`${url}/api/v1/links`, { kind: 'invitation', token });
    expect(await link.json()).toMatchObject({ data: { email: 'ina@x.test', name: 'Ina' } });
  });

  test.each([
    ['', 'no-table'],
    ['name,email', 'no-table'],
    ['who,where\nIna,ina@x.test', 'no-columns'],
    ['name,email\n"Ina', 'no-table'],
    [`name,email\n${'Ina,ina@x.test\n'.repeat(501)}`, 'too-many'],
  ])('what is no table of users is told so (%#)', async (text, problem) => {
    expect(await read(text, true)).toEqual({ rows: [], invited: null, problem });
  });
});

describe('[M1][T12] companies', () => {
  test('are added, renamed, granted and removed; a name is there once, and what is used stays', async () => {
    const { company } = await admin.ask('companies/save', { name: ' Acme ' });
    expect(company).toMatchObject({ name: 'Acme', requests: 0, users: 0 });
    const taken = { status: 409, error: { reason: 'name-taken', field: 'name' } };
    expect(await admin.send('companies/save', { name: 'ACME' })).toMatchObject(taken);
    const { company: globex } = await admin.ask('companies/save', { name: 'Globex' });
    expect(await admin.send('companies/save', { id: globex.id, name: 'acme' })).toMatchObject(
      taken,
    );
    await admin.ask('companies/save', { id: company.id, name: 'ACME' });

    const { disabledAt: _, seenAt: __, email: ___, ...form } = await find('tech2@demo.test');
    await admin.ask('users/save', { ...form, companies: [company.id] });
    const { rows } = await admin.ask('companies/list', { sort: 'users', descending: true });
    expect(rows[0]).toMatchObject({ name: 'ACME', users: 1 });

    const { requestId } = await enterAsCustomer(url);
    const { user } = await admin.ask('users/get', { id: form.id });
    expect(user.companies).toEqual([company.id]);
    const technician = await enterAsTechnician(url, 'tech2@demo.test');
    expect(await technician.ask('request:follow', { requestId, afterSeq: 0 })).toMatchObject({
      error: { code: 'not-found' },
    });
    await admin.ask('users/save', { ...form, companies: 'all' });
    expect(await technician.ask('request:follow', { requestId, afterSeq: 0 })).toMatchObject({
      ok: true,
    });
    technician.close();
    await admin.ask('companies/remove', { id: globex.id });
    expect(await admin.send('companies/remove', { id: globex.id })).toMatchObject({ status: 404 });
  });
});
