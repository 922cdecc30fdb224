import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { consume, joinPage, shareScreen } from './support/browserPart.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { startNode } from './support/startNode.ts';

const unavailable = { code: 'unavailable', reason: 'relay-unavailable' };

describeWithWorker('an SFU node keeps its worker', (workerBin) => {
  it('[S6] the worker is killed: its rooms are lost, another comes, joining again works', async () => {
    const { node, told } = await startNode(workerBin);
    const sharer = await joinPage(node, 'r', 'sharer');
    const viewer = await joinPage(node, 'r', 'viewer');
    await consume(node, viewer, await shareScreen(node, sharer));
    const [before] = node.stats().workers;
    told.length = 0;

    process.kill(before?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => told).toEqual([{ name: 'room:lost', notice: { roomId: 'r' } }]);
    expect(node.stats()).toMatchObject({ rooms: 0, peers: 0, transports: 0, consumers: 0 });
    await expect.poll(() => node.state(), { timeout: 5_000 }).toEqual({ ready: true });

    const [after] = node.stats().workers;
    expect(after?.pid).not.toBe(before?.pid);
    expect(after?.port).toBe(before?.port);
    const again = await joinPage(node, 'r', 'sharer');
    await expect(shareScreen(node, again)).resolves.toBeTypeOf('string');
  });

  it('[S6] what is asked while the worker dies is answered', async () => {
    const { node, told } = await startNode(workerBin);
    const page = await joinPage(node, 'r', 'a');
    const { roomId, peerId } = page;
    process.kill(node.stats().workers[0]?.pid ?? 0, 'SIGKILL');
    const asked = await Promise.allSettled([
      node.request('transport:open', { roomId, peerId, direction: 'send' }),
      node.request('room:join', { roomId: 'new', peerId, holder: 'somebody' }),
      shareScreen(node, page),
    ]);
    for (const each of asked) {
      expect(each).toMatchObject({ status: 'rejected', reason: unavailable });
    }
    expect(told.map(({ name }) => name)).toEqual(['room:lost', 'room:lost']);
    expect(node.state()).toMatchObject({ ready: false });
    await expect(
      node.request('room:join', { roomId, peerId, holder: 'somebody' }),
    ).rejects.toMatchObject(unavailable);
  });

  it('[S6] one of two workers is killed: the rooms of the other go on', async () => {
    const { node, told } = await startNode(workerBin, { workers: 2 });
    const one = await joinPage(node, 'one', 'a');
    const two = await joinPage(node, 'two', 'a');
    const [first, second] = node.stats().workers;
    expect([first?.rooms, second?.rooms]).toEqual([1, 1]);
    expect(first?.port).not.toBe(second?.port);

    process.kill(first?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => told).toEqual([{ name: 'room:lost', notice: { roomId: 'one' } }]);
    expect(node.state()).toEqual({ ready: true });
    await expect(shareScreen(node, two)).resolves.toBeTypeOf('string');
    await expect(shareScreen(node, one)).rejects.toMatchObject({ code: 'not-found' });
    await expect(joinPage(node, 'one', 'a')).resolves.toBeDefined();
  });

  it('[O1] a worker that cannot start: not ready, with the reason, and no crash', async () => {
    const { node } = await startNode('/nowhere/mediasoup-worker');
    const reason = 'the media worker does not start: spawn /nowhere/mediasoup-worker ENOENT';
    expect(node.state()).toEqual({ ready: false, reason });
    const joining = node.request('room:join', { roomId: 'r', peerId: 'a', holder: 'somebody' });
    await expect(joining).rejects.toMatchObject(unavailable);
  });

  it('[O1] its port is taken: not ready, and ready once it is free', async () => {
    const squatter = createServer().listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => void squatter.close());
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    const { node } = await startNode(workerBin, { port });
    const why = `the media worker does not start: port ${port} cannot be opened`;
    const reason = `${why}: EADDRINUSE on 127.0.0.1`;
    expect(node.state()).toEqual({ ready: false, reason });

    squatter.close();
    await expect.poll(() => node.state(), { timeout: 5_000 }).toEqual({ ready: true });
    expect(node.stats().workers[0]?.port).toBe(port);
  });

  it('[O1] told to listen everywhere, it answers on every address of the machine', async () => {
    const { node } = await startNode(workerBin, { listenIp: '0.0.0.0' });
    const where = { roomId: 'r', peerId: 'a' };
    await node.request('room:join', { ...where, holder: 'somebody' });
    const opened = await node.request('transport:open', { ...where, direction: 'send' });
    const ips = opened.iceCandidates.map(({ ip }) => ip);
    expect(ips).toContain('127.0.0.1');
    expect(ips).not.toContain('0.0.0.0');
  });

  it('[O4] a request to end the process leaves media to whoever drains it', async () => {
    const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
    const { node } = await startNode(workerBin);
    await joinPage(node, 'r', 'a');
    expect(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')).toBe(before);
  });

  it('[O4] tells what its workers use', async () => {
    const { node } = await startNode(workerBin);
    await expect.poll(() => node.stats().workers[0]?.usage?.peakMemoryBytes).toBeGreaterThan(1e6);
  });

  it('[O1] closed, also twice, it leaves no process and answers no more', async () => {
    const { node, told } = await startNode(workerBin, { workers: 2 });
    const page = await joinPage(node, 'r', 'a');
    await shareScreen(node, page);
    told.length = 0;
    const pids = node.stats().workers.map(({ pid }) => pid ?? 0);
    const closing = node.close();
    await expect(joinPage(node, 'r', 'b')).rejects.toMatchObject(unavailable);
    await Promise.all([closing, node.close()]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(told).toEqual([]);
    expect(node.state()).toMatchObject({ ready: false });
    expect(node.stats()).toMatchObject({ rooms: 0, peers: 0, transports: 0, producers: 0 });
  });

  it('[O1] closed between two starts, it starts nothing more', async () => {
    const { node, lines } = await startNode('/nowhere/mediasoup-worker');
    await node.close();
    const count = lines.length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(lines).toHaveLength(count);
  });

  it(
    '[S6] a worker that stands still is replaced like a dead one',
    { timeout: 30_000 },
    async () => {
      const { node, told } = await startNode(workerBin);
      await joinPage(node, 'r', 'a');
      const pid = node.stats().workers[0]?.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      const lost = () => told.some(({ name }) => name === 'room:lost');
      await expect.poll(lost, { timeout: 20_000 }).toBe(true);
      await expect.poll(() => node.state(), { timeout: 5_000 }).toEqual({ ready: true });
      expect(node.stats().workers[0]?.pid).not.toBe(pid);
    },
  );
});
