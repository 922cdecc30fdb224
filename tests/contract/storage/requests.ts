import { expect, test } from 'vitest';
import type { SupportRequest } from '@beside/shared/domain/request';
import { isOver, requestPhases } from '@beside/shared/domain/requestPhase';
import { v4 } from 'uuid';
import type { EndpointId, PortalId, UserId } from '@beside/shared/domain/ids';
import {
  buildMessage,
  buildRequest,
  createRequest,
  createTenant,
  newRequestId,
  newToken,
} from './builders.ts';
import type { Subject } from './suite.ts';

export function describeRequests({ storage, opened }: Subject): void {
  test('[P6] a request comes back as it was given, whatever was typed', async () => {
    const tenant = await createTenant(storage());
    const [user] = tenant.users;
    const row = buildRequest(tenant, {
      version: 7,
      phase: 'active',
      customer: { name: "O'Brien 👩‍💻", email: null, company: 'A & B', phone: '+49 30 1' },
      answers: [{ id: 'room', label: 'Room?', value: '"7"' }],
      wanted: { id: user.id, name: user.name },
      offer: { to: { id: user.id, name: user.name }, by: null, until: 9 },
      queuedAt: 5,
      question: 'line\nline "x" % _ \\',
      assignee: { id: user.id, name: user.name },
      createdAt: 1,
      phaseSince: 253_402_300_799_999,
      live: {
        share: {
          phase: 'sharing',
          by: user.id,
          endpoint: v4() as EndpointId,
          surface: 'window',
          sound: true,
          paused: true,
        },
        control: { phase: 'none', last: 'revoked' },
        show: { phase: 'off', last: 'left' },
        voice: {
          customer: { phase: 'off' },
          technician: { phase: 'on', endpoint: v4() as EndpointId, muted: true },
        },
      },
      outcome: 'resolved',
    });
    const survey = { rating: 4 as const, words: 'Quick!\n👍', at: 7 };
    row.details = { ...row.details, notes: 'noted', survey };
    row.routing = {
      passed: [{ technician: user.id, at: 3 }],
      alertUntil: 4,
      assignedAt: 5,
      endedAt: 6,
    };
    const account = storage().forAccount(tenant.account.id);
    await account.transaction((transaction) => transaction.insertRequest(row, newToken()));
    expect(await account.request(row.request.id)).toEqual(row);
    expect(await account.requests(10, 'all')).toEqual([row.request]);
  });

  test('[P5] what no database can hold is replaced, not refused', async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant, {
      customer: { name: 'a\u0000b', email: 'c\u0000@example.test' },
      question: 'x\ud800y',
    });
    const stored = await storage().forAccount(tenant.account.id).request(request.id);
    expect(stored?.request).toMatchObject({
      customer: { name: 'a\ufffdb', email: 'c\ufffd@example.test' },
      question: 'x\ufffdy',
    });
  });

  test('[T5] saving replaces the row, and leaves places, token and time of arrival', async () => {
    const tenant = await createTenant(storage());
    const [user] = tenant.users;
    const token = newToken();
    const { request, details, routing } = await createRequest(storage(), tenant, {}, token);
    const account = storage().forAccount(tenant.account.id);
    const changed: SupportRequest = {
      ...request,
      version: 2,
      phase: 'assigned',
      assignee: { id: user.id, name: user.name },
      phaseSince: request.phaseSince + 1,
      lastSeq: 99,
    };
    await account.transaction(async (transaction) => {
      await transaction.lockRequest(request.id);
      await transaction.append(request.id, buildMessage());
      const noted = { ...details, notes: 'n' };
      await transaction.saveRequest({ request: changed, details: noted, routing });
    });
    expect(await account.request(request.id)).toEqual({
      request: { ...changed, lastSeq: 1 },
      details: { ...details, notes: 'n' },
      routing,
    });
    expect(await storage().directory.requestByToken(token)).toBeDefined();
  });

  test('[T2] requests are listed newest first, open ones before those that are over', async () => {
    const tenant = await createTenant(storage());
    const times = new Map(requestPhases.map((phase, at) => [phase, 1_000 + at]));
    for (const phase of requestPhases.toReversed()) {
      await createRequest(storage(), tenant, { phase, createdAt: times.get(phase) ?? 0 });
    }
    const account = storage().forAccount(tenant.account.id);
    const phases = (await account.requests(100, 'all')).map(({ phase }) => phase);
    expect(phases).toEqual([
      'message-left',
      'active',
      'assigned',
      'offered',
      'waiting',
      'abandoned',
      'closed',
      'ended',
    ]);
    expect(await account.requests(3, 'all')).toHaveLength(3);
  });

  test('[T2] requests of one moment keep one order', async () => {
    const tenant = await createTenant(storage());
    const rows = await Promise.all([1, 2, 3, 4, 5].map(() => createRequest(storage(), tenant)));
    const listed = await storage().forAccount(tenant.account.id).requests(10, 'all');
    const ids = rows.map(({ request }) => request.id);
    expect(listed.map(({ id }) => id)).toEqual(ids.sort().reverse());
  });

  test('[T2] page by page, every request comes once, whatever its moment', async () => {
    const tenant = await createTenant(storage());
    const phases = ['waiting', 'closed', 'active', 'ended', 'abandoned'] as const;
    for (const [at, phase] of [...phases, ...phases, ...phases].entries()) {
      await createRequest(storage(), tenant, { phase, createdAt: 1_000 + Math.floor(at / 4) });
    }
    const account = storage().forAccount(tenant.account.id);
    const whole = await account.requests(100, 'all');
    const paged: SupportRequest[] = [];
    for (let page = await account.requests(4, 'all'); page.length > 0;) {
      paged.push(...page);
      const { id, createdAt, phase } = page.at(-1)!;
      const after = { id, createdAt, isOver: isOver(phase) };
      page = await account.requests(4, 'all', { after });
    }
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(whole).toHaveLength(15);
  });

  test('[T2] requests are found by what was typed and by names, whatever the case, and signs count as signs', async () => {
    const tenant = await createTenant(storage());
    const [ada] = tenant.users;
    const customer = { name: 'ÖZLEM Kaya', email: 'ozlem@example.test', company: '100% Öko' };
    const found = await createRequest(storage(), tenant, {
      customer,
      question: 'Der_Drucker!',
      assignee: { id: ada.id, name: ada.name },
    });
    await createRequest(storage(), tenant, { question: 'Something else, 100 times' });
    const account = storage().forAccount(tenant.account.id);
    for (const search of [
      'özlem',
      'OZLEM@',
      '100%',
      'der_d',
      'drucker!',
      'ADA',
      found.request.id,
    ]) {
      const ids = (await account.requests(10, 'all', { search })).map(({ id }) => id);
      expect({ search, ids }).toEqual({ search, ids: [found.request.id] });
    }
    expect(await account.requests(10, 'all', { search: 'HELP' })).toHaveLength(2);
    expect(await account.requests(10, 'all', { search: 'der.d' })).toEqual([]);
    const stranger = storage().forAccount((await createTenant(storage())).account.id);
    expect(await stranger.requests(10, 'all', { search: 'özlem' })).toEqual([]);
  });

  test('[R3] an id or a token that is taken is refused, in whichever account', async () => {
    const [mine, theirs] = [await createTenant(storage()), await createTenant(storage())];
    const token = newToken();
    const taken = await createRequest(storage(), mine, {}, token);
    const sameId = createRequest(storage(), theirs, { id: taken.request.id });
    await expect(sameId).rejects.toMatchObject({ code: 'conflict' });
    const sameToken = createRequest(storage(), theirs, {}, token);
    await expect(sameToken).rejects.toMatchObject({ code: 'conflict' });
    expect(await storage().forAccount(theirs.account.id).requests(10, 'all')).toEqual([]);
  });

  test('[R3] a request cannot point to a portal or a person that is not there', async () => {
    const tenant = await createTenant(storage());
    const portal = { id: v4() as PortalId, slug: 'none', name: 'None' };
    await expect(createRequest(storage(), tenant, { portal })).rejects.toMatchObject({
      code: 'not-found',
    });
    const assignee = { id: v4() as UserId, name: 'Nobody' };
    await expect(createRequest(storage(), tenant, { assignee })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('[T12] an unknown id is not found, by any method', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const id = newRequestId();
    expect(await account.request(id)).toBeUndefined();
    expect(await account.entriesAfter(id, 0, 10)).toEqual([]);
    expect(await account.user(v4() as UserId)).toBeUndefined();
    await account.transaction(async (transaction) => {
      expect(await transaction.lockRequest(id)).toBeUndefined();
    });
    const appended = account.transaction((transaction) => transaction.append(id, buildMessage()));
    await expect(appended).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['live', 'source'])(
    '[O3] a row whose %s is damaged is an internal error, and the others are read',
    async (column) => {
      const tenant = await createTenant(storage());
      const account = storage().forAccount(tenant.account.id);
      const { request } = await createRequest(storage(), tenant);
      const healthy = await createRequest(storage(), tenant);
      for (const damage of ['{"half', '{}', 'null', '[]']) {
        await opened().execute(
          `update requests set ${column} = '${damage}' where id = '${request.id}'`,
        );
        await expect(account.request(request.id)).rejects.toMatchObject({ code: 'internal' });
      }
      expect(await account.request(healthy.request.id)).toEqual(healthy);
    },
  );

  test('[O3] an entry that is damaged is an internal error', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const { request } = await createRequest(storage(), tenant);
    await account.transaction((transaction) => transaction.append(request.id, buildMessage()));
    for (const damage of ['{"half', '{}', 'null', '3']) {
      await opened().execute(
        `update entries set body = '${damage}' where request_id = '${request.id}'`,
      );
      const read = account.entriesAfter(request.id, 0, 10);
      await expect(read).rejects.toMatchObject({ code: 'internal' });
    }
  });
}
