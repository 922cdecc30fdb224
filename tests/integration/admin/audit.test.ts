import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLog } from '@beside/shared/domain/logFile';
import { admin, type AdminName } from '@beside/shared/protocol/admin';
import { auditTable } from '@beside/signaling-server/identity/auditTable';
import { logCrypto } from '@beside/signaling-server/identity/logKey';
import {
  enterAsCustomer,
  enterAsTechnician,
  openRequest,
  postJson,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { writeBehind } from '../../support/installation/writeBehind.ts';
import { adminInputs } from './inputs.ts';
import { enterAdmin, type TestManager } from './support.ts';

let installation: TestInstallation;
let manager: TestManager;
beforeAll(async () => {
  installation = await startTestInstallation();
  manager = await enterAdmin(installation.url, 'admin@demo.test');
});
afterAll(() => installation.close());

async function addProfile(): Promise<string> {
  const answer = await fetch(`${installation.url}/api/v1/profiles?name=a`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-apple-aspen-config', cookie: manager.cookie },
    body: '<?xml version="1.0"?><plist><dict><key>PayloadType</key><string>Configuration</string></dict></plist>',
  });
  return ((await answer.json()) as { data: { id: string } }).data.id;
}

const newest = async () => (await manager.ask('audit/list', {})).rows[0];

describe('[M5] every route of the management centre', () => {
  /** An id for each route on which it can do what it is for. */
  const ids = async (): Promise<Partial<Record<AdminName, string>>> => {
    const { url } = installation;
    const { users } = await manager.ask('users/choices', {});
    const robin = users.find(({ name }) => name.startsWith('Robin'))!.id;
    const { rows } = await manager.ask('portals/list', {});
    const portal = rows.find(({ slug }) => slug === 'demo-pin')!.id;
    const { team } = await manager.ask('teams/save', { name: 'A', rights: {}, members: [] });
    const { company } = await manager.ask('companies/save', { name: 'A' });
    const spare = await manager.ask('companies/save', { name: 'B' });
    const reply = { shortcut: 'audit-a', text: 'Hello' };
    const replies = [
      await manager.ask('replies/save', reply),
      await manager.ask('replies/save', { ...reply, shortcut: 'audit-b' }),
    ].map(({ reply: { id } }) => id);
    const form = { url: 'https://hooks.test/', events: ['request.created'], enabled: false };
    const { webhook } = await manager.ask('webhooks/save', { ...form, name: 'A' } as never);
    const { key } = await manager.ask('keys/create', {
      ...{ name: 'A', scopes: ['requests:read'], days: 1 },
    });
    const profile = await addProfile();
    const customer = await openRequest(url);
    const technician = await enterAsTechnician(url);
    await technician.request('request:assign', { requestId: customer.requestId });
    const { requestId: over } = await openRequest(url);
    await technician.request('request:assign', { requestId: over });
    await technician.request('request:join', { requestId: over });
    await technician.request('request:end', { requestId: over });
    technician.close();
    const id = customer.requestId;
    return {
      ...{ 'users/save': robin, 'users/disable': robin, 'users/enable': robin },
      ...{ 'teams/save': team.id, 'teams/remove': team.id },
      ...{ 'portals/save': portal, 'portals/remove': portal, 'portals/restore': portal },
      ...{ 'companies/save': company.id, 'companies/remove': spare.company.id },
      ...{ 'live/join': id, 'reports/session': id, 'reports/entries': id },
      ...{ 'replies/save': replies[0]!, 'replies/remove': replies[1]! },
      ...{ 'profiles/rename': profile, 'profiles/remove': profile, 'keys/revoke': key.id },
      ...{ 'webhooks/save': webhook.id, 'webhooks/secret': webhook.id },
      ...{ 'webhooks/remove': webhook.id, 'customers/delete': over },
    };
  };

  test('that changes something, or shows what customers said, writes its row in the log', async () => {
    const known = await ids();
    // For whom nothing was set yet; else they might not look on.
    const { users } = await manager.ask('users/choices', {});
    const own = users.find(({ role }) => role === 'administrator')!;
    const { user } = await manager.ask('users/get', { id: own.id });
    const { email: _, disabledAt: __, seenAt: ___, ...form } = user;
    await manager.ask('users/save', { ...form, rights: { 'join-masked': true } });
    for (const name of Object.keys(admin) as AdminName[]) {
      const id = known[name] ?? uuidV4();
      const input = {
        ...adminInputs(id)[name],
        ...(name === 'users/import' && {
          text: `name,email\nIna,${uuidV4()}@x.test`,
          confirm: true,
        }),
      };
      const before = (await newest())!.seq;
      const answered = await manager.send(name, input);
      const row = (await newest())!;
      const act = auditTable[name];
      // Which need a file or a recording: see below, and the tests of recordings.
      if (name === 'reports/file' || name.startsWith('recordings/')) continue;
      if (act === null) {
        expect({ name, seq: row.seq }).toEqual({ name, seq: before });
        continue;
      }
      expect({ name, status: answered.status }).toEqual({ name, status: 200 });
      expect({ name, ...row }).toMatchObject({ name, act, seq: before + 1, by: { id: own.id } });
      if ('id' in input || 'requestId' in input) {
        expect({ name, subject: row.subject?.id }).toEqual({ name, subject: id });
      }
    }
    expect(await manager.ask('audit/verify', {})).toMatchObject({ ok: true });
  });

  test('that is refused writes none', async () => {
    const before = (await newest())!.seq;
    expect(await manager.send('teams/remove', { id: uuidV4() })).toMatchObject({ status: 404 });
    expect(await manager.send('users/disable', { id: uuidV4() })).toMatchObject({ status: 404 });
    const taken = { name: 'A', rights: {}, members: [uuidV4()] };
    expect((await manager.send('teams/save', taken)).error).toBeDefined();
    expect((await newest())!.seq).toBe(before);
  });
});

test('[M5] what is set beside the forms is written down as well, and nobody’s name or address', async () => {
  const { url } = installation;
  const { cookie } = manager;
  const acts = async (from: number) =>
    (await manager.ask('audit/list', {})).rows
      .filter(({ seq }) => seq > from)
      .map(({ act }) => act)
      .reverse();
  const before = (await newest())!.seq;
  const headers = { cookie };
  const sso = {
    issuer: 'https://id.test',
    clientId: 'beside',
    domains: ['x.test'],
    newUsers: null,
  };
  const invited = { email: `${uuidV4()}@x.test`, name: 'Nora', role: 'technician', language: 'en' };
  for (const [path, body] of [
    ['single-sign-on', sso],
    ['single-sign-on/remove', {}],
    ['invitations', invited],
  ] as const) {
    expect((await postJson(`${url}/api/v1/${path}`, body, headers)).status).toBe(200);
  }
  const technician = await enterAsTechnician(url, 'admin@demo.test');
  const reply = { id: uuidV7(), shared: true, shortcut: 'hey', text: 'Hello' };
  await technician.request('reply:save', reply);
  await technician.request('reply:save', { ...reply, id: uuidV7(), shared: false });
  await technician.request('reply:delete', { id: reply.id });
  technician.close();
  expect(await acts(before)).toEqual([
    ...['single-sign-on-changed', 'single-sign-on-removed', 'user-invited'],
    ...['reply-changed', 'reply-removed'],
  ]);
  const { rows } = await manager.ask('audit/list', {});
  expect(JSON.stringify(rows.map(({ detail }) => detail))).not.toMatch(/@x\.test|Nora|Toni|Hello/);
});

test('[M5] who reads a conversation without a part in it is written down, and who has one is not', async () => {
  const { url } = installation;
  const customer = await enterAsCustomer(url);
  const { requestId } = customer;
  const [own, other] = [
    await enterAsTechnician(url),
    await enterAsTechnician(url, 'tech2@demo.test'),
  ];
  const reads = async () => {
    const found = await manager.ask('audit/list', { subject: requestId });
    return found.rows
      .map(({ act, by }) => `${by?.name?.startsWith('Toni') ? 'own' : 'other'} ${act}`)
      .reverse();
  };
  await own.request('request:assign', { requestId });
  await own.request('request:follow', { requestId, afterSeq: 0 });
  expect(await reads()).toEqual([]);
  await other.request('request:follow', { requestId, afterSeq: 0 });
  await other.request('request:follow', { requestId, afterSeq: 1000 });
  expect(await reads()).toEqual(['other transcript-read']);
  await own.request('request:end', { requestId });
  await own.request('request:close', { requestId, outcome: 'resolved', notes: '' });
  await own.request('chat:since', { requestId, afterSeq: 0 });
  await customer.request('chat:since', { requestId, afterSeq: 0 });
  expect((await reads()).slice(1)).toEqual(['own transcript-read']);
  for (const page of [own, other, customer]) page.close();
});

describe('[M5] the exported log', () => {
  const read = async (cookie = manager.cookie) =>
    fetch(`${installation.url}/api/admin/audit/log.jsonl`, { headers: { cookie } });

  test('can be checked by itself, and is signed by the installation', async () => {
    const text = await (await read()).text();
    const { data } = (await (await fetch(`${installation.url}/api/v1/log-key`)).json()) as {
      data: { key: string };
    };
    const verdict = await verifyLog(text, logCrypto, data.key);
    expect(verdict).toMatchObject({ ok: true });
    expect(text.trim().split('\n')).toHaveLength((await newest())!.seq + 2);
    expect(text).toContain('"act":"audit-exported"');
    const forged = text.replace('"act":"team-changed"', '"act":"team-removed"');
    expect(await verifyLog(forged, logCrypto, data.key)).toMatchObject({ why: 'changed' });
    expect(await verifyLog(text, logCrypto, 'A'.repeat(43))).toEqual({ ok: false, why: 'key' });
    expect(await verifyLog('{}', logCrypto)).toEqual({ ok: false, why: 'unreadable' });
  });

  test('is for those with the right alone', async () => {
    for (const email of ['manager@demo.test', 'tech@demo.test']) {
      const { cookie } = await enterAdmin(installation.url, email);
      expect((await read(cookie)).status).toBe(403);
    }
    expect((await read('')).status).toBe(401);
  });
});

test('[M5] what is changed behind the triggers’ back is found, and told where', async () => {
  const middle = Math.floor((await newest())!.seq / 2);
  await writeBehind(installation, (database) => {
    database.exec('drop trigger audit_no_update; drop trigger audit_no_delete');
    database.prepare('update audit set at = at + 1 where seq = ?').run(middle);
  });
  expect(await manager.ask('audit/verify', {})).toEqual({ ok: false, why: 'changed', at: middle });
  await writeBehind(installation, (database) => {
    database.prepare('update audit set at = at - 1 where seq = ?').run(middle);
    database.exec('delete from audit where seq = (select max(seq) from audit)');
  });
  const database = new DatabaseSync(join(installation.dataDir, 'beside.sqlite'), {
    readOnly: true,
  });
  const { rows } = database.prepare('select count(*) as rows from audit').get() as { rows: number };
  database.close();
  expect(await manager.ask('audit/verify', {})).toEqual({ ok: false, why: 'end', at: rows });
});
