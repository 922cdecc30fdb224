import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultFields } from '@beside/shared/domain/portal';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enterAdmin, type TestManager } from './support.ts';

type Form = AdminInput<'portals/save'>;

let installation: TestInstallation;
let url: string;
let admin: TestManager;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
});
afterAll(() => installation.close());

const form = (slug: string, more: Partial<Form> = {}): Form => ({
  ...{ slug, name: 'Shop', greeting: 'Hi', type: 'smart-box', mode: 'queue' },
  settings: { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] },
  ...{ technicians: [], rights: {}, ...more },
});
const view = async (slug: string) => {
  const response = await fetch(`${url}/api/v1/portals/${slug}`);
  return { status: response.status, body: (await response.json()) as { data?: object } };
};

describe('[M1][P1] portals', () => {
  test('are made, changed, closed and opened again, and customers see it at once', async () => {
    const { portal } = await admin.ask('portals/save', form('shop'));
    expect((await view('shop')).body.data).toMatchObject({ name: 'Shop', colour: '#1f6f6b' });
    const settings = { ...portal.settings, colour: '#aa0000' };
    const { removedAt: _, ...stored } = portal;
    await admin.ask('portals/save', { ...stored, name: 'Store', slug: 'store', settings });
    expect((await view('store')).body.data).toMatchObject({ name: 'Store', colour: '#aa0000' });
    expect((await view('shop')).status).toBe(404);

    await admin.ask('portals/remove', { id: portal.id });
    expect((await view('store')).status).toBe(404);
    const taken = await admin.send('portals/save', form('store'));
    expect(taken).toMatchObject({ status: 409, error: { reason: 'slug-taken', field: 'slug' } });
    const { rows } = await admin.ask('portals/list', { state: 'removed' });
    expect(rows.map(({ id }) => id)).toEqual([portal.id]);
    await admin.ask('portals/restore', { id: portal.id });
    expect((await view('store')).status).toBe(200);
  });

  test('are listed, searched and put in order', async () => {
    const slugs = async (query: AdminInput<'portals/list'>) =>
      (await admin.ask('portals/list', query)).rows.map(({ slug }) => slug);
    expect(await slugs({ search: 'demo-', sort: 'slug', descending: true })).toEqual([
      'demo-queue',
      'demo-pin',
      'demo-match',
      'demo-button',
    ]);
  });

  const settings = form('x').settings;
  const question = {
    ...{ id: 'q', label: 'Which?', kind: 'choice' as const },
    ...{ choices: [], required: true },
  };
  test.each([
    ['a type that its mode does not offer', form('bad', { type: 'smart-pin' }), 'type'],
    ['an address that is none', form('Not an address'), 'slug'],
    ['no name', form('bad', { name: ' ' }), 'name'],
    [
      'a site that is none',
      form('bad', { settings: { ...settings, embedOrigins: ['example'] } }),
      'settings.embedOrigins.0',
    ],
    [
      'a choice of nothing',
      form('bad', {
        settings: { ...settings, fields: { ...settings.fields, custom: [question] } },
      }),
      'settings.fields.custom',
    ],
    [
      'hours that end before they begin',
      form('bad', {
        settings: {
          ...settings,
          hours: { timeZone: 'UTC', weekly: [{ day: 1, from: 60, until: 60 }] },
        },
      }),
      'settings.hours.weekly.0',
    ],
  ])('with %s are refused, at the field', async (_what, wrong, field) => {
    expect(await admin.send('portals/save', wrong)).toMatchObject({
      status: 400,
      error: { field },
    });
    expect((await view('bad')).status).toBe(404);
  });

  test('say what may be done on their requests, before the role and after the person', async () => {
    const { rows } = await admin.ask('portals/list', { search: 'Demo support' });
    const { removedAt: _, ...demo } = rows[0]!;
    await admin.ask('portals/save', { ...demo, rights: { transfer: false } });
    const { requestId } = await enterAsCustomer(url);
    const technician = await enterAsTechnician(url);
    await technician.request('request:assign', { requestId });
    const to = { kind: 'portal', id: demo.id } as const;
    expect(await technician.ask('request:transfer', { requestId, to })).toMatchObject({
      error: { code: 'forbidden', reason: 'no-right' },
    });
    await admin.ask('portals/save', demo);
    expect(await technician.ask('request:transfer', { requestId, to })).toMatchObject({ ok: true });
    technician.close();
  });

  test('the preview stands in a frame of ours, and in nobody else’s', async () => {
    const policyOf = async (path: string) =>
      (await fetch(url + path)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/admin/preview')).toContain("frame-ancestors 'self'");
    expect(await policyOf('/admin/users')).toContain("frame-ancestors 'none'");
    expect(await policyOf('/p/demo')).toContain("frame-ancestors 'none'");
  });
});

describe('[M1] settings of the account', () => {
  test('are changed as a whole, and customers see the look at once', async () => {
    const { settings } = await admin.ask('settings/get', {});
    expect(settings).toMatchObject({ name: 'Demo', upgradeChat: 'same-page' });
    const files = { extensions: ['pdf' as const], maxBytes: 2048 };
    const next = {
      name: 'New name',
      colour: '#00aa00',
      upgradeChat: 'moves' as const,
      files,
      retentionDays: 30,
      recordings: { allowed: true, days: 7 },
    };
    expect((await admin.ask('settings/save', next)).settings).toEqual(next);
    expect((await view('demo')).body.data).toMatchObject({
      ...{ accountName: 'New name', colour: '#00aa00' },
    });
    await admin.ask('settings/save', settings);
  });

  test('the logo is a picture of a kind that cannot carry script, or none', async () => {
    const { logo } = await admin.ask('settings/get', {});
    const bytes = Buffer.from(await (await fetch(url + logo!)).arrayBuffer());
    expect((await admin.ask('settings/logo', { data: null })).logo).toBeNull();
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    expect(await admin.send('settings/logo', { data: drawing })).toMatchObject({
      ...{ status: 400, error: { field: 'data' } },
    });
    const large = Buffer.concat([bytes, Buffer.alloc(200_000)]).toString('base64');
    expect(await admin.send('settings/logo', { data: large })).toMatchObject({
      error: { reason: 'too-large' },
    });
    const again = await admin.ask('settings/logo', { data: bytes.toString('base64') });
    expect(again.logo).toBe(logo);
  });
});
