import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { nextFile, upload } from '../../support/installation/upload.ts';
import { enterAdmin, type TestManager } from './support.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dayMs = 24 * 60 * 60_000;

let installation: TestInstallation;
let manager: TestManager;
let folder: string;
beforeAll(async () => {
  installation = await startTestInstallation();
  manager = await enterAdmin(installation.url, 'admin@demo.test');
  folder = mkdtempSync(join(tmpdir(), 'beside-customers-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await installation.close();
});

/** Somebody who was helped, with all that can be kept of them. */
async function serve(email: string, { closed = true } = {}) {
  const { url } = installation;
  const customer = await enterAsCustomer(url, { email, name: 'Wanda Weg', question: 'Wirklich?' });
  const { requestId } = customer;
  const technician = await enterAsTechnician(url);
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await customer.request('chat:post', { requestId, id: uuidV7(), text: 'Wanda says' });
  await technician.request('note:save', { requestId, id: uuidV7(), text: 'Wanda noted' });
  const told = nextFile(customer);
  await upload(url, customer, requestId, 'wanda.txt', Buffer.from('Wanda wrote\n'));
  const { file } = await told;
  if (closed) {
    await technician.request('request:end', { requestId });
    await technician.request('request:close', { requestId, outcome: 'resolved', notes: 'Wanda N' });
    await customer.request('survey:send', { requestId, rating: 5, words: 'Wanda thanks' });
  }
  technician.close();
  customer.close();
  return { requestId, fileId: file.id };
}

/** Everything that the database holds, as text; its index of three-letter parts holds none. */
function stored(): string {
  const database = new DatabaseSync(join(installation.dataDir, 'beside.sqlite'), {
    readOnly: true,
  });
  try {
    const tables = database
      .prepare("select name from pragma_table_list where schema = 'main' and type = 'table'")
      .all() as { name: string }[];
    return tables
      .map(({ name }) => JSON.stringify(database.prepare(`select * from "${name}"`).all()))
      .join('\n');
  } finally {
    database.close();
  }
}

const archive = async (of: string) =>
  fetch(`${installation.url}/api/admin/customers/export.tar?of=${encodeURIComponent(of)}`, {
    headers: { cookie: manager.cookie },
  });

/** As whoever gets the archive unpacks it. */
function unpack(tar: Uint8Array): Record<string, string> {
  const path = join(folder, `${uuidV7()}.tar`);
  writeFileSync(path, tar);
  const names = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n');
  return Object.fromEntries(
    names.map((name) => [name, execFileSync('tar', ['-xOf', path, name], { encoding: 'utf8' })]),
  );
}

test('[O6] all that is kept of a customer is handed over, and then gone, but for figures and the log', async () => {
  const email = 'wanda@away.test';
  const [first, open] = [await serve(email), await serve(email, { closed: false })];
  expect(await manager.ask('customers/find', { of: 'WANDA@away.test' })).toMatchObject({
    ...{ requests: 2, open: 1, files: 2 },
  });

  const files = unpack(new Uint8Array(await (await archive(email)).arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual(
    [first, open]
      .flatMap(({ requestId, fileId }) => [`requests/${requestId}.json`, `files/${fileId}.txt`])
      .sort(),
  );
  expect(files[`files/${first.fileId}.txt`]).toBe('Wanda wrote\n');
  const about = files[`requests/${first.requestId}.json`]!;
  for (const kept of ['Wirklich?', 'Wanda says', 'Wanda noted', 'Wanda thanks', 'wanda.txt']) {
    expect(about).toContain(kept);
  }

  const wrong = await manager.send('customers/delete', { of: email, again: 'wanda@else.test' });
  expect(wrong).toMatchObject({ status: 400, error: { field: 'again' } });
  expect(await manager.ask('customers/delete', { of: email, again: email })).toEqual({ erased: 1 });
  await expect
    .poll(() => readdirSync(join(installation.dataDir, 'files')).join())
    .not.toContain(first.fileId);
  expect(readdirSync(join(installation.dataDir, 'files')).join()).toContain(open.fileId);
  const { rows } = await manager.ask('reports/sessions', {
    ...{ from: Date.now() - dayMs, to: Date.now() + dayMs },
  });
  expect(rows.find(({ id }) => id === first.requestId)).toMatchObject({
    ...{ outcome: 'resolved', rating: 5, state: 'served' },
    ...{ customer: { name: '', email: null }, question: '' },
  });
  // What goes on stays until it is over.
  const all = { of: open.requestId, again: open.requestId };
  expect(await manager.send('customers/delete', all)).toMatchObject({
    error: { code: 'conflict', reason: 'phase-forbids' },
  });
  const technician = await enterAsTechnician(installation.url);
  await technician.request('request:end', { requestId: open.requestId });
  technician.close();
  expect(await manager.ask('customers/delete', all)).toEqual({ erased: 1 });
  expect(stored()).not.toMatch(/wanda|Wirklich/i);
  expect(await manager.ask('audit/verify', {})).toMatchObject({ ok: true });
  expect(await manager.ask('customers/find', { of: email })).toMatchObject({ requests: 0 });
  expect((await archive(email)).status).toBe(404);
  const again = await manager.send('customers/delete', { of: email, again: email });
  expect(again).toMatchObject({ error: { code: 'not-found' } });
});

test('[O6] only those with the right are handed anything', async () => {
  const { url } = installation;
  for (const [who, status] of [
    ['manager@demo.test', 403],
    [undefined, 401],
  ] as const) {
    const { cookie } = await enterAdmin(url, who);
    const path = `${url}/api/admin/customers/export.tar?of=x@y.test`;
    expect((await fetch(path, { headers: { cookie } })).status).toBe(status);
  }
});

test('[O6][M5] each is one command, beside the running server', async () => {
  const email = 'wanda@command.test';
  const { requestId } = await serve(email);
  // The server is in this process: nothing may stand still meanwhile.
  const run = async (command: string, args: string[], input = '') => {
    const path = join(root, 'signaling-server', 'src', 'commands', command);
    const child = spawn(process.execPath, [path, ...args], {
      env: { ...process.env, DATA_DIR: installation.dataDir, NODE_NO_WARNINGS: '1' },
    });
    child.stdin.end(input);
    const [said, wrong] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (child.exitCode === null) await once(child, 'exit');
    return { status: child.exitCode, said: said + wrong };
  };
  const out = join(folder, 'customer.tar');
  expect(await run('customerCommand.ts', ['export', email, '--out', out])).toMatchObject({
    status: 0,
  });
  expect(Object.keys(unpack(readFileSync(out)))).toContain(`requests/${requestId}.json`);
  expect(await run('customerCommand.ts', ['delete', email], 'somebody\n')).toMatchObject({
    ...{ status: 1, said: expect.stringContaining('Nothing was deleted') as string },
  });
  expect(await run('customerCommand.ts', ['delete', email], `${email}\n`)).toMatchObject({
    status: 0,
  });
  expect(await run('customerCommand.ts', ['export', email])).toMatchObject({
    ...{ status: 1, said: expect.stringContaining('Nothing is kept') as string },
  });
  expect(stored()).not.toMatch(/wanda@command/i);

  expect(await run('auditVerify.ts', [])).toMatchObject({
    ...{ status: 0, said: expect.stringMatching(/Demo: whole, \d+ rows/) as string },
  });
  const cut = await run('auditVerify.ts', ['--head', 'f'.repeat(64)]);
  expect(cut).toMatchObject({ status: 1, said: expect.stringContaining('NOT WHOLE') as string });
  const path = join(folder, 'audit.jsonl');
  const { cookie } = manager;
  const log = await fetch(`${installation.url}/api/admin/audit/log.jsonl`, { headers: { cookie } });
  const lines = await log.text();
  writeFileSync(path, lines);
  expect(await run('auditVerify.ts', [path])).toMatchObject({ status: 0 });
  writeFileSync(path, lines.replace('"seq":2,', '"seq":3,'));
  expect(await run('auditVerify.ts', [path])).toMatchObject({
    ...{ status: 1, said: expect.stringContaining('row 2: a row is missing') as string },
  });
});

test('[C3] what is over goes by itself when the account says so, and not before', async () => {
  const email = 'wanda@kept.test';
  await serve(email);
  const found = async () => (await manager.ask('customers/find', { of: email })).requests;
  const { settings } = await manager.ask('settings/get', {});
  expect(settings.retentionDays).toBeNull();
  await installation.pass(40 * dayMs);
  manager = await enterAdmin(installation.url, 'admin@demo.test');
  expect(await found()).toBe(1);
  await manager.ask('settings/save', { ...settings, retentionDays: 45 });
  await installation.pass(1);
  expect(await found()).toBe(1);
  await installation.pass(6 * dayMs);
  manager = await enterAdmin(installation.url, 'admin@demo.test');
  await expect.poll(found).toBe(0);
  const { rows } = await manager.ask('audit/list', { act: 'retention-applied' });
  expect(rows[0]).toMatchObject({ by: null, subject: { kind: 'request' } });
  expect(stored()).not.toMatch(/wanda@kept/i);
});
