import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiScopes, mayUseScope } from '@beside/shared/domain/apiScopes';
import { rightsOf, roles } from '@beside/shared/domain/rightsTable';
import { rest, restNames, type RestName } from '@beside/shared/protocol/rest';
import { companiesIn } from '../../support/installation/companies.ts';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import { startWithStrangers, strangers } from '../../support/installation/strangers.ts';
import type { TestInstallation } from '../../support/installation/testInstallation.ts';
import { countRights } from '../../support/countRights.ts';
import { enterAdmin, type TestManager } from '../admin/support.ts';
import { makeKey, openClient, type Answer, type TestClient } from './support.ts';

interface Ids {
  id: string;
  technician: string;
}

const tried = countRights('keys of other accounts, of other companies, of other scopes, and none');
let installation: TestInstallation;
let url: string;
let admin: TestManager;
let ours: { request: string; user: string; company: string; code: string };
beforeAll(async () => {
  installation = await startWithStrangers();
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
  const customer = await enterAsCustomer(url);
  const technician = await enterAsTechnician(url);
  const { code } = await technician.request('code:create', {});
  const { company } = await admin.ask('companies/save', { name: 'Ours' });
  const { rows } = await admin.ask('users/list', { search: 'tech@demo.test' });
  const { requestId: request } = customer;
  ours = { request, user: rows[0]!.id, company: company.id, code: code.id };
  customer.close();
  technician.close();
});
afterAll(() => installation.close());

const idOf = (name: RestName): string => {
  if (rest[name].path.startsWith('/companies')) return ours.company;
  if (rest[name].path.startsWith('/users')) return ours.user;
  return name === 'cancelCode' ? ours.code : ours.request;
};

const bodies: Partial<Record<RestName, object>> = {
  createRequest: { portal: 'demo', name: 'N', question: 'Q' },
  closeRequest: { outcome: 'unknown' },
  addNote: { text: 'theirs' },
  inviteUser: { name: 'N', email: 'n@x.test', role: 'technician', language: 'en' },
  changeUser: { name: 'Theirs' },
  createCompany: { name: 'Theirs' },
  renameCompany: { name: 'Theirs' },
};
/** What the same route says about ours, and about nobody's. */
async function both(client: TestClient, name: RestName): Promise<[Answer<object>, Answer<object>]> {
  const known: Ids = { id: idOf(name), technician: ours.user };
  const nobodys: Ids = {
    id: known.id[14] === '7' ? uuidV7() : uuidV4(),
    technician: uuidV4(),
  };
  const of = (ids: Ids) => {
    const wanted = Object.keys(rest[name].params.shape);
    return Object.fromEntries(Object.entries(ids).filter(([key]) => wanted.includes(key)));
  };
  const body = bodies[name];
  return [await client.send(name, of(known), body), await client.send(name, of(nobodys), body)];
}
const told = ({ status, data }: Answer<object>) => ({ status, ...data, traceId: '' });
const named = restNames.filter((name) => Object.keys(rest[name].params.shape).length > 0);

describe.each(roles)('[O7][T12] a key of a %s of another account', (role) => {
  test('is told of ours what it is told of nobody’s, by every route', async () => {
    const stranger = await enterAdmin(url, strangers[role]);
    if (role !== 'administrator') {
      const { rows } = await (
        await enterAdmin(url, strangers.administrator)
      ).ask('users/list', { search: strangers[role] });
      const { email: _, disabledAt: __, seenAt: ___, ...form } = rows[0]!;
      const head = await enterAdmin(url, strangers.administrator);
      await head.ask('users/save', { ...form, rights: { 'manage-api': true } });
    }
    const rights = rightsOf({ role, account: {}, teams: [], user: {} });
    const scopes = apiScopes.filter((scope) => mayUseScope(rights, scope));
    const client = await openClient(url, (await makeKey(stranger, scopes)).token);
    expect(named.length).toBeGreaterThan(10);
    for (const name of named) {
      const [known, none] = await both(client, name);
      expect({ name, ...told(known) }).toEqual({ name, ...told(none) });
      expect({ name, status: known.status }).toEqual({
        name,
        status: scopes.includes(rest[name].scope) ? 404 : 403,
      });
      tried(`key of a stranger ${role}`, name, 'theirs');
    }
    for (const name of restNames.filter((one) => /^list(?!Notes|Codes)/.test(one))) {
      const answer = JSON.stringify((await client.send(name)).data);
      for (const id of Object.values(ours)) expect(answer).not.toContain(id);
      tried(`key of a stranger ${role}`, name, 'list');
    }
    expect((await client.send('createRequest', {}, bodies.createRequest)).status).toBe(404);
  });
});

test('[O7] a key of one scope opens what has that scope, and nothing else', async () => {
  for (const scope of apiScopes) {
    const client = await openClient(url, (await makeKey(admin, [scope])).token);
    for (const name of restNames.filter((one) => rest[one].scope !== scope)) {
      const [known, none] = await both(client, name);
      expect({ name, scope, ...told(known) }).toMatchObject({ status: 403, code: 'forbidden' });
      expect(told(known)).toEqual(told(none));
      tried(`key with ${scope}`, name, 'ours');
    }
  }
});

test('[O7] without a key, with a wrong one, or with the cookie alone every route is closed', async () => {
  for (const token of ['', 'beside_wrong']) {
    const client = await openClient(url, token);
    for (const name of restNames) {
      const [known] = await both(client, name);
      expect({ name, status: known.status }).toEqual({ name, status: 401 });
      tried(token === '' ? 'nobody' : 'wrong key', name, 'ours');
    }
  }
  const { cookie } = admin;
  const byCookie = await fetch(`${url}/api/v1/users`, { headers: { cookie } });
  expect(byCookie.status).toBe(401);
  expect(byCookie.headers.get('www-authenticate')).toBe('Bearer');
  const { token } = await makeKey(admin);
  const headers = { authorization: `Bearer ${token}`, origin: 'https://evil.example' };
  expect((await fetch(`${url}/api/v1/users`, { headers })).status).toBe(404);
});

test('[O7] nonsense is refused by a problem that names the field, and changes nothing', async () => {
  const { token } = await makeKey(admin);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (path: string, body: string, type = 'application/json') =>
    fetch(`${url}/api/v1${path}`, {
      ...{ method: 'POST', body, headers: { ...headers, 'content-type': type } },
    });
  for (const body of ['{', '[]', '"x"', '{"name":"Evil","extra":1}', '{"name":" "}', '']) {
    const response = await post('/companies', body);
    expect({ body, status: response.status }).toEqual({ body, status: 400 });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  }
  expect((await post('/companies', '{"name":"Evil"}', 'text/plain')).status).toBe(400);
  expect((await fetch(`${url}/api/v1/users/../x`, { headers })).status).toBe(404);
  expect((await fetch(`${url}/api/v1/users/nobody`, { headers })).status).toBe(404);
  expect((await fetch(`${url}/api/v1/users?page=-1`, { headers })).status).toBe(400);
  expect((await fetch(`${url}/api/v1/users?page=1&page=2`, { headers })).status).toBe(400);
  expect((await fetch(`${url}/api/v1/users?extra=1`, { headers })).status).toBe(400);
  expect((await admin.ask('companies/list', { search: 'evil' })).total).toBe(0);
});

test('[O7][T12] a key sees no more than whoever made it: not the requests of other companies', async () => {
  const companies = companiesIn(installation);
  const acme = await companies.add('Acme');
  const { rows } = await admin.ask('users/list', { search: 'tech2@demo.test' });
  const { email: _, disabledAt: __, seenAt: ___, ...form } = rows[0]!;
  const rights = { 'manage-api': true, 'see-reports': true };
  await admin.ask('users/save', { ...form, rights, companies: [acme] });
  const limited = await enterAdmin(url, 'tech2@demo.test');
  const scopes = ['requests:read', 'requests:write', 'sessions:read'] as const;
  const client = await openClient(url, (await makeKey(limited, [...scopes])).token);
  const { requestId } = await enterAsCustomer(url, { name: 'Other Company' });
  for (const name of named.filter((one) => scopes.includes(rest[one].scope as never))) {
    const body = bodies[name];
    const hidden = told(await client.send(name, { id: requestId }, body));
    expect({ name, ...hidden }).toEqual({
      ...{ name, ...told(await client.send(name, { id: uuidV7() }, body)) },
    });
    expect(hidden).toMatchObject({ status: 404 });
    tried('key without the company', name, 'request');
  }
  expect((await client.ask('listRequests')).items).toEqual([]);
  expect((await client.ask('listSessions')).items).toEqual([]);
  await companies.move(requestId, acme);
  expect((await client.ask('listRequests')).items.map(({ id }) => id)).toEqual([requestId]);
});
