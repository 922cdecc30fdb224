import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import { enterAsCustomer, enterAsTechnician, postJson } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { nextFile, upload } from '../../support/installation/upload.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation({ SECRET_KEY: 'k'.repeat(32) });
});
afterAll(() => installation.close());

/** A conversation with a file in it. */
async function arrange(name = 'notes.txt', content = 'Two lines.\n') {
  const { url } = installation;
  const customer = await enterAsCustomer(url);
  const { requestId } = customer;
  await customer.request('request:follow', { requestId, afterSeq: 0 });
  const told = nextFile(customer);
  await upload(url, customer, requestId, name, Buffer.from(content));
  const { file } = await told;
  const linkOf = async (page: { request: typeof customer.request } = customer) =>
    (await page.request('file:link', { requestId, fileId: file.id })).url;
  return { url, customer, requestId, file, linkOf };
}

describe('[F3] downloads', () => {
  test('[F3] a file is a download, and never runs in a page', async () => {
    const page = '<!doctype html><script>alert(1)</script>';
    const { url, linkOf } = await arrange('Grüße "neu".txt', page);
    const response = await fetch(url + (await linkOf()));
    expect(await response.text()).toBe(page);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="Gr\?\?e _neu_\.txt"; filename\*=UTF-8''Gr%C3%BC%C3%9Fe%20_neu_\.txt$/,
      ) as string,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('[F3] a part is sent to who asks for a part', async () => {
    const { url, linkOf } = await arrange();
    const link = url + (await linkOf());
    const part = await fetch(link, { headers: { range: 'bytes=4-8' } });
    expect([part.status, await part.text()]).toEqual([206, 'lines']);
    expect(part.headers.get('content-range')).toBe('bytes 4-8/11');
    const outside = await fetch(link, { headers: { range: 'bytes=50-60' } });
    expect(outside.status).toBe(416);
  });

  test('[F3] a link is given to those who may see the request, and to nobody else', async () => {
    const { url, requestId, file, linkOf } = await arrange();
    const technician = await enterAsTechnician(url);
    expect((await fetch(url + (await linkOf(technician)))).status).toBe(200);
    const stranger = await enterAsCustomer(url);
    const wrong = [
      { requestId, fileId: file.id },
      { requestId: stranger.requestId, fileId: file.id },
      { requestId: stranger.requestId, fileId: uuidV7() },
    ];
    for (const input of wrong) {
      expect(await stranger.ask('file:link', input)).toMatchObject({
        error: { code: 'not-found' },
      });
    }
  });

  test('[F3] a link that was changed, or is too old, opens nothing', async () => {
    const { url, file, linkOf } = await arrange();
    const other = await arrange();
    const link = await linkOf();
    const key = new URL(link, url).searchParams.get('key') ?? '';
    const wrong = [
      `/api/v1/files/${file.id}`,
      `/api/v1/files/${file.id}?key=`,
      `/api/v1/files/${file.id}?key=${key}x`,
      `/api/v1/files/${file.id}?key=A${key}`,
      `/api/v1/files/${file.id}?key=${key}&key=${key}`,
      `/api/v1/files/${other.file.id}?key=${key}`,
      `/api/v1/profiles/${file.id}?key=${key}`,
      `/api/v1/files/..%2f..%2fbeside.sqlite?key=${key}`,
    ];
    for (const path of wrong) expect([path, (await fetch(url + path)).status]).toEqual([path, 404]);
    expect((await fetch(url + link)).status).toBe(200);
    await installation.pass(5 * 60_000);
    expect((await fetch(url + link)).status).toBe(404);
  });

  test('[F3] on the disk a file has the name of its id, and in the log no name at all', async () => {
    const { url, file, linkOf } = await arrange('secret-plan.txt');
    await fetch(url + (await linkOf()));
    const names = readdirSync(join(installation.dataDir, 'files'));
    expect(names).toContain(file.id);
    expect(names.join(' ')).not.toContain('secret-plan');
    const log = installation.log.join('');
    expect(log).toContain(file.id);
    expect(log).not.toContain('secret-plan');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toMatch(/beside_files_total\{step="downloaded"\} [1-9]/);
  });
});

describe('[F4] mobile profiles', () => {
  const plist = Buffer.from(
    '<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadType</key><string>Configuration</string></dict></plist>',
  );
  const post = (cookie: string, content: Buffer, headers: Record<string, string> = {}) =>
    fetch(`${installation.url}/api/v1/profiles?name=${encodeURIComponent('Wi-Fi.mobileconfig')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-apple-aspen-config', cookie, ...headers },
      body: new Uint8Array(content),
    });
  const phone = (userAgent: string) => ({
    source: {
      ...{ userAgent, language: 'en', timeZone: 'UTC' },
      ...{ screenWidth: 390, screenHeight: 844, referrer: '' },
    },
  });
  const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)';

  test('[F4] an administrator adds one, a technician sends it, the phone opens it for installation', async () => {
    const { url } = installation;
    const admin = await enterAsTechnician(url, 'admin@demo.test');
    const added = (await (await post(admin.cookie, plist)).json()) as { data: { id: string } };
    const technician = await enterAsTechnician(url);
    const { profiles } = await technician.request('profiles:list', {});
    const [profile] = profiles;
    expect(profile).toMatchObject({ id: added.data.id, name: 'Wi-Fi', signed: false });
    const profileId = profile!.id;

    const { requestId, ...customer } = await enterAsCustomer(url, phone(iphone));
    await customer.request('request:follow', { requestId, afterSeq: 0 });
    expect(await technician.ask('profile:send', { requestId, profileId })).toMatchObject({
      error: { code: 'forbidden' },
    });
    await technician.request('request:assign', { requestId });
    const told = customer.next('chat:entry', ({ entry }) => entry.kind === 'event');
    await technician.request('profile:send', { requestId, profileId });
    const { entry } = await told;
    expect(entry).toMatchObject({ event: { code: 'profile-sent', profile: { name: 'Wi-Fi' } } });
    const link = await customer.request('profile:link', { requestId, id: entry.id });
    const opened = await fetch(url + link.url, { headers: { 'user-agent': iphone } });
    expect(opened.headers.get('content-type')).toBe('application/x-apple-aspen-config');
    expect(opened.headers.get('content-disposition')).toBeNull();
    expect(Buffer.from(await opened.arrayBuffer()).equals(plist)).toBe(true);

    const stranger = await enterAsCustomer(url);
    for (const of of [requestId, stranger.requestId]) {
      expect(await stranger.ask('profile:link', { requestId: of, id: entry.id })).toMatchObject({
        error: { code: 'not-found' },
      });
    }
    await admin.request('profile:remove', { id: profileId });
    expect((await fetch(url + link.url)).status).toBe(404);
  });

  test('[F4] only administrators add and remove them, from our own pages', async () => {
    const { url } = installation;
    const technician = await enterAsTechnician(url);
    const admin = await enterAsTechnician(url, 'admin@demo.test');
    expect((await post(technician.cookie, plist)).status).toBe(403);
    expect((await post('', plist)).status).toBe(401);
    expect((await post(admin.cookie, plist, { origin: 'https://evil.example' })).status).toBe(404);
    expect(await technician.ask('profile:remove', { id: uuidV7() })).toMatchObject({
      error: { code: 'forbidden' },
    });
    expect(
      (await postJson(`${url}/api/v1/profiles?name=a`, {}, { cookie: admin.cookie })).status,
    ).toBe(400);
  });

  test('[F4] what is no profile, or too large, is refused with a reason', async () => {
    const { cookie } = await enterAsTechnician(installation.url, 'admin@demo.test');
    const wrong = await post(cookie, Buffer.from('<html></html>'));
    expect(await wrong.json()).toMatchObject({ error: { reason: 'file-mismatch' } });
    const large = await post(cookie, Buffer.alloc(1024 * 1024 + 1));
    expect(await large.json()).toMatchObject({ error: { reason: 'too-large' } });
  });

  test('[F4] a computer is sent none', async () => {
    const { url } = installation;
    const admin = await enterAsTechnician(url, 'admin@demo.test');
    const added = (await (await post(admin.cookie, plist)).json()) as { data: { id: string } };
    const { requestId } = await enterAsCustomer(url);
    await admin.request('request:assign', { requestId });
    expect(await admin.ask('profile:send', { requestId, profileId: added.data.id })).toMatchObject({
      error: { code: 'conflict', reason: 'phase-forbids' },
    });
  });
});
