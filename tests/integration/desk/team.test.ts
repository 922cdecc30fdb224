import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { maxTechnicians } from '@beside/shared/domain/limits';
import type { MessageId } from '@beside/shared/domain/ids';
import type { TeamRole } from '@beside/shared/domain/words';
import { openOnSqlite } from '../../contract/storage/drivers.ts';
import { signIn, type TestPage } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { begin, nextFile, upload } from '../../support/installation/upload.ts';
import { createWorld } from './model/world.ts';
import { enter, enterAvailable, leave } from './support.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

/** A customer whom Toni serves, Robin and Max beside, and all that the customer's page is told. */
async function serving() {
  const { url } = installation;
  const toni = await enterAvailable(url);
  const robin = await enterAvailable(url, 'tech2@demo.test');
  const max = await enterAvailable(url, 'manager@demo.test');
  const customer = await enter(url, 'demo');
  const { requestId } = customer;
  const heard: [name: string, message: Record<string, unknown>][] = [];
  customer.socket.onAny((name: string, message: Record<string, unknown>) =>
    heard.push([name, message]),
  );
  for (const page of [customer, toni])
    await page.request('request:follow', { requestId, afterSeq: 0 });
  await toni.request('request:assign', { requestId });
  await toni.request('request:join', { requestId });
  const { technicians } = await toni.request('technicians:list', {});
  const idOf = (name: string) => technicians.find((one) => one.name.startsWith(name))!.id;
  const [robinId, maxId, toniId] = [idOf('Robin'), idOf('Max'), idOf('Toni')];
  const invite = (user = robinId, role: TeamRole = 'see-and-chat', masked = false) =>
    toni.request('team:invite', { requestId, user, role, masked });
  const join = async (role: TeamRole = 'see-and-chat', masked = false) => {
    await invite(robinId, role, masked);
    const { request } = await robin.request('alert:accept', { requestId });
    await robin.request('request:follow', { requestId, afterSeq: 0 });
    return request;
  };
  const close = async (): Promise<void> => {
    await toni.ask('request:close', { requestId, outcome: 'unknown', notes: '' });
    for (const page of [toni, robin, max, customer]) await leave(url, page);
  };
  return {
    ...{ toni, robin, max, customer, requestId, heard, invite, join, close },
    ...{ robinId, maxId, toniId },
  };
}

const say = (page: TestPage, event: 'chat:post' | 'team:post', requestId: string, text = 'Hi') =>
  page.ask(event, { requestId, id: uuidV7(), text });

/** Until nothing more comes, however often the server has answered since. */
async function settle({ page, heard, requestId }: Settling): Promise<void> {
  for (let quiet = 0, seen = heard.length; quiet < 10; quiet += 1) {
    await page.ask('request:follow', { requestId, afterSeq: 0 });
    if (heard.length !== seen) quiet = 0;
    seen = heard.length;
  }
}

interface Settling {
  page: TestPage;
  heard: unknown[];
  requestId: string;
}

describe('[T9] invitations', () => {
  test('an invitation is put before the colleague alone, who joins, and the customer is told', async () => {
    const { toni, robin, max, customer, requestId, heard, invite, close } = await serving();
    const strangers: unknown[] = [];
    max.socket.on('alert:raised', (alert) => strangers.push(alert));
    const raised = robin.next('alert:raised');
    const { request } = await invite();
    expect(request).toMatchObject({ phase: 'active', assignee: { name: 'Toni Technician' } });
    expect(await raised).toMatchObject({ origin: 'invitation', offer: true });
    expect((await robin.request('status:get', {})).alerts).toMatchObject([
      { origin: 'invitation' },
    ]);
    await settle({ page: customer, heard, requestId });
    expect(JSON.stringify(heard)).not.toContain('Robin');

    const gone = robin.next('alert:gone');
    const entry = customer.next('chat:entry');
    const joined = await robin.request('alert:accept', { requestId });
    expect(joined.request.assignee?.name).toBe('Toni Technician');
    expect(joined.request.team?.members).toMatchObject([{ state: 'joined', until: null }]);
    expect(await gone).toMatchObject({ why: 'taken', invitation: true });
    expect((await entry).entry).toMatchObject({
      event: { code: 'joined', by: { name: 'Robin Technician' } },
    });
    expect(strangers).toEqual([]);
    // What somebody follows as a guest takes none of their places.
    expect((await robin.request('status:get', {})).sessions).toBe(0);
    // Accepted twice, as after an answer that was lost: the same answer.
    const again = await robin.request('alert:accept', { requestId });
    expect(again.request.version).toBe(joined.request.version);
    await toni.request('team:remove', { requestId, user: joined.request.team!.members[0]!.id });
    await close();
  });

  test('declined, withdrawn, or not answered in time, nobody has come', async () => {
    const { toni, robin, robinId, requestId, invite, close } = await serving();
    const empty = () =>
      toni.next('request:changed', ({ request }) => request.team?.members.length === 0);
    await invite();
    let changed = empty();
    await robin.request('alert:decline', { requestId });
    await changed;

    await invite();
    let gone = robin.next('alert:gone');
    await toni.request('team:remove', { requestId, user: robinId });
    expect(await gone).toMatchObject({ invitation: true });
    expect(await robin.ask('alert:accept', { requestId })).toMatchObject({
      error: { code: 'conflict', reason: 'someone-was-faster' },
    });

    await invite();
    [changed, gone] = [empty(), robin.next('alert:gone')];
    await installation.pass(61_000);
    await Promise.all([changed, gone]);
    // Only the offers of a line set somebody away.
    expect((await robin.request('status:get', {})).technician.status).toBe('available');
    await close();
  });

  test('an invitation leaves a pending transfer of the same request where it is, and the other way round', async () => {
    const { toni, robin, max, robinId, maxId, requestId, invite, close } = await serving();
    await invite(maxId);
    const raised = robin.next('alert:raised');
    await toni.request('request:transfer', { requestId, to: { kind: 'technician', id: robinId } });
    await raised;
    expect(
      await toni.ask('team:invite', {
        requestId,
        user: robinId,
        role: 'see-and-chat',
        masked: false,
      }),
    ).toMatchObject({ error: { reason: 'phase-forbids' } });
    await max.request('alert:accept', { requestId });
    expect((await robin.request('status:get', {})).alerts).toMatchObject([{ origin: 'transfer' }]);
    const { request } = await robin.request('alert:accept', { requestId });
    expect(request.assignee?.name).toBe('Robin Technician');
    expect(request.team?.members).toMatchObject([{ id: maxId, state: 'joined' }]);
    expect(await toni.ask('team:remove', { requestId, user: maxId })).toMatchObject({
      error: { code: 'forbidden' },
    });
    await robin.request('request:close', { requestId, outcome: 'unknown', notes: '' });
    await close();
  });

  test('only who has the request invites, and only a colleague who is there', async () => {
    const { toni, robin, robinId, maxId, toniId, requestId, invite, join, close } = await serving();
    const wish = { requestId, role: 'see-and-chat', masked: false };
    const codeOf = async (page: TestPage, user: string) =>
      ((await page.ask('team:invite', { ...wish, user })) as { error: { code: string } }).error
        .code;
    expect(await codeOf(robin, maxId)).toBe('forbidden');
    expect(await codeOf(toni, uuidV4())).toBe('not-found');
    expect(await codeOf(toni, toniId)).toBe('conflict');
    await robin.request('status:set', { status: 'busy' });
    await expect(invite()).rejects.toMatchObject({ reason: 'technician-not-available' });
    await robin.request('status:set', { status: 'available' });
    await join();
    expect(await codeOf(robin, maxId)).toBe('forbidden');
    for (const event of ['team:update', 'team:remove'] as const) {
      expect(
        await toni.ask(event, {
          ...(event === 'team:update' ? wish : { requestId }),
          user: maxId,
        }),
      ).toMatchObject({ error: { code: 'not-found' } });
      expect(
        await robin.ask(event, {
          ...(event === 'team:update' ? wish : { requestId }),
          user: robinId,
        }),
      ).toMatchObject({ error: { code: 'forbidden' } });
    }
    await close();
  });

  test('ending, unassigning and closing end the team', async () => {
    for (const how of ['request:unassign', 'request:end'] as const) {
      const { toni, robin, requestId, join, close } = await serving();
      await join();
      const { request } = await toni.request(how, { requestId });
      expect(request.team?.members).toEqual([]);
      expect(await say(robin, 'team:post', requestId)).toMatchObject({
        error: { code: 'forbidden' },
      });
      await close();
    }
  });
});

describe('[T9] what a guest may do', () => {
  test('see and chat: writes to the customer, and neither moves the request nor the hand', async () => {
    const { robin, toni, customer, requestId, join, close } = await serving();
    await join();
    const heard = customer.next('chat:entry', ({ entry }) => entry.kind === 'message');
    expect((await say(robin, 'chat:post', requestId, 'Robin here')).ok).toBe(true);
    expect((await heard).entry).toMatchObject({ from: { name: 'Robin Technician' } });
    await toni.request('share:propose', { requestId });
    await customer.request('share:start', { requestId, surface: 'this-page' });
    for (const [name, input] of Object.entries({
      'control:request': { level: 'pointer' },
      'control:end': { why: 'released' },
      'share:stop': {},
      'share:withdraw': {},
      'request:end': {},
      'request:unassign': {},
      'request:close': { outcome: 'unknown', notes: '' },
      'link:servers': {},
      'relay:open-transport': { direction: 'send' },
    })) {
      const reply = await robin.ask(name, { requestId, ...input });
      expect([name, reply]).toMatchObject([name, { error: { code: 'forbidden' } }]);
    }
    await close();
  });

  test('sends files and links as far as they may write, and whoever sees the request fetches them', async () => {
    const { url } = installation;
    const { robin, toni, customer, max, requestId, join, robinId, close } = await serving();
    const cookieOf = { cookie: await signIn(url, 'tech2@demo.test') };
    const sent = { requestId, name: 'a.txt', size: 4 };
    const begun = async () => (await begin(url, cookieOf, { ...sent, id: uuidV7() })).status;
    const push = () => robin.ask('request:push-link', { requestId, url: 'https://help.example' });
    expect(await begun()).toBe(403);

    await join('see-and-chat', true);
    expect(await begun()).toBe(403);
    expect(await push()).toMatchObject({ error: { code: 'forbidden' } });
    await toni.request('team:update', {
      ...{ requestId, user: robinId, role: 'see-and-chat', masked: false },
    });
    const told = nextFile(customer);
    await upload(url, cookieOf, requestId, 'a.txt', Buffer.from('mine'));
    const { file, from } = await told;
    expect(from).toMatchObject({ name: 'Robin Technician' });
    expect((await push()).ok).toBe(true);
    for (const page of [customer, toni, max, robin]) {
      const link = await page.request('file:link', { requestId, fileId: file.id });
      expect(await (await fetch(url + link.url)).text()).toBe('mine');
    }
    await toni.request('team:remove', { requestId, user: robinId });
    expect(await begun()).toBe(403);
    await close();
  });

  test('also control: one hand at a time, which who leads can take away, and which goes with the right', async () => {
    const { toni, robin, robinId, customer, requestId, join, close } = await serving();
    await join('also-control');
    await toni.request('share:propose', { requestId });
    await customer.request('share:start', { requestId, surface: 'this-page' });
    const grant = async () => {
      await robin.request('control:request', { requestId, level: 'pointer' });
      await customer.request('control:grant', {
        requestId,
        level: 'pointer',
        grantId: 7,
        span: 'once',
        again: false,
      });
    };
    await grant();
    expect(await robin.ask('control:request', { requestId, level: 'pointer' })).toMatchObject({
      error: { reason: 'phase-forbids' },
    });
    const ended = await toni.request('control:end', { requestId, why: 'released' });
    expect(ended.request.live.control.phase).toBe('none');
    await grant();
    await robin.request('control:end', { requestId, why: 'released' });
    await toni.request('control:request', { requestId, level: 'pointer' });
    expect(await robin.ask('control:end', { requestId, why: 'released' })).toMatchObject({
      error: { code: 'forbidden' },
    });
    await toni.request('control:end', { requestId, why: 'released' });
    await grant();
    const wish = { requestId, user: robinId, role: 'see-and-chat', masked: false } as const;
    const { request } = await toni.request('team:update', wish);
    expect(request.live.control).toEqual({ phase: 'none', last: 'released' });
    await toni.request('team:update', { ...wish, role: 'also-control' });
    await grant();
    const left = await robin.request('team:leave', { requestId });
    expect(left.request.live.control.phase).toBe('none');
    await close();
  });

  test('[I1] the hand goes from one to the other with the customer’s answer, and whoever leaves asks no more', async () => {
    const { toni, robin, robinId, toniId, customer, requestId, join, close } = await serving();
    await join('also-control');
    await toni.request('share:propose', { requestId });
    await customer.request('share:start', { requestId, surface: 'this-page' });
    const grant = { requestId, level: 'pointer', span: 'once', again: false } as const;
    const asked = { requestId, level: 'pointer' } as const;
    await toni.request('control:request', asked);
    await customer.request('control:grant', { ...grant, grantId: 7 });
    const { request } = await robin.request('control:request', asked);
    expect(request.live.control).toMatchObject({ grantId: 7, next: { by: robinId } });
    expect((await customer.request('control:decline', { requestId })).request.live.control).toEqual(
      { phase: 'granted', to: toniId, level: 'pointer', grantId: 7, span: 'once' },
    );
    await robin.request('control:request', asked);
    const over = await customer.request('control:grant', { ...grant, grantId: 8 });
    expect(over.request.live.control).toMatchObject({ to: robinId, grantId: 8 });
    expect(over.request.live.control).not.toHaveProperty('next');

    await toni.request('control:request', asked);
    expect(
      (await toni.request('control:withdraw', { requestId })).request.live.control,
    ).toMatchObject({ to: robinId, grantId: 8 });
    await toni.request('control:request', asked);
    const left = await robin.request('team:leave', { requestId });
    expect(left.request.live.control).toEqual({
      phase: 'requested',
      by: toniId,
      level: 'pointer',
    });
    await toni.request('control:withdraw', { requestId });
    expect(await customer.ask('control:grant', { ...grant, grantId: 9 })).toMatchObject({
      error: { reason: 'phase-forbids' },
    });
    await close();
  });

  test('[I6] a masked guest sees what the customer’s hand does, and has no say in it', async () => {
    const { toni, robin, customer, requestId, join, close } = await serving();
    await join('see-and-chat', true);
    await toni.request('show:start', { requestId, surface: 'tab' });
    await toni.request('tab:reach', { requestId, reach: 'linked' });
    await customer.request('control:request', { requestId, level: 'pointer' });
    const grant = { level: 'pointer', grantId: 9, span: 'once', again: false } as const;
    const told = robin.next(
      'request:changed',
      ({ request: { live } }) =>
        live.show.phase === 'showing' && live.show.control.phase === 'granted',
    );
    for (const [event, more] of [
      ['control:grant', grant],
      ['control:decline', {}],
      ['control:end', { why: 'revoked', screen: 'technician' }],
      ['tab:reach', { reach: null }],
      ['show:switch', { surface: 'screen' }],
    ] as const) {
      expect(await robin.ask(event, { requestId, ...more })).toMatchObject({
        error: { code: 'forbidden' },
      });
    }
    await toni.request('control:grant', { requestId, ...grant });
    expect((await told).request.live.show).toMatchObject({ control: { to: null, grantId: 9 } });
    await close();
  });

  test('whom the customer has seen cannot be masked, and who is masked gets no hand', async () => {
    const { toni, robinId, requestId, customer, join, close } = await serving();
    await join('see-and-chat', true);
    const wish = { requestId, user: robinId };
    expect(
      await toni.ask('team:update', { ...wish, role: 'also-control', masked: true }),
    ).toMatchObject({ error: { code: 'bad-request' } });
    const entry = customer.next('chat:entry');
    await toni.request('team:update', { ...wish, role: 'also-control', masked: false });
    expect((await entry).entry).toMatchObject({ event: { code: 'joined' } });
    expect(
      await toni.ask('team:update', { ...wish, role: 'see-and-chat', masked: true }),
    ).toMatchObject({ error: { code: 'conflict' } });
    await close();
  });
});

test('[T9] nothing that the customer’s socket is told gives a masked technician away', async () => {
  const story = async (masked: boolean) => {
    const { toni, robin, robinId, customer, requestId, heard, join, close } = await serving();
    await settle({ page: customer, heard, requestId });
    heard.length = 0;
    if (masked) {
      await join('see-and-chat', true);
      for (const typing of [true, false]) robin.socket.emit('chat:typing', { requestId, typing });
      robin.socket.emit('chat:read', { requestId, seq: 1 });
      robin.socket.emit('team:typing', { requestId, typing: true });
      for (const text of ['He sounds nervous', 'Careful'])
        await say(robin, 'team:post', requestId, text);
      expect(await say(robin, 'chat:post', requestId)).toMatchObject({
        error: { code: 'forbidden' },
      });
    }
    await say(toni, 'chat:post', requestId, 'Hello');
    await toni.request('share:propose', { requestId });
    const started = await customer.ask('share:start', { requestId, surface: 'tab' });
    if (masked) {
      expect(
        await robin.ask('relay:open-transport', { requestId, direction: 'send' }),
      ).toMatchObject({ error: { code: 'forbidden' } });
      const link = { requestId, linkId: uuidV4() };
      const to = { to: customer.endpoint };
      robin.socket.emit('link:open', link);
      robin.socket.emit('link:signal', {
        ...link,
        ...to,
        attempt: 1,
        signal: { type: 'renegotiate' },
      });
      robin.socket.emit('link:want', { ...link, ...to, epoch: 9, path: 'relay' });
      await robin.ask('relay:join', { requestId });
      await robin.ask('relay:leave', { requestId });
      await say(toni, 'team:post', requestId, 'Among us');
      await robin.request('team:leave', { requestId });
      await join('see-and-chat', true);
      await toni.request('team:remove', { requestId, user: robinId });
      await robin.request('request:unfollow', { requestId });
    }
    const stopped = await customer.ask('share:stop', { requestId });
    const followed = await customer.ask('request:follow', { requestId, afterSeq: 0 });
    await settle({ page: customer, heard, requestId });
    const all = JSON.stringify([heard, started, stopped, followed]);
    // What differs from one conversation to the next, and from one moment to the next.
    const ids = new Map<string, string>();
    const plain = all
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
        if (!ids.has(id)) ids.set(id, `id-${ids.size}`);
        return ids.get(id)!;
      })
      .replace(/\d{13}/g, 'time');
    await close();
    return { all, plain };
  };
  const alone = await story(false);
  const watched = await story(true);
  for (const word of ['Robin', 'masked', 'nervous', 'Among us', 'unseen', 'invited']) {
    expect(watched.all).not.toContain(word);
  }
  // Told the same, message by message, versions and places included.
  expect(watched.plain).toBe(alone.plain);
});

describe('[T9] the side chat', () => {
  test('[C2] is stored once, in order, told to those who take part, and never to a customer', async () => {
    const { toni, robin, max, customer, requestId, heard, join, close } = await serving();
    await join();
    const strangers: string[] = [];
    max.socket.onAny((name: string) => strangers.push(name));
    const told = robin.next('team:entry');
    const id = uuidV7();
    const first = await toni.ask('team:post', { requestId, id, text: 'Between us' });
    expect(first).toMatchObject({ ok: true, data: { seq: 1 } });
    expect((await told).entry).toMatchObject({ seq: 1, text: 'Between us' });
    expect(await toni.ask('team:post', { requestId, id, text: 'Between us' })).toEqual(first);
    expect(await robin.ask('team:post', { requestId, id, text: 'mine' })).toMatchObject({
      error: { code: 'conflict' },
    });
    await say(robin, 'team:post', requestId, 'Yes');
    const since = await robin.request('team:since', { requestId, afterSeq: 1 });
    expect(since).toMatchObject({ entries: [{ seq: 2, text: 'Yes' }], more: false, read: 0 });

    const typing = toni.next('team:typing');
    robin.socket.emit('team:typing', { requestId, typing: true });
    expect(await typing).toMatchObject({ name: 'Robin Technician', typing: true });
    robin.socket.emit('team:read', { requestId, seq: 2 });
    await expect
      .poll(async () => (await robin.request('team:since', { requestId, afterSeq: 2 })).read)
      .toBe(2);
    const refused = robin.next('refused', ({ event }) => event === 'team:read');
    robin.socket.emit('team:read', { requestId, seq: 99 });
    expect((await refused).error.code).toBe('bad-request');

    for (const name of ['team:post', 'team:since'] as const) {
      const input = name === 'team:post' ? { id: uuidV7(), text: 'x' } : { afterSeq: 0 };
      expect(await max.ask(name, { requestId, ...input })).toMatchObject({
        error: { code: 'forbidden' },
      });
      expect(await customer.ask(name, { requestId, ...input })).toMatchObject({
        error: { code: 'forbidden' },
      });
      expect(await toni.ask(name, { requestId: uuidV7(), ...input })).toMatchObject({
        error: { code: 'not-found' },
      });
    }
    const history = await customer.request('chat:since', { requestId, afterSeq: 0 });
    expect(JSON.stringify([heard, history])).not.toContain('Between us');
    expect(strangers).not.toContain('team:entry');
    expect(strangers).not.toContain('team:typing');
    await close();
  });
});

test('[T9] who transferred takes it back as long as nobody has accepted', async () => {
  const { toni, robin, robinId, requestId, close } = await serving();
  expect(await toni.ask('transfer:withdraw', { requestId })).toMatchObject({
    error: { reason: 'phase-forbids' },
  });
  await toni.request('request:transfer', { requestId, to: { kind: 'technician', id: robinId } });
  expect(await robin.ask('transfer:withdraw', { requestId })).toMatchObject({
    error: { code: 'forbidden' },
  });
  const gone = robin.next('alert:gone');
  const { request } = await toni.request('transfer:withdraw', { requestId });
  expect(request).toMatchObject({
    phase: 'assigned',
    offer: null,
    assignee: { name: 'Toni Technician' },
  });
  await gone;
  expect(await robin.ask('alert:accept', { requestId })).toMatchObject({
    error: { reason: 'someone-was-faster' },
  });
  await close();
});

describe('[T9] many at once', () => {
  test(`${maxTechnicians} technicians and no more; all accept at once; another account's is nobody`, async () => {
    const { storage, dispose } = await openOnSqlite();
    const world = await createWorld([storage], maxTechnicians + 2);
    const stranger = (await createWorld([storage], 1)).technicians[0]!;
    const [desk] = world.desks as [(typeof world.desks)[0]];
    for (const technician of world.technicians) {
      await desk.came(technician, { endpoint: 'page', node: 'node' });
      await desk.availability.set(technician, 'available');
    }
    await world.arrive(world.portals[2]!, '');
    const [id] = world.known.opened;
    const [host, ...others] = world.technicians as [typeof stranger, ...(typeof stranger)[]];
    await desk.requests.assign(host, id!);
    const wish = { role: 'see-and-chat', masked: false } as const;
    const invited = await Promise.allSettled(
      others.map(({ user }) => desk.team.invite(host, id!, { ...wish, user: user.id })),
    );
    const refused = invited.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(refused).toHaveLength(others.length - (maxTechnicians - 1));
    for (const reason of refused)
      expect(reason).toMatchObject({ code: 'conflict', reason: 'team-full' });

    const guests = others.filter((_, at) => invited[at]!.status === 'fulfilled');
    await Promise.all(
      guests.flatMap((guest) => [desk.team.accept(guest, id!), desk.team.accept(guest, id!)]),
    );
    const row = await storage.forAccount(host.accountId).request(id!);
    expect(row?.request.team?.members.map(({ state }) => state)).toEqual(
      guests.map(() => 'joined'),
    );
    const entries = await storage.forAccount(host.accountId).entriesAfter(id!, 0, 100);
    const joins = entries.filter(
      (entry) => entry.kind === 'event' && entry.event.code === 'joined',
    );
    expect(joins).toHaveLength(guests.length);

    await desk.team.leave(guests[0]!, id!);
    const foreign = desk.team.invite(host, id!, { ...wish, user: stranger.user.id });
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
    for (const ask of [
      () => desk.team.invite(stranger, id!, { ...wish, user: host.user.id }),
      () => desk.team.remove(stranger, id!, guests[1]!.user.id),
      () => desk.sideChat.post(stranger, id!, uuidV7() as MessageId, 'Hello?'),
      () => desk.sideChat.since(stranger, id!, 0),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
    }
    await world.close();
    await dispose();
  });
});
