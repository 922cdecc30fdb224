import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiScopes } from '@beside/shared/domain/apiScopes';
import { restNames } from '@beside/shared/protocol/rest';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  openThePortals,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enterAdmin, type TestManager } from '../admin/support.ts';
import { makeKey, openClient, type TestClient } from './support.ts';

let installation: TestInstallation;
let url: string;
let admin: TestManager;
let api: TestClient;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
  api = await openClient(url, (await makeKey(admin)).token);
});
afterAll(() => installation.close());

describe('[O7] keys', () => {
  test('are shown once, stored as a hash, and open the API until they are revoked', async () => {
    const { id, token } = await makeKey(admin);
    const { rows } = await admin.ask('keys/list', { search: token.slice(-4) });
    expect(rows.find((row) => row.id === id)).toMatchObject({ state: 'live', usedAt: null });
    expect(JSON.stringify(rows)).not.toContain(token);
    const mine = await openClient(url, token);
    expect((await mine.send('listPortals')).status).toBe(200);
    const used = await admin.ask('keys/list', {});
    expect(used.rows.find((row) => row.id === id)?.usedAt).toBeTypeOf('number');
    expect((await admin.ask('keys/revoke', { id })).key.state).toBe('revoked');
    expect(await mine.send('listPortals')).toMatchObject({
      status: 401,
      data: { code: 'not-authenticated', status: 401 },
    });
    expect((await admin.ask('keys/list', {})).rows.map((row) => row.id)).not.toContain(id);
    expect(installation.log.join('\n')).not.toContain(token);
  });

  test('open nothing after their time, nor for somebody who is kept out or has lost the right', async () => {
    const { rows } = await admin.ask('users/list', { search: 'manager@demo.test' });
    const { email: _, disabledAt: __, seenAt: ___, ...max } = rows[0]!;
    const rights = { 'manage-api': true };
    await admin.ask('users/save', { ...max, rights });
    const manager = await enterAdmin(url, 'manager@demo.test');
    const more = { name: 'too much', scopes: ['users:write'], days: 1 };
    expect(await manager.send('keys/create', more)).toMatchObject({
      ...{ status: 403, error: { reason: 'not-yours-to-give', field: 'scopes' } },
    });
    const theirs = await openClient(url, (await makeKey(manager, ['technicians:read'])).token);
    const status = async () => (await theirs.send('listTechnicians')).status;
    expect(await status()).toBe(200);
    await admin.ask('users/save', { ...max, rights: { ...rights, 'see-live': false } });
    expect(await status()).toBe(403);
    await admin.ask('users/save', { ...max, rights });
    await admin.ask('users/disable', { id: max.id });
    expect(await status()).toBe(401);
    await admin.ask('users/enable', { id: max.id });
    expect(await status()).toBe(200);
    await installation.pass(2 * 24 * 60 * 60_000);
    expect(await status()).toBe(401);
    await admin.ask('users/save', { ...max, rights: {} }).catch(() => undefined);
    admin = await enterAdmin(url, 'admin@demo.test');
    api = await openClient(url, (await makeKey(admin)).token);
  });

  test('that ask too often are told how long to wait, and cost nobody else anything', async () => {
    const { token } = await makeKey(admin, ['requests:read']);
    const headers = { authorization: `Bearer ${token}` };
    let last = await fetch(`${url}/api/v1/requests?limit=1`, { headers });
    expect(last.headers.get('ratelimit-policy')).toBe('"key";q=300;w=60');
    expect(last.headers.get('ratelimit')).toMatch(/^"key";r=299;t=\d+$/);
    for (let round = 0; round < 10 && last.status === 200; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => fetch(`${url}/api/v1/requests?limit=1`, { headers })),
      );
      last = answers.find(({ status }) => status === 429) ?? last;
    }
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last.headers.get('content-type')).toContain('application/problem+json');
    expect(await last.json()).toMatchObject({ code: 'rate-limited', reason: 'too-fast' });
    expect((await api.send('listRequests')).status).toBe(200);
  });
});

describe('[O7] a client that is generated from the document', () => {
  test('knows every route, and its scopes', () => {
    expect(
      Object.keys(api.client)
        .filter((name) => restNames.includes(name as never))
        .sort(),
    ).toEqual([...restNames].sort());
    const scopes = api.client.api
      .getOperations()
      .map(({ security }) => security?.[0]?.['key']?.[0]);
    expect(new Set(scopes)).toEqual(new Set(apiScopes));
  });

  test('opens a request by the rules of a portal, once, and the customer goes on by the link', async () => {
    await openThePortals(url);
    const body = {
      ...{ id: uuidV7(), portal: 'demo', name: 'Paula Program', question: 'Where is it?' },
    };
    const { request, link } = await api.ask('createRequest', {}, body);
    expect(request).toMatchObject({ id: body.id, phase: 'waiting', question: 'Where is it?' });
    expect((await api.ask('createRequest', {}, body)).link).toBe(link);
    const token = link.split('#')[1]?.split('.')[1];
    const customer = await connect(url, { party: 'customer', token });
    const follow = { requestId: request.id, afterSeq: 0 };
    expect(await customer.ask('request:follow', follow)).toMatchObject({ ok: true });
    const [found] = (await api.ask('listRequests', { search: 'Paula Program' })).items;
    expect(found).toMatchObject({ id: request.id });
    expect(await api.ask('getRequest', { id: request.id })).toMatchObject({ id: request.id });
    const note = await api.ask('addNote', { id: request.id }, { text: 'from the CRM' });
    expect((await api.ask('listNotes', { id: request.id })).items).toEqual([note]);
    customer.close();
    expect(await api.send('createRequest', {}, { portal: 'demo', email: 'x' })).toMatchObject({
      ...{ status: 400, data: { field: 'email' } },
    });
    expect((await api.send('createRequest', {}, { portal: 'demo' })).data.field).toBe('name');
    expect((await api.send('createRequest', {}, { portal: 'nowhere' })).status).toBe(404);
  });

  test('pages through requests by a mark, and closes one whoever has it', async () => {
    const technician = await enterAsTechnician(url);
    const customers = [];
    for (let at = 0; at < 3; at += 1) customers.push(await enterAsCustomer(url));
    const { requestId } = customers[0]!;
    await technician.request('request:assign', { requestId });
    const ids: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await api.ask('listRequests', { limit: 2, ...(after && { after }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(customers.map((one) => one.requestId)));
    const closed = await api.ask('closeRequest', { id: requestId }, { outcome: 'resolved' });
    expect(closed).toMatchObject({ phase: 'closed', outcome: 'resolved' });
    expect(
      await api.send('closeRequest', { id: requestId }, { outcome: 'resolved' }),
    ).toMatchObject({ status: 409, data: { reason: 'phase-forbids' } });
    expect((await api.send('listRequests', { after: 'nonsense' })).data.field).toBe('after');
    technician.close();
    for (const customer of customers) customer.close();
  });

  test('reads sessions with their filters, and one with its transcript', async () => {
    const { items, next } = await api.ask('listSessions', { outcome: 'resolved' });
    expect(items.length).toBe(1);
    expect(next).toBeNull();
    const { session, transcript } = await api.ask('getSession', { id: items[0]!.id });
    expect(session).toEqual(items[0]);
    const rest = await api.ask('getTranscript', { id: session.id, after: 1 });
    expect(rest.items).toEqual(transcript.items.slice(1));
    expect(transcript.items.at(-1)).toMatchObject({ kind: 'event', event: { code: 'closed' } });
    const backwards = { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    expect((await api.send('listSessions', backwards)).status).toBe(400);
    expect((await api.send('listSessions', { rating: 9 })).data.field).toBe('rating');
  });

  test('makes and cancels access codes for a technician', async () => {
    const { items } = await api.ask('listTechnicians');
    const technician = items.find(({ name }) => name === 'Toni Technician')!.id;
    const code = await api.ask('createCode', { technician });
    expect(code).toMatchObject({ state: 'live', request: null });
    const cancelled = await api.ask('cancelCode', { technician, id: code.id });
    expect(cancelled).toMatchObject({ id: code.id, state: 'cancelled', digits: null });
    expect((await api.ask('listCodes', { technician })).items[0]).toEqual(cancelled);
  });

  test('provisions users and companies, and reads portals', async () => {
    const { items } = await api.ask('listPortals', { search: 'demo-queue' });
    expect(items[0]).toMatchObject({
      slug: 'demo-queue',
      mode: 'queue',
      url: `${url}/p/demo-queue`,
    });
    const invite = { name: 'Ina', email: 'ina@x.test', role: 'technician', language: 'en' };
    expect((await api.ask('inviteUser', {}, invite)).link).toContain('/console/invitation#');
    const [toni] = (await api.ask('listUsers', { search: 'tech@demo' })).items;
    const company = await api.ask('createCompany', {}, { name: 'Acme' });
    const changed = await api.ask('changeUser', { id: toni!.id }, { companies: [company.id] });
    expect(changed).toMatchObject({ name: toni!.name, companies: [company.id] });
    await api.ask('changeUser', { id: toni!.id }, { companies: 'all' });
    expect((await api.ask('disableUser', { id: toni!.id })).disabledAt).toBeTypeOf('string');
    expect((await api.ask('enableUser', { id: toni!.id })).disabledAt).toBeNull();
    expect(await api.ask('getUser', { id: toni!.id })).toMatchObject({ email: 'tech@demo.test' });
    await api.ask('renameCompany', { id: company.id }, { name: 'Acme Ltd' });
    expect(await api.ask('getCompany', { id: company.id })).toMatchObject({ name: 'Acme Ltd' });
    expect((await api.ask('listCompanies', { search: 'ltd' })).total).toBe(1);
    await api.ask('removeCompany', { id: company.id });
    expect((await api.send('getCompany', { id: company.id })).status).toBe(404);
  });
});

test('[O7] the reference page shows every route, needs no script, and no key', async () => {
  const response = await fetch(`${url}/api`);
  expect(response.headers.get('content-type')).toContain('text/html');
  const page = await response.text();
  for (const name of restNames) expect(page).toContain(`id="${name}"`);
  expect(page).not.toContain('<script');
});
