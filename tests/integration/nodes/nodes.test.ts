import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuidV7 } from 'uuid';
import type { MessageId, RequestId } from '@beside/shared/domain/ids';
import { nodeSettings } from '../../support/installation/nodes.ts';
import {
  connect,
  enterAsTechnician,
  openRequest,
  openThePortals,
  postJson,
  signIn,
  type TestPage,
} from '../../support/installation/people.ts';
import { startSignalingProcess } from '../../support/installation/signalingProcess.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

const startThird = () => startSignalingProcess(installation.environment);

/** A customer who shares by a page on that node, and whom a technician on another one serves. */
async function sharing(url: string) {
  const { requestId, token } = await openRequest(installation.url);
  const customer = await connect(url, { party: 'customer', token });
  const technician = await enterAsTechnician(installation.url);
  for (const page of [customer, technician]) {
    await page.request('request:follow', { requestId, afterSeq: 0 });
  }
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  await technician.request('share:propose', { requestId });
  const started = technician.next(
    'request:changed',
    ({ request }) => request.id === requestId && request.live.share.phase === 'sharing',
  );
  await customer.request('share:start', { requestId, surface: 'tab' });
  await started;
  return { requestId, token, customer, technician };
}

const follow = (page: TestPage, requestId: RequestId) =>
  page.request('request:follow', { requestId, afterSeq: 0 });

test('[G2][R3] a node dies by kill -9: who comes back by another one goes on, who does not is let go', async () => {
  const third = await startThird();
  const [stays, goes] = [await sharing(third.url), await sharing(third.url)];
  third.kill('SIGKILL');
  await third.ended();
  const auth = { party: 'customer', token: stays.token, endpoint: stays.customer.endpoint };
  const back = await connect(installation.url, auth);
  const followed = await follow(back, stays.requestId);
  expect(followed.request.live.share).toMatchObject({ phase: 'sharing' });

  const { technician, requestId } = goes;
  const seen = (await follow(technician, requestId)).presence;
  expect(seen.map(({ party }) => party).toSorted()).toEqual(['customer', 'technician']);
  const alone = technician.next(
    'presence:changed',
    (told) => told.requestId === requestId && told.presence.length === 1,
  );
  // Both nodes that live sign first, and then look who has not.
  await installation.pass(16_000);
  await installation.pass(4_000);
  expect((await alone).presence).toMatchObject([{ party: 'technician' }]);
  const ended = technician.next(
    'request:changed',
    ({ request }) => request.id === requestId && request.live.share.phase === 'off',
  );
  await installation.pass(31_000);
  await ended;
  const still = await follow(stays.technician, stays.requestId);
  expect(still.request.live.share).toMatchObject({ phase: 'sharing' });
  expect(still.presence).toHaveLength(2);
});

test('[G5][C2] a node that is told to end says so, loses nothing, and its pages go on by another', async () => {
  const third = await startThird();
  const { requestId, token, customer, technician } = await sharing(third.url);
  const heard = technician.next('chat:entry', ({ entry }) => entry.kind === 'message');
  const message = { requestId, id: uuidV7() as MessageId, text: 'Before it ends' };
  const { seq } = await customer.request('chat:post', message);
  expect((await heard).entry).toMatchObject({ seq, text: 'Before it ends' });
  const closing = customer.next('socket:closing');
  third.kill('SIGTERM');
  expect(await closing).toEqual({ why: 'draining' });
  expect(await third.ended()).toBe(0);

  const auth = { party: 'customer', token, endpoint: customer.endpoint };
  const back = await connect(installation.url, auth);
  const { entries, request } = await back.request('request:follow', {
    requestId,
    afterSeq: seq - 1,
  });
  expect(entries).toMatchObject([{ seq, text: 'Before it ends' }]);
  await installation.pass(4_000);
  await installation.pass(31_000);
  expect((await follow(technician, requestId)).request.live).toEqual(request.live);
  expect(request.live.share).toMatchObject({ phase: 'sharing' });
});

test('[R3] technicians on different nodes take the same requests at once: each goes to one', async () => {
  const [one, other] = await Promise.all([
    connect(installation.url, { party: 'technician' }, { cookie: await signIn(installation.url) }),
    enterAsTechnician(installation.url, 'tech2@demo.test'),
  ]);
  for (let tries = 0; tries < 10; tries += 1) {
    const { requestId } = await openRequest(installation.url);
    const replies = await Promise.all(
      [one, other].map((page) => page.ask('request:assign', { requestId })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = replies.find(({ ok }) => !ok);
    expect(refused).toMatchObject({ error: { code: 'conflict', reason: 'someone-was-faster' } });
  }
});

test('[S9] who signs out on one node has no page left on another', async () => {
  const cookie = await signIn(installation.url);
  const pages = await Promise.all(
    installation.nodes.map(({ url }) => connect(url, { party: 'technician' }, { cookie })),
  );
  const told = pages.map((page) => page.next('socket:closing'));
  await postJson(`${installation.url}/api/v1/sign-out`, {}, { cookie });
  expect(await Promise.all(told)).toEqual(pages.map(() => ({ why: 'signed-out' })));
  await expect.poll(() => pages.every(({ socket }) => !socket.connected)).toBe(true);
});

test('[G1] nodes that start at once on an empty database make one demo account', async () => {
  const environment = { ...installation.environment, ...(await nodeSettings(uuidV7())) };
  const nodes = await Promise.all([0, 1].map(() => startSignalingProcess(environment)));
  for (const { url } of nodes) {
    await openThePortals(url);
    expect((await fetch(`${url}/api/v1/portals/demo`)).status).toBe(200);
  }
  for (const node of nodes) node.kill('SIGTERM');
  expect(await Promise.all(nodes.map((node) => node.ended()))).toEqual([0, 0]);
});
