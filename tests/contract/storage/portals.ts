import { expect, test } from 'vitest';
import { defaultFields } from '@beside/shared/domain/portal';
import { buildRequest, buildTenant, createRequest, createTenant, newToken } from './builders.ts';
import type { Subject } from './suite.ts';

/** Undoes the second migration, as far as both databases know how. */
const backToFoundation = `
  drop table codes;
  drop table due;
  drop table leases;
  drop table availability;
  drop table portal_technicians;
  drop index requests_by_phase;
  ${['type', 'mode', 'settings'].map((name) => `alter table portals drop column ${name};`).join('')}
  ${[
    ...['offered_to', 'wanted_id', 'company', 'phone', 'offer', 'answers', 'passed'],
    ...['alert_until', 'assigned_at', 'ended_at', 'queued_at'],
  ]
    .map((name) => `alter table requests drop column ${name};`)
    .join('')}
  alter table users drop column session_limit;
  delete from schema_migrations where name = '0002Desk';`;

export function describePortals({ open, storage }: Subject): void {
  test('[P2] a portal comes back with its type, mode, fields, hours and technicians', async () => {
    const tenant = buildTenant();
    const [ada] = tenant.users;
    const portal = {
      ...tenant.portal,
      type: 'smart-match' as const,
      settings: {
        fields: {
          ...defaultFields('smart-match'),
          fixedCompany: 'Acme',
          custom: [
            { id: 'room', label: 'Room?', kind: 'text' as const, choices: [], required: true },
          ],
        },
        hours: { timeZone: 'Europe/Berlin', weekly: [{ day: 1, from: 0, until: 60 }] },
      },
      technicians: [ada.id],
    };
    await storage().directory.createAccount(tenant.account, tenant.users, [portal]);
    expect((await storage().directory.portalBySlug(portal.slug))?.portal).toEqual(portal);
    expect(await storage().forAccount(tenant.account.id).portals()).toEqual([portal]);
  });

  test('[T12] a portal cannot be given the technicians of another account', async () => {
    const { users } = await createTenant(storage());
    const tenant = buildTenant();
    const portal = { ...tenant.portal, technicians: [users[0].id] };
    const created = storage().directory.createAccount(tenant.account, tenant.users, [portal]);
    await expect(created).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[R1] what was there before types and modes is a SmartBox in web mode, and its requests wait on', async () => {
    const opened = await open();
    const tenant = await createTenant(opened.storage);
    const { request } = await createRequest(opened.storage, tenant, { createdAt: 77, queuedAt: 1 });
    await opened.execute(backToFoundation);
    const again = await opened.openAgain();
    const found = await again.directory.portalBySlug(tenant.portal.slug);
    expect(found?.portal).toEqual(tenant.portal);
    const account = again.forAccount(tenant.account.id);
    expect(await account.waiting()).toMatchObject([{ id: request.id, queuedAt: 77, passed: [] }]);
    expect(await account.request(request.id)).toMatchObject({ request: { phase: 'waiting' } });
    // Whoever is not there any more is given up, like everybody else.
    expect(await again.due.claim(Date.now(), 10, 1)).toEqual([]);
    const due = await again.due.claim(Date.now() + 61_000, 10, Number.MAX_SAFE_INTEGER);
    expect(due).toMatchObject([{ kind: 'leaving', subject: request.id }]);
    await again.close();
    await opened.dispose();
  });

  test('[T9] a request can go to another portal of its account, and to no other', async () => {
    const tenant = await createTenant(storage());
    const account = storage().forAccount(tenant.account.id);
    const theirs = await createTenant(storage());
    const row = buildRequest(tenant);
    await account.transaction((transaction) => transaction.insertRequest(row, newToken()));
    const moved = account.transaction((transaction) =>
      transaction.saveRequest({ ...row, request: { ...row.request, portal: theirs.portal } }),
    );
    await expect(moved).rejects.toMatchObject({ code: 'not-found' });
  });
}
