import { afterAll, beforeAll, expect, test } from 'vitest';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { gather } from './support.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

async function together(email = '') {
  const customer = await enterAsCustomer(installation.url, { email });
  const technician = await enterAsTechnician(installation.url);
  const colleague = await enterAsTechnician(installation.url, 'tech2@demo.test');
  const { requestId } = customer;
  for (const page of [customer, technician, colleague]) {
    await page.request('request:follow', { requestId, afterSeq: 0 });
  }
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  return { customer, technician, colleague, requestId };
}

test('[T10] a link is told to the customer as it is, and only who has the request sends one', async () => {
  const { customer, technician, colleague, requestId } = await together();
  const url = 'HTTPS://example.test/manual?page=2';
  const told = customer.next(
    'chat:entry',
    ({ entry }) => entry.kind === 'event' && entry.event.code === 'link-pushed',
  );
  await technician.request('request:push-link', { requestId, url });
  expect((await told).entry).toMatchObject({
    event: { url: 'https://example.test/manual?page=2', by: { name: 'Toni Technician' } },
  });
  const push = (page: typeof technician, address: string) =>
    page.ask('request:push-link', { requestId, url: address });
  expect(await push(colleague, url)).toMatchObject({ error: { code: 'forbidden' } });
  for (const wrong of ['javascript:alert(1)', 'https://bank.test@evil.test/', 'nothing']) {
    expect(await push(technician, wrong)).toMatchObject({
      error: { code: 'bad-request', field: 'url' },
    });
  }
  await technician.request('request:end', { requestId });
  expect(await push(technician, url)).toMatchObject({ error: { code: 'conflict' } });
});

test('[T10] notes are live among technicians, each changes their own, and no customer hears of them', async () => {
  const { customer, technician, colleague, requestId } = await together();
  const heard: string[] = [];
  customer.socket.onAny((name: string, message: unknown) =>
    heard.push(name + JSON.stringify(message)),
  );
  const id = uuidV7();
  const told = colleague.next('note:changed');
  const { note } = await technician.request('note:save', { requestId, id, text: 'Ask for proof' });
  expect((await told).note).toEqual(note);
  expect(note).toMatchObject({ author: { name: 'Toni Technician' }, editedAt: null });
  // Sent twice, it stands once.
  await technician.request('note:save', { requestId, id, text: 'Ask for proof' });
  const edited = await technician.request('note:save', { requestId, id, text: 'Has proof' });
  expect(edited.note).toMatchObject({ createdAt: note.createdAt });
  expect(edited.note.editedAt).not.toBeNull();
  expect((await colleague.request('notes:list', { requestId })).notes).toEqual([edited.note]);

  const forbidden = { error: { code: 'forbidden' } };
  expect(await colleague.ask('note:save', { requestId, id, text: 'no' })).toMatchObject(forbidden);
  expect(await colleague.ask('note:delete', { requestId, id })).toMatchObject(forbidden);
  expect(await customer.ask('notes:list', { requestId })).toMatchObject(forbidden);
  const other = await enterAsCustomer(installation.url);
  const elsewhere = { requestId: other.requestId, id, text: 'moved' };
  expect(await technician.ask('note:save', elsewhere)).toMatchObject({
    error: { code: 'not-found' },
  });

  const gone = colleague.next('note:deleted');
  await technician.request('note:delete', { requestId, id });
  expect(await gone).toEqual({ requestId, id });
  await technician.request('note:delete', { requestId, id });
  expect((await technician.request('notes:list', { requestId })).notes).toEqual([]);
  await customer.request('chat:post', { requestId, id: uuidV7(), text: 'bye' });
  expect(heard.filter((line) => line.includes('note') || line.includes('proof'))).toEqual([]);
});

test('[T10] earlier requests of the same customer are found by the e-mail, page by page', async () => {
  const email = `repeat.${uuidV4().slice(0, 8)}@example.test`;
  const earlier: string[] = [];
  for (let at = 0; at < 6; at += 1) {
    const { requestId, close } = await enterAsCustomer(installation.url, {
      email: at % 2 ? email : email.toUpperCase(),
    });
    earlier.unshift(requestId);
    close();
  }
  const { technician, customer, requestId } = await together(email);
  const first = await technician.request('request:previous', { requestId });
  const { id, createdAt } = first.requests.at(-1)!;
  const rest = await technician.request('request:previous', {
    requestId,
    before: { id, createdAt },
  });
  expect([...first.requests, ...rest.requests].map((row) => row.id)).toEqual(earlier);
  expect([first.more, rest.more]).toEqual([true, false]);
  expect(await customer.ask('request:previous', { requestId })).toMatchObject({
    error: { code: 'forbidden' },
  });
});

test('[T10] ready replies: one’s own are one’s own, the account’s are kept by managers', async () => {
  const { url } = installation;
  const technician = await enterAsTechnician(url);
  const colleague = await enterAsTechnician(url, 'tech2@demo.test');
  const manager = await enterAsTechnician(url, 'manager@demo.test');
  const shortcut = `own-${uuidV4().slice(0, 8)}`;
  const own = { id: uuidV4(), shared: false, shortcut: `/${shortcut.toUpperCase()}`, text: 'Hi' };
  const heard = gather(colleague, 'reply:changed');
  const { reply } = await technician.request('reply:save', own);
  expect(reply).toEqual({ ...own, shortcut });
  const list = async (page: typeof technician) => page.request('replies:list', {});
  expect((await list(technician)).replies).toContainEqual(reply);
  expect((await list(colleague)).replies).not.toContainEqual(reply);
  expect([(await list(colleague)).mayShare, (await list(manager)).mayShare]).toEqual([false, true]);
  expect(heard).toEqual([]);

  const error = (code: string, more = {}) => ({ error: { code, ...more } });
  const save = (page: typeof technician, more: object) =>
    page.ask('reply:save', { ...own, id: uuidV4(), ...more });
  expect(await save(technician, {})).toMatchObject(error('conflict', { reason: 'shortcut-taken' }));
  expect(await save(colleague, { id: own.id })).toMatchObject(error('not-found'));
  expect(await colleague.ask('reply:delete', { id: own.id })).toMatchObject(error('not-found'));
  expect(await save(technician, { shared: true, shortcut: 'x' })).toMatchObject(error('forbidden'));
  expect(await save(technician, { shortcut: 'two words' })).toMatchObject(
    error('bad-request', { field: 'shortcut' }),
  );
  expect(await save(technician, { shortcut: 'y', text: 'Hi {{nobody}}' })).toMatchObject(
    error('bad-request', { reason: 'unknown-placeholder', field: 'text' }),
  );

  const told = colleague.next('reply:changed');
  const shared = { id: uuidV4(), shared: true, shortcut: `s-${shortcut}`, text: 'For all' };
  await manager.request('reply:save', shared);
  expect((await told).reply).toEqual(shared);
  expect(await technician.ask('reply:delete', { id: shared.id })).toMatchObject(error('forbidden'));
  const gone = colleague.next('reply:deleted');
  await manager.request('reply:delete', { id: shared.id });
  expect(await gone).toEqual({ id: shared.id });
  await technician.request('reply:delete', { id: own.id });
  await technician.request('reply:save', own);
});

test('[O1] the demo account has a few ready replies', async () => {
  const { request } = await enterAsTechnician(installation.url);
  const { replies } = await request('replies:list', {});
  expect(replies.filter(({ shared }) => shared).map(({ shortcut }) => shortcut)).toEqual([
    'bye',
    'hello',
    'moment',
    'screen',
  ]);
});
