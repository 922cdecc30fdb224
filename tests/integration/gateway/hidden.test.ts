import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { CompanyId } from '@beside/shared/domain/ids';
import { notices, requests } from '@beside/shared/protocol/contract';
import type { Reply } from '@beside/shared/protocol/errors';
import { companiesIn, type TestCompanies } from '../../support/installation/companies.ts';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  signIn,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { countRights } from '../../support/countRights.ts';
import { gather } from '../desk/support.ts';
import { wellFormed } from './inputs.ts';

const limitedEmail = 'tech2@demo.test';

const tried = countRights('technicians without the company, events');
let installation: TestInstallation;
let companies: TestCompanies;
let [acme, globex]: CompanyId[] = [];
let cookie: string;
let limited: TestPage;
beforeAll(async () => {
  installation = await startTestInstallation();
  companies = companiesIn(installation);
  [acme, globex] = [await companies.add('Acme'), await companies.add('Globex')];
  cookie = await signIn(installation.url, limitedEmail);
});
afterAll(() => installation.close());
beforeEach(async () => {
  await companies.grant(limitedEmail, [acme!]);
  limited = await connect(installation.url, { party: 'technician' }, { cookie });
  return () => limited.close();
});

const takesRequest = (definition: { input: { shape?: object } }): boolean =>
  'requestId' in (definition.input.shape ?? {});
const named = <K extends string>(all: Record<K, { from: readonly string[]; input: object }>): K[] =>
  (Object.keys(all) as K[]).filter(
    (name) => all[name].from.includes('technician') && takesRequest(all[name]),
  );

/** What is told, apart from the name that each failure gets. */
function saidBy(reply: Reply<unknown>): unknown {
  return reply.ok ? reply : { ...reply.error, traceId: '' };
}

async function openFor(company: CompanyId | null) {
  const customer = await enterAsCustomer(installation.url);
  await companies.move(customer.requestId, company);
  return customer;
}

describe('[T12] a request of a company that is not granted is answered as one that does not exist', () => {
  // What a page says it shows is taken as it is; it opens nothing, and nobody is told.
  const refusing = named(notices).filter((name) => name !== 'console:looking');
  test('the walk has every event that names a request', () => {
    expect(named(requests).length).toBeGreaterThan(25);
    expect(refusing.length).toBeGreaterThan(3);
  });
  let [requestId, nobodys]: string[] = [];
  beforeAll(async () => {
    [requestId, nobodys] = [(await openFor(globex!)).requestId, (await openFor(null)).requestId];
  });
  test.each(named(requests))('%s', async (name) => {
    const hidden = saidBy(await limited.ask(name, wellFormed(name, requestId!)));
    const none = saidBy(await limited.ask(name, wellFormed(name, uuidV7())));
    expect(hidden).toEqual(none);
    tried('technician without the company', name, 'request');
    if (name !== 'request:unfollow' && name !== 'relay:leave') {
      expect(hidden).toMatchObject({ code: 'not-found' });
    }
  });
  test.each(refusing)('%s', async (name) => {
    const refused = async (id: string) => {
      const told = limited.next('refused', ({ event }) => event === name);
      limited.socket.emit(name, wellFormed(name, id));
      return { ...(await told).error, traceId: '' };
    };
    const hidden = await refused(nobodys!);
    expect(hidden).toEqual(await refused(uuidV7()));
    expect(hidden).toMatchObject({ code: 'not-found' });
    tried('technician without the company', name, 'request');
  });
});

test('[T12] nothing of what is hidden is told, and what is granted is', async () => {
  const heard: string[] = [];
  limited.socket.onAny((_name: string, message: unknown) => heard.push(JSON.stringify(message)));
  const [theirs, nobodys, ours] = [
    await openFor(globex!),
    await openFor(null),
    await openFor(acme!),
  ];
  const technician = await enterAsTechnician(installation.url);
  for (const { requestId, ...customer } of [theirs, nobodys, ours]) {
    await technician.request('request:assign', { requestId });
    await technician.request('request:follow', { requestId, afterSeq: 0 });
    await technician.request('note:save', { requestId, id: uuidV7(), text: 'a note' });
    await customer.request('chat:post', { requestId, id: uuidV7(), text: 'hello' });
  }
  const { requests: list } = await limited.request('requests:list', {});
  const ids = list.map(({ id }) => id);
  expect(ids).toContain(ours.requestId);
  const said = heard.join('\n');
  expect(said).toContain(ours.requestId);
  for (const { requestId } of [theirs, nobodys]) {
    expect(ids).not.toContain(requestId);
    expect(said).not.toContain(requestId);
  }
  technician.close();
});

test('[T12] what is taken away goes from the open page at once, and comes back with the grant', async () => {
  const { requestId, ...customer } = await openFor(acme!);
  await limited.request('request:follow', { requestId, afterSeq: 0 });
  const hidden = limited.next('request:hidden');
  const changed = limited.next('sight:changed');
  await companies.grant(limitedEmail, [globex!]);
  expect(await hidden).toMatchObject({ requestId });
  await changed;
  const heard = gather(limited, 'chat:entry');
  await customer.request('chat:post', { requestId, id: uuidV7(), text: 'secret' });
  expect(await limited.ask('chat:since', { requestId, afterSeq: 0 })).toMatchObject({ ok: false });
  expect(heard).toEqual([]);
  await companies.grant(limitedEmail, 'all');
  const told = limited.next('request:changed', ({ request }) => request.id === requestId);
  await customer.request('request:end', { requestId });
  expect((await told).request.phase).toBe('ended');
});

test('[T12] a request that goes to another company goes from the view of those who may not see that', async () => {
  const { requestId, ...customer } = await openFor(acme!);
  await limited.request('request:follow', { requestId, afterSeq: 0 });
  const hidden = limited.next('request:hidden');
  await companies.move(requestId, globex!);
  const { version } = await hidden;
  expect(version).toBeGreaterThan(1);
  const heard = gather(limited, 'request:changed');
  await customer.request('request:end', { requestId });
  expect(await limited.ask('requests:list', {})).toMatchObject({ ok: true });
  expect(heard).toEqual([]);
  await companies.move(requestId, acme!);
  await limited.request('request:follow', { requestId, afterSeq: 0 });
});

test('[T12] who has a request sees it whatever its company is, and not when it is given back', async () => {
  const { requestId } = await openFor(acme!);
  await limited.request('request:assign', { requestId });
  await companies.move(requestId, globex!);
  await limited.request('request:follow', { requestId, afterSeq: 0 });
  const hidden = limited.next('request:hidden');
  await limited.request('request:unassign', { requestId });
  await hidden;
  expect(await limited.ask('request:assign', { requestId })).toMatchObject({
    error: { code: 'not-found' },
  });
});

test('[T12] alerts call only those who may see the company', async () => {
  await limited.request('status:set', { status: 'available' });
  const raised = gather(limited, 'alert:raised');
  const { url } = installation;
  const colleague = await enterAsTechnician(url);
  await colleague.request('status:set', { status: 'available' });
  const told = colleague.next('alert:raised');
  const { requestId } = await enterAsCustomer(url);
  await told;
  const gone = gather(limited, 'alert:gone');
  await colleague.request('alert:accept', { requestId });
  expect((await limited.request('status:get', {})).alerts).toEqual([]);
  expect(raised).toEqual([]);
  expect(gone.filter((message) => message.requestId === requestId)).toEqual([]);
  colleague.close();
});

test('[T12] a transfer is possible only to those who may see the company', async () => {
  const technician = await enterAsTechnician(installation.url);
  await limited.request('status:set', { status: 'available' });
  const { technicians: all } = await technician.request('technicians:list', {});
  const target = all.find(({ name }) => name.startsWith('Robin'))!;
  const [{ requestId: theirs }, { requestId: ours }] = [
    await openFor(globex!),
    await openFor(acme!),
  ];
  const to = { kind: 'technician', id: target.id } as const;
  for (const [requestId, possible] of [
    [theirs, false],
    [ours, true],
  ] as const) {
    await technician.request('request:assign', { requestId });
    const { technicians } = await technician.request('technicians:list', { requestId });
    expect(technicians.some(({ id }) => id === target.id)).toBe(possible);
    const reply = await technician.ask('request:transfer', { requestId, to });
    expect(reply.ok).toBe(possible);
  }
  technician.close();
});

test('[T12] who joined with a code is told while it may be seen', async () => {
  const { url } = installation;
  const { code } = await limited.request('code:create', {});
  const customer = await enterAsCustomer(url, { code: code.digits! }, 'demo-pin');
  const { requestId } = customer;
  const joined = async () =>
    (await limited.request('codes:list', {})).codes.find(({ id }) => id === code.id)?.joined;
  expect(await joined()).toMatchObject({ requestId });
  await limited.request('request:unassign', { requestId });
  expect(await joined()).toBeNull();
});

test('[T9][T12] who is invited sees the request as long as they take part, whatever its company becomes', async () => {
  const { requestId, ...customer } = await openFor(acme!);
  const host = await enterAsTechnician(installation.url);
  await host.request('request:assign', { requestId });
  await host.request('request:join', { requestId });
  await limited.request('status:set', { status: 'available' });
  const { technicians } = await host.request('technicians:list', { requestId });
  const user = technicians.find(({ name }) => name.startsWith('Robin'))!.id;
  const raised = limited.next('alert:raised');
  const wish = { requestId, user, role: 'see-and-chat', masked: false } as const;
  await host.request('team:invite', wish);
  await raised;
  await companies.move(requestId, globex!);
  const isListed = async () =>
    (await limited.request('requests:list', {})).requests.some(({ id }) => id === requestId);
  expect(await isListed()).toBe(true);
  await limited.request('alert:accept', { requestId });
  await limited.request('request:follow', { requestId, afterSeq: 0 });
  const said = limited.next('chat:entry', ({ entry }) => entry.kind === 'message');
  await customer.request('chat:post', { requestId, id: uuidV7(), text: 'hello' });
  expect((await said).entry).toMatchObject({ text: 'hello' });
  const changed = limited.next('request:changed', ({ request }) => request.id === requestId);
  await host.request('share:propose', { requestId });
  expect((await changed).request.live.share.phase).toBe('proposed');

  const hidden = limited.next('request:hidden');
  await limited.request('team:leave', { requestId });
  expect(await hidden).toMatchObject({ requestId });
  expect(await isListed()).toBe(false);
  expect(await limited.ask('chat:since', { requestId, afterSeq: 0 })).toMatchObject({
    error: { code: 'not-found' },
  });
  // Not brought back in by a side door either.
  expect(await host.ask('team:invite', wish)).toMatchObject({ error: { code: 'not-found' } });
  host.close();
});
