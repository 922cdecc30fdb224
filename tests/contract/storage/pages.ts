import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EndpointId } from '@beside/shared/domain/ids';
import { readGone, type PlacedPage } from '@beside/signaling-server/ports/pages';
import { createRequest, createTenant } from './builders.ts';
import type { Subject } from './suite.ts';

const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()].toSorted() as EndpointId[] as [
  EndpointId,
  EndpointId,
  EndpointId,
];

export function describePages({ storage, opened }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    const { pages } = storage();
    const node = randomUUID();
    await pages.renewNode(node, 0, 1_000);
    const page = (more: Partial<PlacedPage> = {}): PlacedPage => ({
      accountId: tenant.account.id,
      requestId: request.id,
      endpoint: randomUUID() as EndpointId,
      party: 'customer',
      userId: null,
      node,
      socket: randomUUID(),
      ...more,
    });
    const gone = async (now: number) =>
      (await storage().due.claim(now, 50, now + 30_000, ['page'])).filter(
        ({ accountId }) => accountId === tenant.account.id,
      );
    return { tenant, requestId: request.id, pages, node, page, gone };
  };
  const told = ({ node: _node, socket: _socket, ...page }: PlacedPage) => page;

  test('[G2] who follows a request is read as it was said, whichever node it is on', async () => {
    const { tenant, requestId, pages, page } = await arrange();
    const [ada] = tenant.users;
    const one = page({ endpoint: a, share: 'yes', session: true });
    const two = page({ endpoint: b, party: 'technician', userId: ada.id, node: 'another' });
    await pages.enter(one);
    await pages.enter(two);
    expect(await pages.of(requestId)).toEqual([told(one), told(two)]);
    expect(await pages.isHere(requestId, b)).toBe(true);
    expect(await pages.isHere(requestId, c)).toBe(false);
  });

  test('[G2] a page that is back by another node stays, though its old socket ends later', async () => {
    const { requestId, pages, page, gone } = await arrange();
    const first = page();
    const again = { ...first, node: 'another', socket: 'new', share: 'yes' as const };
    await pages.enter(first);
    await pages.enter(again);
    expect(await pages.leave(first, 50)).toBe(false);
    expect(await pages.of(requestId)).toEqual([told(again)]);
    expect(await gone(60)).toEqual([]);
    expect(await pages.leave(again, 50)).toBe(true);
    const [row] = await gone(60);
    const { share: _share, ...name } = told(again);
    expect(readGone(row!.accountId, row!.subject)).toEqual(name);
  });

  test('[G2] a page that says goodbye is not looked for', async () => {
    const { requestId, pages, page, gone } = await arrange();
    const one = page();
    await pages.enter(one);
    expect(await pages.leave(one)).toBe(true);
    expect(await pages.of(requestId)).toEqual([]);
    expect(await gone(1_000_000)).toEqual([]);
  });

  test('[T12] all pages of one technician are taken out of a request, and named', async () => {
    const { tenant, requestId, pages, page } = await arrange();
    const [ada, bob] = tenant.users;
    const of = (userId: typeof ada.id, endpoint: EndpointId) =>
      page({ party: 'technician', userId, endpoint });
    for (const one of [of(ada.id, a), of(ada.id, b), of(bob.id, c)]) await pages.enter(one);
    const removed = await pages.remove(requestId, ada.id);
    expect(removed.map(({ endpoint }) => endpoint).toSorted()).toEqual([a, b]);
    expect((await pages.of(requestId)).map(({ endpoint }) => endpoint)).toEqual([c]);
  });

  test('[G2] the pages of a node that is gone are taken out once, and looked for; others stay', async () => {
    const { requestId, pages, node, page, gone } = await arrange();
    const dead = randomUUID();
    const clean = randomUUID();
    expect(await pages.renewNode(dead, 0, 100)).toBe(false);
    expect(await pages.renewNode(dead, 99, 100)).toBe(true);
    await pages.renewNode(clean, 0, 1_000);
    const stays = page({ endpoint: a });
    const lost = [page({ endpoint: b, node: dead }), page({ endpoint: c, node: clean })];
    for (const one of [stays, ...lost]) await pages.enter(one);
    await pages.endNode(clean);
    const mine = (taken: { requestId: string; endpoint: string }[]) =>
      taken.filter((one) => one.requestId === requestId).map(({ endpoint }) => endpoint);
    expect(mine(await pages.takeLost(99, 500))).toEqual([c]);
    const taken = await Promise.all([pages.takeLost(100, 500), pages.takeLost(100, 500)]);
    expect(mine(taken.flat())).toEqual([b]);
    expect(await pages.of(requestId)).toEqual([told(stays)]);
    expect(await gone(499)).toEqual([]);
    expect(await gone(500)).toHaveLength(2);
    // It was only held up: its next sign of life says that it did not count meanwhile.
    expect(await pages.renewNode(dead, 200, 300)).toBe(false);
    expect(await pages.renewNode(node, 999, 2_000)).toBe(true);
  });

  test('[G2] a request that is removed takes its pages with it', async () => {
    const { requestId, pages, page } = await arrange();
    await pages.enter(page());
    await opened().execute(`delete from requests where id = '${requestId}'`);
    expect(await pages.of(requestId)).toEqual([]);
  });
}
