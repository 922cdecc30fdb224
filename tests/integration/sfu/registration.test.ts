import { createHmac } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { registrationText, sfuRegisterPath } from '@beside/shared/protocol/sfuLink';
import { sfuSecret, startSfuProcess } from '../../support/installation/sfuProcess.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { enterRelaySoon, meetToShare, relayScreen } from './support/relayedPages.ts';

const patience = { timeout: 15_000 };

/** Signaling for which no SFU node is named. */
async function install(environment: Record<string, string> = {}) {
  const installation = await startTestInstallation({ SFU_URLS: '', ...environment });
  onTestFinished(() => installation.close());
  const { url } = installation;
  const relayNodes = async (): Promise<unknown> =>
    ((await (await fetch(`${url}/readyz`)).json()) as { relayNodes: number }).relayNodes;
  return { url, relayNodes };
}

async function startNode(environment: Record<string, string>) {
  const node = await startSfuProcess(environment);
  onTestFinished(() => node.close());
  return node;
}

function register(url: string, said: object): Promise<Response> {
  return fetch(`${url}${sfuRegisterPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  });
}

function proven(node: string, at = Date.now(), secret = sfuSecret) {
  const text = registrationText({ url: node, at });
  return { url: node, at, proof: createHmac('sha256', secret).update(text).digest('base64url') };
}

describeWithWorker('SFU nodes that register themselves', () => {
  it('[K7][O3] a node that is named nowhere says that it is there, and carries; so does another', async () => {
    const { url, relayNodes } = await install();
    expect(await relayNodes()).toBe(0);
    const first = await startNode({ SFU_REGISTER_AT: url });
    await expect.poll(relayNodes, patience).toBe(1);
    const { customer, technician, requestId } = await meetToShare(url);
    const enter = async () => {
      const [from, to] = await Promise.all(
        [customer, technician].map((page) => enterRelaySoon(page, requestId)),
      );
      await relayScreen(
        requestId,
        { page: customer, stay: from! },
        { page: technician, stay: to! },
      );
    };
    await enter();
    expect(await first.readiness()).toMatchObject({ rooms: 1 });
    const second = await startNode({ SFU_REGISTER_AT: url });
    await expect.poll(relayNodes, patience).toBe(2);
    const lost = customer.next('relay:lost');
    first.kill('SIGKILL');
    await lost;
    await enter();
    expect(await second.readiness()).toMatchObject({ rooms: 1 });
  });

  it('[K7] who cannot prove it, or said it long ago, is not followed', async () => {
    const { url, relayNodes } = await install();
    const node = await startNode({});
    const stolen = { ...proven('ws://127.0.0.1:9'), url: node.url };
    const wrong: [object, number][] = [
      [proven(node.url, Date.now(), 'another secret, long enough'), 403],
      [proven(node.url, Date.now() - 120_000), 403],
      [proven(node.url, Date.now() + 120_000), 403],
      [stolen, 403],
      [proven('http://user:word@127.0.0.1:4000'), 400],
      [proven('file:///etc/passwd'), 400],
      [{ ...proven(node.url), more: 1 }, 400],
      [[], 400],
    ];
    for (const [said, status] of wrong) expect((await register(url, said)).status).toBe(status);
    expect(await relayNodes()).toBe(0);
    expect((await register(url, proven(node.url))).status).toBe(204);
    await expect.poll(relayNodes, patience).toBe(1);
  });

  it('[K7] where the relay is in the process itself, there is no such route', async () => {
    const installation = await startTestInstallation();
    onTestFinished(() => installation.close());
    expect((await register(installation.url, proven('ws://127.0.0.1:4000'))).status).toBe(404);
  });
});
