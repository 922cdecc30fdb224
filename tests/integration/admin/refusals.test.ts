import { Router, type IRoute } from 'express';
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import { rightsOf, roles } from '@beside/shared/domain/rightsTable';
import { admin, type AdminName } from '@beside/shared/protocol/admin';
import { notices, requests } from '@beside/shared/protocol/contract';
import { rest, restNames } from '@beside/shared/protocol/rest';
import type { Reply } from '@beside/shared/protocol/errors';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  signIn,
} from '../../support/installation/people.ts';
import { startWithStrangers, strangers } from '../../support/installation/strangers.ts';
import type { TestInstallation } from '../../support/installation/testInstallation.ts';
import { countRights } from '../../support/countRights.ts';
import { wellFormed } from '../gateway/inputs.ts';
import { adminInputs } from './inputs.ts';
import { enterAdmin, sendProfile, type Answered } from './support.ts';

/** Every route that the installation has, as it was made. */
const routes = new Set<string>();

/** What is the demo account's, by the kinds of ids that events and routes name. */
interface Theirs {
  request: RequestId;
  user: UserId;
  portal: PortalId;
  code: string;
  note: string;
  reply: string;
  team: string;
  company: string;
  profile: string;
  key: string;
  webhook: string;
  delivery: string;
}

const tried = countRights('other accounts and nobody, events and routes');
let installation: TestInstallation;
let theirs: Theirs;
beforeAll(async () => {
  const complete: (() => void)[] = [];
  const prototype = Router.prototype as Pick<Router, 'route'>;
  const { route } = prototype;
  prototype.route = function (this: Router, path: string) {
    const made = route.call(this, path) as IRoute & { methods: object };
    // Its methods are known once it is complete.
    complete.push(() => {
      for (const method of Object.keys(made.methods)) routes.add(`${method} ${path}`);
    });
    return made;
  };
  installation = await startWithStrangers();
  prototype.route = route;
  for (const note of complete) note();

  const { url } = installation;
  const customer = await enterAsCustomer(url);
  const technician = await enterAsTechnician(url);
  const { requestId: request } = customer;
  await technician.request('request:assign', { requestId: request });
  const note = uuidV7();
  await technician.request('note:save', { requestId: request, id: note, text: 'ours' });
  const { code } = await technician.request('code:create', {});
  const { technicians, portals } = await technician.request('technicians:list', {});
  const manager = await enterAdmin(url, 'admin@demo.test');
  const { team } = await manager.ask('teams/save', { name: 'Ours', rights: {}, members: [] });
  const { company } = await manager.ask('companies/save', { name: 'Ours' });
  const { replies } = await technician.request('replies:list', {});
  const profile = await sendProfile(url, manager.cookie);
  const { key } = await manager.ask('keys/create', {
    ...{ name: 'Ours', scopes: ['requests:read'], days: null },
  });
  const { webhook } = await manager.ask('webhooks/save', {
    ...{ name: 'Ours', url: 'http://127.0.0.1:9/', events: ['request.closed'], enabled: true },
  });
  await manager.ask('webhooks/test', { id: webhook.id });
  const deliveries = await manager.ask('webhooks/deliveries', { id: webhook.id });
  theirs = {
    ...{ profile, key: key.id, webhook: webhook.id, delivery: deliveries.rows[0]!.id },
    ...{ request, note, code: code.id, team: team.id, company: company.id },
    ...{ user: technicians[0]!.id, portal: portals[0]!.id, reply: replies[0]!.id },
  };
  technician.close();
  customer.close();
});
afterAll(() => installation.close());

const untraced = (reply: Reply<unknown>): unknown =>
  reply.ok ? { ok: true } : { ...reply.error, traceId: '' };
const told = ({ status, error }: Answered): unknown => ({ status, ...error, traceId: '' });

const isFor = ({ from }: { from: readonly string[] }): boolean => from.includes('technician');
const takesRequest = ({ input }: { input: object }): boolean =>
  'requestId' in ((input as { shape?: object }).shape ?? {});

/** Other ids than a request's that events name, and whose they are. */
const otherIds: Record<string, (id: Theirs) => Record<string, unknown>> = {
  'code:cancel': ({ code }) => ({ id: code }),
  'reply:delete': ({ reply }) => ({ id: reply }),
  'technicians:list': ({ request }) => ({ requestId: request }),
};

/** What of ours a route could be about. */
function ofTheKind(name: AdminName, ours: Theirs): string[] {
  const kinds: Record<string, string[]> = {
    ...{ reports: [ours.request], live: [ours.request], portals: [ours.portal] },
    ...{ replies: [ours.reply], profiles: [ours.profile], companies: [ours.company] },
    ...{ users: [ours.user], teams: [ours.team], keys: [ours.key] },
    webhooks: [name === 'webhooks/resend' ? ours.delivery : ours.webhook],
  };
  return kinds[name.split('/')[0] ?? ''] ?? Object.values<string>(ours as never);
}

describe.each(roles)('[M1][T12] a %s of another account', (role) => {
  test('is answered on a request as if there were none, by every event', async () => {
    const cookie = await signIn(installation.url, strangers[role]);
    const named = Object.entries(requests).filter(([, one]) => isFor(one) && takesRequest(one));
    expect(named.length).toBeGreaterThan(30);
    let page = await connect(installation.url, { party: 'technician' }, { cookie });
    for (const [at, [name]] of named.entries()) {
      // Each page has its own allowance.
      if (at % 15 === 14) {
        page.close();
        page = await connect(installation.url, { party: 'technician' }, { cookie });
      }
      const hidden = untraced(await page.ask(name, wellFormed(name, theirs.request)));
      const none = untraced(await page.ask(name, wellFormed(name, uuidV7())));
      expect({ name, said: hidden }).toEqual({ name, said: none });
      tried(`stranger ${role}`, name, 'request');
      if (name !== 'request:unfollow' && name !== 'relay:leave') {
        expect({ name, said: hidden }).toMatchObject({ said: { code: 'not-found' } });
      }
    }
    for (const [name, input] of Object.entries(otherIds)) {
      const made = input(theirs);
      const [key] = Object.keys(made);
      const hidden = untraced(await page.ask(name, made));
      expect({ name, said: hidden }).toEqual({
        name,
        said: untraced(await page.ask(name, { [key!]: uuidV7() })),
      });
      tried(`stranger ${role}`, name, 'other id');
    }
    page.close();
  });

  test('is refused every notice about it', async () => {
    const cookie = await signIn(installation.url, strangers[role]);
    const page = await connect(installation.url, { party: 'technician' }, { cookie });
    const named = Object.entries(notices).filter(
      ([name, one]) => isFor(one) && takesRequest(one) && name !== 'console:looking',
    );
    expect(named.length).toBeGreaterThan(3);
    for (const [name] of named) {
      const refusal = page.next('refused', ({ event }) => event === name);
      page.socket.emit(name, wellFormed(name, theirs.request));
      expect({ name, code: (await refusal).error.code }).toEqual({ name, code: 'not-found' });
      tried(`stranger ${role}`, name, 'request');
    }
    page.close();
  });

  test('is answered on the ids of our account as on those of nobody, by every route', async () => {
    const stranger = await enterAdmin(installation.url, strangers[role]);
    const rights = rightsOf({ role, account: {}, teams: [], user: {} });
    for (const name of Object.keys(admin) as AdminName[]) {
      for (const id of ofTheKind(name, theirs)) {
        const known = await stranger.send(name, adminInputs(id)[name]);
        const none = await stranger.send(name, adminInputs(uuidV7())[name]);
        expect({ name, told: told(known) }).toEqual({ name, told: told(none) });
        tried(`stranger ${role}`, name, id);
        const takesId = 'id' in adminInputs(id)[name];
        if (takesId) expect(known.status).toBe(rights.includes(admin[name].right) ? 404 : 403);
        if (known.data) expect(JSON.stringify(known.data)).not.toContain(id);
      }
    }
  });
});

describe('[M1] the management centre', () => {
  test('is closed to those without the right, and to nobody in particular', async () => {
    const [nobody, technician] = [
      await enterAdmin(installation.url),
      await enterAdmin(installation.url, 'tech@demo.test'),
    ];
    for (const name of Object.keys(admin) as AdminName[]) {
      const input = adminInputs(theirs.user)[name];
      expect({ name, ...(await nobody.send(name, input)) }).toMatchObject({ name, status: 401 });
      expect({ name, ...(await technician.send(name, input)) }).toMatchObject({
        name,
        status: 403,
      });
      tried('nobody', name, 'user');
      tried('technician', name, 'user');
    }
  });

  test('refuses nonsense by a code, and names the field', async () => {
    const manager = await enterAdmin(installation.url, 'admin@demo.test');
    for (const name of Object.keys(admin) as AdminName[]) {
      const good = adminInputs(theirs.user)[name];
      const wrong = [null, [], 'x', { ...good, extra: 1 }, { ...good, id: '../..', page: -1 }];
      for (const input of wrong) {
        expect({ name, input, ...(await manager.send(name, input)) }).toMatchObject({
          status: 400,
        });
      }
    }
    const form = { ...adminInputs(theirs.user)['users/save'], name: '  ' };
    expect(await manager.send('users/save', form)).toMatchObject({ error: { field: 'name' } });
  });

  test('takes nothing from pages of other sites', async () => {
    const { cookie } = await enterAdmin(installation.url, 'admin@demo.test');
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'content-type': 'text/plain' },
    ]) {
      const response = await fetch(`${installation.url}/api/admin/companies/save`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, ...headers },
        body: JSON.stringify({ name: 'Evil' }),
      });
      expect([400, 404]).toContain(response.status);
    }
    const manager = await enterAdmin(installation.url, 'admin@demo.test');
    expect((await manager.ask('companies/list', { search: 'evil' })).total).toBe(0);
  });
});

describe('[M1] every route', () => {
  /** Open to whoever comes: what they prove, or which portal they mean, is in what they send. */
  const open = [
    ...['get /portals/:slug', 'get /portals/:slug/logo/:hash', 'post /portals/:slug/requests'],
    ...['post /join', 'post /helpers', 'get /sign-in/ways', 'post /sign-in'],
    ...['post /sign-in/second-step', 'post /sign-in/passkey/options', 'post /sign-in/passkey'],
    ...['post /sign-in/single', 'get /sign-in/single/return', 'post /sign-out'],
    ...['get /api', 'get /api/openapi.json', 'get /tabs/:place', 'post /tabs/:place'],
    ...['post /links', 'post /password/forgotten', 'post /password/reset'],
    ...[
      'get /log-key',
      'post /invitations/accept',
      'post /set-up',
      'get /files/:id',
      'get /profiles/:id',
      'get /licences.txt',
    ],
  ];
  const closed = [
    ...['get /me', 'get /account', 'post /account/name', 'post /account/password'],
    ...['post /account/app/start', 'post /account/app/confirm', 'post /account/app/remove'],
    ...['post /account/recovery-codes', 'post /account/passkeys/options', 'post /account/passkeys'],
    ...['post /account/passkeys/rename', 'post /account/passkeys/remove'],
    ...['post /account/sessions/end', 'post /account/sessions/end-others', 'post /invitations'],
    ...['get /single-sign-on', 'post /single-sign-on', 'post /single-sign-on/remove'],
    ...['post /uploads', 'head /uploads/:id', 'patch /uploads/:id', 'delete /uploads/:id'],
    // What programs come in by, with tests of its own.
    ...restNames.map(
      (name) => `${rest[name].method} ${rest[name].path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
    ...['post /profiles', 'get /session-log', 'put /recordings/:id/pieces/:number'],
  ];
  const isOfApi = (route: string): boolean =>
    !/ \/(healthz|readyz|metrics|console|admin|p\/|join$|embed|\{?\*|console-push|$)/.test(route) ||
    route === 'post /join';

  test('is known to be open, or closed, or of the management centre', () => {
    const ofAdmin = [
      ...Object.keys(admin).map((name) => `post /${name}`),
      // What is no form, with tests of its own.
      'get /reports/sessions.csv',
      'get /audit/log.jsonl',
      'get /customers/export.tar',
      ...['get /recordings/:id/pieces/:number', 'get /recordings/:id/events'],
      'get /recordings/:id/file',
    ];
    const known = new Set([...open, ...closed, ...ofAdmin]);
    const made = [...routes].filter((route) => isOfApi(route) && !route.startsWith('_all'));
    expect(made.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !routes.has(route))).toEqual([]);
  });

  test.each(closed)('%s is closed to nobody in particular', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    const isPost = method === 'post';
    const response = await fetch(
      `${installation.url}/api/v1${path.replaceAll(/:\w+/g, uuidV7())}`,
      {
        method: method.toUpperCase(),
        headers: isPost ? { 'content-type': 'application/json' } : {},
        ...(isPost ? { body: '{}' } : {}),
      },
    );
    expect(response.status).toBe(401);
    tried('nobody', route, 'any');
  });
});
