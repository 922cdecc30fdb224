import { expect, test } from 'vitest';
import { createRequest, createTenant, newRequestId } from './builders.ts';
import type { Subject } from './suite.ts';

export function describeRelayPlaces({ storage, opened }: Subject): void {
  const arrange = async () => {
    const tenant = await createTenant(storage());
    const add = async () => (await createRequest(storage(), tenant)).request.id;
    return { places: storage().relayPlaces, add, requestId: await add() };
  };

  test('[K2] a session has no place, then one, and the next one has a higher epoch', async () => {
    const { places, requestId } = await arrange();
    expect(await places.find(requestId)).toBeUndefined();
    const first = { requestId, node: 'a', epoch: 1 };
    expect(await places.place(requestId, 'a', 0)).toEqual(first);
    expect(await places.find(requestId)).toEqual(first);
    expect(await places.place(requestId, 'b', 1)).toEqual({ requestId, node: 'b', epoch: 2 });
  });

  test('[K2] many place one session at once: one of them does, and all are told the same', async () => {
    const { places, requestId } = await arrange();
    const nodes = Array.from({ length: 8 }, (_, at) => `node ${at}`);
    const placed = await Promise.all(nodes.map((node) => places.place(requestId, node, 0)));
    expect(new Set(placed.map(({ node }) => node)).size).toBe(1);
    expect(placed.every(({ epoch }) => epoch === 1)).toBe(true);
  });

  test('[K2] a place is given up once, and only by who knows it; its epoch stays taken', async () => {
    const { places, requestId } = await arrange();
    await places.place(requestId, 'a', 0);
    expect(await places.vacate(requestId, 2)).toBe(false);
    const tries = await Promise.all([places.vacate(requestId, 1), places.vacate(requestId, 1)]);
    expect(tries.toSorted()).toEqual([false, true]);
    expect(await places.find(requestId)).toEqual({ requestId, node: null, epoch: 1 });
    expect(await places.place(requestId, 'a', 0)).toMatchObject({ node: null, epoch: 1 });
    expect(await places.place(requestId, 'a', 1)).toMatchObject({ node: 'a', epoch: 2 });
  });

  test('[K7] a node that registers is listed until its time has run out', async () => {
    const { sfuRegistrations: nodes } = storage();
    await nodes.renew('ws://b:4000', 1_000);
    await nodes.renew('ws://a:4000', 1_000);
    await nodes.renew('ws://a:4000', 2_000);
    expect(await nodes.list(999)).toEqual(['ws://a:4000', 'ws://b:4000']);
    expect(await nodes.list(1_000)).toEqual(['ws://a:4000']);
    await nodes.forget(1_000);
    expect(await nodes.list(0)).toEqual(['ws://a:4000']);
    await nodes.forget(2_000);
    expect(await nodes.list(0)).toEqual([]);
  });

  test('[K4] all places on a node are given up together, and told once; others stay', async () => {
    const { places, add } = await arrange();
    const [one, two, other] = [await add(), await add(), await add()];
    const dead = `dead ${one}`;
    await places.place(one, dead, 0);
    await places.place(two, dead, 0);
    await places.place(other, 'lives', 0);
    expect(await places.onNode(dead, 1)).toHaveLength(1);
    const lost = (await Promise.all([places.vacateNode(dead), places.vacateNode(dead)])).flat();
    expect(lost.map(({ requestId }) => requestId).toSorted()).toEqual([one, two].toSorted());
    expect(lost.every(({ node, epoch }) => node === dead && epoch === 1)).toBe(true);
    expect(await places.onNode(dead, 9)).toEqual([]);
    expect(await places.find(other)).toMatchObject({ node: 'lives' });
  });

  test('[K2] there is no place for a request that there is not, nor for one that is gone', async () => {
    const { places, requestId } = await arrange();
    const nothing = places.place(newRequestId(), 'a', 0);
    await expect(nothing).rejects.toMatchObject({ code: 'not-found' });
    await places.place(requestId, 'a', 0);
    await opened().execute(`delete from requests where id = '${requestId}'`);
    expect(await places.find(requestId)).toBeUndefined();
  });
}
