import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connect } from '../../support/installation/people.ts';
import type { SfuProcess } from '../../support/installation/sfuProcess.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { enterRelay, enterRelaySoon, meetToShare, relayScreen } from './support/relayedPages.ts';

/** Longer than a node may be silent, on a machine that does other things as well. */
const patience = { timeout: 10_000 };

async function install(sfuNodes: number, environment: Record<string, string> = {}) {
  const installation = await startTestInstallation(environment, { sfuNodes });
  onTestFinished(() => installation.close());
  return installation;
}

/** The node that has the one room there is, and the others. */
async function whoCarries(nodes: SfuProcess[]) {
  const rooms = await Promise.all(nodes.map(async (node) => (await node.readiness()).rooms));
  expect(rooms.reduce((sum, count) => sum + count)).toBe(1);
  const carrying = nodes[rooms.indexOf(1)]!;
  return { carrying, others: nodes.filter((node) => node !== carrying) };
}

/** Both pages in the relay, and the picture goes through. */
async function share(url: string) {
  const met = await meetToShare(url);
  const { customer, technician, requestId } = met;
  const [from, to] = await Promise.all([
    enterRelay(customer, requestId),
    enterRelay(technician, requestId),
  ]);
  expect([from.epoch, to.epoch]).toEqual([1, 1]);
  await relayScreen(requestId, { page: customer, stay: from }, { page: technician, stay: to });
  return met;
}

/** Both are told that the place is lost, come again by themselves, and the picture goes through. */
async function expectMove(
  { customer, technician, requestId }: Awaited<ReturnType<typeof share>>,
  epoch: number,
  cause: () => void,
) {
  const pages = [customer, technician];
  const told = pages.map((page) => page.next('relay:lost'));
  const startedAt = performance.now();
  cause();
  expect(await Promise.all(told)).toEqual(pages.map(() => ({ requestId, epoch })));
  const toldMs = performance.now() - startedAt;
  const [from, to] = await Promise.all(pages.map((page) => enterRelaySoon(page, requestId)));
  expect([from?.epoch, to?.epoch]).toEqual([epoch + 1, epoch + 1]);
  await relayScreen(requestId, { page: customer, stay: from! }, { page: technician, stay: to! });
  return { toldMs, backMs: performance.now() - startedAt };
}

describeWithWorker('SFU nodes of their own', () => {
  it('[K2][K4] a session is on one node; that is killed, and the other one carries', async () => {
    const { url, sfuNodes } = await install(2);
    const met = await share(url);
    const { carrying, others } = await whoCarries(sfuNodes);
    const { toldMs, backMs } = await expectMove(met, 1, () => carrying.kill('SIGKILL'));
    console.log(`killed: told after ${toldMs.toFixed()} ms, relayed after ${backMs.toFixed()} ms`);
    expect(await others[0]!.readiness()).toMatchObject({ rooms: 1 });
    expect(backMs).toBeLessThan(5_000);
  });

  it('[K4] a node that stands still counts as dead; awake again it lets go of its rooms', async () => {
    const { url, sfuNodes } = await install(2);
    const met = await share(url);
    const { carrying, others } = await whoCarries(sfuNodes);
    const { toldMs } = await expectMove(met, 1, () => carrying.kill('SIGSTOP'));
    console.log(`stopped: told after ${toldMs.toFixed()} ms`);
    expect(await others[0]!.readiness()).toMatchObject({ rooms: 1 });
    carrying.kill('SIGCONT');
    await expect.poll(async () => (await carrying.readiness()).rooms, patience).toBe(0);
    await expect(enterRelay(met.technician, met.requestId)).resolves.toMatchObject({ epoch: 2 });
  });

  it('[K4] all nodes are gone: refused as unavailable; one comes back, and carries', async () => {
    const { url, sfuNodes } = await install(2);
    const met = await share(url);
    const readiness = async () => (await (await fetch(`${url}/readyz`)).json()) as object;
    expect(await readiness()).toMatchObject({ status: 'ready', relay: 'ok' });
    for (const node of sfuNodes) node.kill('SIGKILL');
    const refused = () => met.customer.ask('relay:join', { requestId: met.requestId });
    await expect
      .poll(refused, patience)
      .toMatchObject({ error: { code: 'unavailable', reason: 'relay-unavailable' } });
    expect(await readiness()).toMatchObject({ status: 'degraded' });
    await sfuNodes[1]!.start();
    const stay = await enterRelaySoon(met.customer, met.requestId);
    expect(stay.epoch).toBeGreaterThan(1);
    expect(await sfuNodes[1]!.readiness()).toMatchObject({ rooms: 1 });
  });

  it('[K5] a node that is told to end moves its sessions, and ends with 0', async () => {
    const { url, sfuNodes } = await install(2);
    const met = await share(url);
    const { carrying, others } = await whoCarries(sfuNodes);
    await expectMove(met, 1, () => carrying.kill('SIGTERM'));
    expect(await carrying.ended()).toBe(0);
    expect(await others[0]!.readiness()).toMatchObject({ status: 'ready', rooms: 1 });
  });

  it('[K5] the last node keeps its sessions until the time is over, and takes no new ones', async () => {
    const { url, sfuNodes } = await install(1, { SFU_DRAIN_SECONDS: '2' });
    const met = await share(url);
    const [node] = sfuNodes;
    const lost = met.technician.next('relay:lost');
    const startedAt = performance.now();
    node!.kill('SIGTERM');
    await expect.poll(async () => (await node!.readiness()).draining, patience).toBe(true);
    const second = await meetToShare(url);
    const refused = await second.customer.ask('relay:join', { requestId: second.requestId });
    expect(refused).toMatchObject({ error: { code: 'unavailable' } });
    await enterRelay(met.technician, met.requestId);
    expect(await lost).toMatchObject({ epoch: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(1_900);
    expect(await node!.ended()).toBe(0);
  });

  it('[K6] signaling starts anew: the room is as it was, and rights hold in it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'beside-nodes-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const first = await install(1, { DATA_DIR: dataDir });
    const [node] = first.sfuNodes;
    const { customer, technician, requestId } = await share(first.url);
    await first.stopSignaling();
    expect(await node!.readiness()).toMatchObject({ rooms: 1 });

    const again = { DATA_DIR: dataDir, SFU_URLS: node!.url };
    const { url } = await install(0, again);
    const auth = { party: 'technician', endpoint: technician.endpoint };
    const back = await connect(url, auth, { cookie: technician.cookie });
    expect((await back.request('relay:join', { requestId })).producers).toMatchObject([
      { peerId: customer.endpoint, slot: 'screen' },
    ]);
    await back.request('request:unassign', { requestId });
    // Sharing ended with that, and the room, though this node of signaling has let nobody in.
    await expect.poll(async () => (await node!.readiness()).rooms, patience).toBe(0);
  });
});
