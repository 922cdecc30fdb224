import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOpenIdClient } from '@beside/signaling-server/openid/createOpenIdClient';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { Visitor } from './support.ts';

/** Who is at the provider, and what it says of them. */
interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

const clientSecret = 'a-secret-of-the-client-that-nobody-knows';
let person: Person;
let server: Server;
let issuer: string;
let installation: TestInstallation;

beforeAll(async () => {
  installation = await startTestInstallation({ SSO_ALLOW_PRIVATE: '1' });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirect = `${installation.url}/api/v1/sign-in/single/return`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'beside', client_secret: clientSecret, redirect_uris: [redirect] },
      {
        client_id: 'public',
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirect],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...person, sub }) }),
    cookies: { keys: ['a key of the test'] },
  });
  server.on('request', provider.callback());
  await configure();
});
beforeEach(() => {
  person = { sub: 'ext-1', email: 'tech@demo.test', email_verified: true, name: 'Toni' };
});
afterEach(() => configure());
afterAll(async () => {
  await installation.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const settings = () => ({
  issuer,
  clientId: 'beside',
  clientSecret,
  domains: ['Demo.test'],
  newUsers: null as string | null,
});

async function administrator(): Promise<Visitor> {
  const admin = new Visitor(installation.url);
  await admin.signIn('admin@demo.test');
  return admin;
}

async function configure(changes: Record<string, unknown> = {}) {
  return (await administrator()).post('single-sign-on', { ...settings(), ...changes });
}

/** A browser: keeps cookies of each host, and follows where it is sent. */
class Browser {
  readonly jar = new Map<string, Map<string, string>>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url);
    const cookies = this.jar.get(host) ?? new Map<string, string>();
    this.jar.set(host, cookies);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  /** Follows to a page that is none of the provider's, and signs in and agrees on the way. */
  async follow(url: string): Promise<string> {
    for (let step = 0, next = url; step < 12; step += 1) {
      if (new URL(next).pathname.startsWith('/api/v1/sign-in/single/return')) return next;
      const page = await this.open(next);
      const location = page.headers.get('location');
      if (location) next = new URL(location, next).href;
      else {
        const html = await page.text();
        const [, action = ''] = /action="([^"]+)"/.exec(html) ?? [];
        const prompt = html.includes('name="login"') ? 'login' : 'consent';
        const sent = await this.open(new URL(action, next).href, {
          prompt,
          login: person.sub,
          password: 'any',
        });
        next = new URL(sent.headers.get('location') ?? '', next).href;
      }
    }
    throw new Error('the provider does not let go');
  }

  get session(): string | undefined {
    const { host } = new URL(installation.url);
    return this.jar.get(host)?.get('beside_session');
  }
}

/** Asks for the way to the provider, in that browser. */
async function begin(browser: Browser, email = 'tech@demo.test'): Promise<string> {
  const response = await fetch(`${installation.url}/api/v1/sign-in/single`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email }),
  });
  const { data } = (await response.json()) as { data: { url: string } };
  const [, value = ''] =
    /beside_single=([^;]*)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  browser.jar.set(new URL(installation.url).host, new Map([['beside_single', value]]));
  return data.url;
}

/** The whole way. @returns where the browser is at last, and whose session it has */
async function signIn(browser = new Browser(), email?: string) {
  const back = await browser.follow(await begin(browser, email));
  const done = await browser.open(back);
  const visitor = new Visitor(installation.url);
  visitor.cookie = `beside_session=${browser.session ?? ''}`;
  return { end: done.headers.get('location'), back, me: (await visitor.get('me')).data, visitor };
}

describe('with a provider', () => {
  test('[M1] somebody of the account comes in by it, and is known again under another address', async () => {
    const first = await signIn();
    expect(first.end).toBe('/console');
    expect(first.me).toMatchObject({ email: 'tech@demo.test', role: 'technician' });
    expect((await first.visitor.get('account')).data.sessions[0].way).toBe('single-sign-on');
    person = { sub: 'ext-1', email: 'renamed@elsewhere.test', email_verified: true };
    expect((await signIn()).me).toMatchObject({ email: 'tech@demo.test' });
  });

  test('[M1] who is not known is refused, or made with the role that was set', async () => {
    person = { sub: 'ext-2', email: 'new@demo.test', email_verified: true, name: 'Nina New' };
    const refused = await signIn();
    expect(refused.end).toBe('/console?sign-in=single-sign-on-refused');
    expect(refused.me).toBeUndefined();
    await configure({ newUsers: 'manager' });
    const { me, visitor } = await signIn();
    expect(me).toMatchObject({ email: 'new@demo.test', name: 'Nina New', role: 'manager' });
    expect((await visitor.get('account')).data.hasPassword).toBe(false);
    expect((await visitor.signIn('new@demo.test', 'undefined')).reason).toBe('wrong-credentials');
    // A fresh session is proof enough for who has no password; an old one is not.
    expect((await visitor.post('account/app/start', {})).status).toBe(200);
    await installation.pass(11 * 60_000);
    expect((await visitor.post('account/app/start', {})).reason).toBe('sign-in-again');
  });

  test.each<[string, Person]>([
    ['no address', { sub: 'ext-3' }],
    ['an address that is not verified', { sub: 'ext-4', email: 'tech2@demo.test' }],
    [
      'an address of another domain',
      { sub: 'ext-5', email: 'tech2@evil.test', email_verified: true },
    ],
  ])('[M1] %s lets nobody in', async (_what, who) => {
    person = who;
    await configure({ newUsers: 'administrator' });
    const { end, me } = await signIn();
    expect([end, me]).toEqual(['/console?sign-in=single-sign-on-refused', undefined]);
  });

  test('[M1] what the provider sent is of use in the browser that began, and once', async () => {
    const [mine, theirs] = [new Browser(), new Browser()];
    const back = await mine.follow(await begin(mine));
    await begin(theirs);
    const stolen = await theirs.open(back);
    expect(stolen.headers.get('location')).toContain('single-sign-on-failed');
    expect(theirs.session).toBeUndefined();
    const altered = new URL(back);
    altered.searchParams.set('state', 'another');
    const { host } = new URL(installation.url);
    const kept = new Map(mine.jar.get(host));
    expect((await mine.open(altered.href)).headers.get('location')).toContain('failed');
    mine.jar.set(host, kept);
    expect((await mine.open(back)).headers.get('location')).toContain('failed');
    expect(mine.session).toBeUndefined();
  });

  test('[M1] a wrong secret, and a provider that is away, are said in plain words and logged without secrets', async () => {
    await configure({ clientSecret: 'wrong' });
    expect((await signIn()).end).toBe('/console?sign-in=single-sign-on-failed');
    await configure({ issuer: 'http://127.0.0.1:9' });
    const visitor = new Visitor(installation.url);
    const away = await visitor.post('sign-in/single', { email: 'tech@demo.test' });
    expect([away.status, away.reason]).toEqual([503, 'single-sign-on-failed']);
    const other = await visitor.post('sign-in/single', { email: 'x@unknown.test' });
    expect([other.status, other.reason]).toEqual([404, 'single-sign-on-unknown']);
    expect(installation.log.join('')).not.toContain(clientSecret);
  });

  test('[M1] a public client needs no secret', async () => {
    person = { sub: 'ext-6', email: 'tech2@demo.test', email_verified: true };
    await configure({ clientId: 'public', clientSecret: null });
    expect((await signIn()).me).toMatchObject({ email: 'tech2@demo.test' });
  });
});

test('[M1] administrators alone see and change it, and nobody is told the secret', async () => {
  const admin = await administrator();
  expect((await admin.get('sign-in/ways')).data.singleSignOn).toBe(true);
  const { data } = await admin.get('single-sign-on');
  expect(data).toEqual({ issuer, clientId: 'beside', domains: ['demo.test'], newUsers: null });
  const { clientSecret: _, ...rest } = settings();
  expect((await admin.post('single-sign-on', rest)).status).toBe(200);
  expect((await signIn()).end).toBe('/console');
  for (const email of ['manager@demo.test', 'tech2@demo.test']) {
    const other = new Visitor(installation.url);
    await other.signIn(email);
    expect((await other.get('single-sign-on')).status).toBe(403);
    expect((await other.post('single-sign-on', settings())).status).toBe(403);
    expect((await other.post('single-sign-on/remove', {})).status).toBe(403);
  }
  expect((await admin.post('single-sign-on/remove', {})).status).toBe(200);
  expect((await admin.get('single-sign-on')).data).toBeNull();
});

test('[M1] without leave the server is not led to its own network, nor past TLS', async () => {
  const strict = createOpenIdClient(false);
  const begin = (at: string) =>
    strict.begin({ issuer: at, clientId: 'x', clientSecret: null }, 'https://x.test/');
  for (const at of [issuer, 'https://127.0.0.1:1', 'https://localhost:1', 'https://[::1]:1']) {
    await expect(begin(at)).rejects.toMatchObject({ name: 'SingleSignOnError' });
  }
  const other = await startTestInstallation();
  const admin = new Visitor(other.url);
  await admin.signIn('admin@demo.test');
  const refused = await admin.post('single-sign-on', settings());
  expect([refused.status, refused.code]).toEqual([400, 'bad-request']);
  await other.close();
});
