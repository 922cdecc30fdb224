import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanyId, RequestId } from '@beside/shared/domain/ids';
import { companiesIn } from '../../support/installation/companies.ts';
import { connect, enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enterAdmin, type TestManager } from './support.ts';

let installation: TestInstallation;
let url: string;
let manager: TestManager;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  manager = await enterAdmin(url, 'manager@demo.test');
});
afterAll(() => installation.close());

const shown = async (id: RequestId, by = manager) =>
  (await by.ask('live/get', {})).requests.find((request) => request.id === id);

test('[M4] shows who is here, what waits and what is running', async () => {
  const customer = await enterAsCustomer(url, { name: 'Lea Live' });
  const { requestId } = customer;
  expect(await shown(requestId)).toMatchObject({
    ...{ customer: 'Lea Live', phase: 'waiting', assignee: null, mayJoin: false },
  });
  const technician = await enterAsTechnician(url);
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  expect(await shown(requestId)).toMatchObject({ phase: 'active', assignee: 'Toni Technician' });
  const { technicians } = await manager.ask('live/get', {});
  expect(technicians.find(({ name }) => name === 'Toni Technician')).toMatchObject({
    ...{ present: true, status: 'available', sessions: 1 },
  });
  technician.close();
  customer.close();
});

test('[M4] whoever may joins a session masked: the customer is told nothing, the technician who it is', async () => {
  const customer = await enterAsCustomer(url);
  const { requestId } = customer;
  const technician = await enterAsTechnician(url);
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  const follow = { requestId, afterSeq: 0 };
  const before = await customer.request('request:follow', follow);

  expect(await manager.send('live/join', { requestId })).toMatchObject({
    ...{ status: 403, error: { reason: 'no-right' } },
  });
  const admin = await enterAdmin(url, 'admin@demo.test');
  await admin.ask('roles/save', { roles: { manager: { 'join-masked': true } } });
  expect(await shown(requestId)).toMatchObject({ mayJoin: true });
  const changed = technician.next('request:changed', ({ request }) => !!request.team?.members[0]);
  await manager.ask('live/join', { requestId });
  expect((await changed).request.team?.members).toMatchObject([
    { name: 'Max Manager', masked: true, state: 'joined' },
  ]);
  expect(await customer.request('request:follow', follow)).toEqual(before);

  const { cookie } = manager;
  const page = await connect(url, { party: 'technician' }, { cookie });
  expect(await page.ask('team:since', follow)).toMatchObject({ ok: true });
  const post = { requestId, id: uuidV7(), text: 'hello' };
  expect(await page.ask('chat:post', post)).toMatchObject({ error: { code: 'forbidden' } });
  // With the right goes the place.
  await admin.ask('roles/save', { roles: {} });
  expect(await page.ask('team:since', follow)).toMatchObject({ error: { code: 'forbidden' } });
  page.close();
  technician.close();
  customer.close();
});

test('[M4][T12] shows nothing of companies that are not granted', async () => {
  const companies = companiesIn(installation);
  const acme: CompanyId = await companies.add('Acme');
  const admin = await enterAdmin(url, 'admin@demo.test');
  const { rows } = await admin.ask('users/list', { search: 'tech2' });
  const { email: _, disabledAt: __, seenAt: ___, ...form } = rows[0]!;
  const rights = { 'see-live': true, 'join-masked': true };
  await admin.ask('users/save', { ...form, rights, companies: [acme] });
  const limited = await enterAdmin(url, 'tech2@demo.test');
  const { requestId } = await enterAsCustomer(url);
  expect(await shown(requestId, limited)).toBeUndefined();
  const none = await limited.send('live/join', { requestId: uuidV7() });
  const hidden = await limited.send('live/join', { requestId });
  expect({ ...hidden.error, traceId: '' }).toEqual({ ...none.error, traceId: '' });
  await companies.move(requestId, acme);
  expect(await shown(requestId, limited)).toMatchObject({ id: requestId });
});
