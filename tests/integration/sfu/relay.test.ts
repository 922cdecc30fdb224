import { expect, it } from 'vitest';
import {
  audioParameters,
  consume,
  dtlsParameters,
  joinPage,
  openChannel,
  shareScreen,
  videoParameters,
} from './support/browserPart.ts';
import { describeWithWorker } from './support/describeWithWorker.ts';
import { startNode } from './support/startNode.ts';

describeWithWorker('an SFU node relays a room', (workerBin) => {
  it('[S6] offers VP8 first of the video codecs, and Opus', async () => {
    const { node } = await startNode(workerBin);
    const { rtpCapabilities } = await node.request('room:join', {
      roomId: 'r',
      peerId: 'a',
      holder: 'somebody',
    });
    const kinds = rtpCapabilities.codecs.map(({ mimeType }) => mimeType);
    expect(kinds.filter((kind) => !kind.endsWith('/rtx'))).toEqual([
      'audio/opus',
      'video/VP8',
      'video/AV1',
      'video/VP9',
      'video/H264',
    ]);
  });

  it('[S6] opens a transport with UDP and TCP candidates on its one port', async () => {
    const { node } = await startNode(workerBin);
    const where = { roomId: 'r', peerId: 'a' };
    await node.request('room:join', { ...where, holder: 'somebody' });
    const options = await node.request('transport:open', { ...where, direction: 'send' });
    const [worker] = node.stats().workers;
    expect(options.iceCandidates).toMatchObject([
      { ip: '127.0.0.1', port: worker?.port, protocol: 'udp' },
      { ip: '127.0.0.1', port: worker?.port, protocol: 'tcp', tcpType: 'passive' },
    ]);
    expect(options.sctpParameters).toMatchObject({ port: 5000, maxMessageSize: 16_384 });
    await expect(
      node.request('transport:connect', { ...where, transportId: options.id, dtlsParameters }),
    ).resolves.toEqual({});
  });

  it('[S6] announces the address it is told to', async () => {
    const { node } = await startNode(workerBin, { announcedAddress: 'relay.example.org' });
    const where = { roomId: 'r', peerId: 'a' };
    await node.request('room:join', { ...where, holder: 'somebody' });
    const { iceCandidates } = await node.request('transport:open', {
      ...where,
      direction: 'receive',
    });
    expect(iceCandidates.map(({ address }) => address)).toEqual([
      'relay.example.org',
      'relay.example.org',
    ]);
  });

  it('[S6] hands one page’s screen and sound to the other', async () => {
    const { node, told } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    const technician = await joinPage(node, 'r', 'technician');
    const screen = await shareScreen(node, customer);
    const { producerId: sound } = await node.request('producer:open', {
      roomId: 'r',
      peerId: 'customer',
      transportId: customer.send,
      slot: 'sound',
      rtpParameters: audioParameters(2000),
    });
    expect(told.map(({ name, notice }) => [name, notice])).toEqual([
      ['producer:opened', { roomId: 'r', peerId: 'customer', producerId: screen, slot: 'screen' }],
      ['producer:opened', { roomId: 'r', peerId: 'customer', producerId: sound, slot: 'sound' }],
    ]);

    const consumer = await consume(node, technician, screen);
    expect(consumer.kind).toBe('video');
    expect(consumer.rtpParameters.codecs.map(({ mimeType }) => mimeType)).toEqual([
      'video/VP8',
      'video/rtx',
    ]);
    const { consumerId } = consumer;
    await expect(
      node.request('consumer:resume', { roomId: 'r', peerId: 'technician', consumerId }),
    ).resolves.toEqual({});
  });

  it('[S8] refuses what a page has no decoder for, and tells so without saying whose page it is', async () => {
    const { node, told } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    const guest = await joinPage(node, 'r', 'guest');
    const producerId = await shareScreen(node, customer);
    const { codecs, ...rest } = guest.rtpCapabilities;
    const without = {
      ...guest,
      rtpCapabilities: {
        ...rest,
        codecs: codecs.filter(({ mimeType }) => mimeType !== 'video/VP8'),
      },
    };
    await expect(consume(node, without, producerId)).rejects.toMatchObject({ code: 'conflict' });
    expect(told.at(-1)).toEqual({
      name: 'producer:refused',
      notice: { roomId: 'r', peerId: 'customer', producerId },
    });
    await expect(consume(node, guest, producerId)).resolves.toMatchObject({ kind: 'video' });
  });

  it('[I2] hands one page’s data channel to the other, unordered as it is', async () => {
    const { node, told } = await startNode(workerBin);
    const technician = await joinPage(node, 'r', 'technician');
    const customer = await joinPage(node, 'r', 'customer');
    const { dataProducerId } = await openChannel(node, technician, 1);
    expect(told).toEqual([
      {
        name: 'data-producer:opened',
        notice: { roomId: 'r', peerId: 'technician', dataProducerId, label: 'moves' },
      },
    ]);
    await expect(
      node.request('data-consumer:open', {
        roomId: 'r',
        peerId: 'customer',
        transportId: customer.receive,
        dataProducerId,
      }),
    ).resolves.toMatchObject({
      label: 'moves',
      sctpStreamParameters: { ordered: false },
    });
  });

  it('[S7] tells who comes late what the others offer, and never its own', async () => {
    const { node } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    const producerId = await shareScreen(node, customer);
    const { dataProducerId } = await openChannel(node, customer, 1);
    const late = await node.request('room:join', {
      roomId: 'r',
      peerId: 'technician',
      holder: 'somebody',
    });
    expect(late.producers).toEqual([{ peerId: 'customer', producerId, slot: 'screen' }]);
    expect(late.dataProducers).toEqual([{ peerId: 'customer', dataProducerId, label: 'moves' }]);
    const again = await node.request('room:join', {
      roomId: 'r',
      peerId: 'customer',
      holder: 'somebody',
    });
    expect(again.producers).toEqual([]);
  });

  it('[S6] joining again changes nothing of what the page has', async () => {
    const { node, told } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    await shareScreen(node, customer);
    await node.request('room:join', { roomId: 'r', peerId: 'customer', holder: 'somebody' });
    expect(node.stats()).toMatchObject({ rooms: 1, peers: 1, transports: 2, producers: 1 });
    expect(told).toHaveLength(1);
  });

  it('[S4] a closed producer takes its consumers along and is told', async () => {
    const { node, told } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    const technician = await joinPage(node, 'r', 'technician');
    const producerId = await shareScreen(node, customer);
    await consume(node, technician, producerId);
    const asked = { roomId: 'r', peerId: 'customer', producerId };
    await expect(node.request('producer:close', asked)).resolves.toEqual({});
    expect(told.at(-1)).toEqual({ name: 'producer:closed', notice: asked });
    await expect.poll(() => node.stats().consumers).toBe(0);
    await expect(node.request('producer:close', asked)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('[S6] a peer that goes takes all it had, the last one the room', async () => {
    const { node, told } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    const technician = await joinPage(node, 'r', 'technician');
    const producerId = await shareScreen(node, customer);
    await openChannel(node, customer, 1);
    await consume(node, technician, producerId);

    await node.request('peer:close', { roomId: 'r', peerId: 'customer' });
    expect(told.at(-1)).toEqual({
      name: 'producer:closed',
      notice: { roomId: 'r', peerId: 'customer', producerId },
    });
    const { workers: _workers, ...rest } = node.stats();
    expect(rest).toMatchObject({ peers: 1, transports: 2, producers: 0, dataProducers: 0 });
    await expect.poll(() => node.stats().consumers).toBe(0);

    await node.request('peer:close', { roomId: 'r', peerId: 'technician' });
    expect(node.stats()).toMatchObject({ rooms: 0, peers: 0, transports: 0 });
    expect(node.stats().workers[0]?.rooms).toBe(0);
    const unknown = node.request('peer:close', { roomId: 'r', peerId: 'technician' });
    await expect(unknown).resolves.toEqual({});
  });

  it('[S6] a peer that goes while things are being made leaves nothing behind', async () => {
    const { node } = await startNode(workerBin);
    const customer = await joinPage(node, 'r', 'customer');
    await joinPage(node, 'r', 'technician');
    const where = { roomId: 'r', peerId: 'customer' };
    const made = Promise.allSettled([
      node.request('transport:open', { ...where, direction: 'send' }),
      node.request('producer:open', {
        ...where,
        transportId: customer.send,
        slot: 'screen',
        rtpParameters: videoParameters(1),
      }),
      node.request('peer:close', where),
    ]);
    const [transport, producer, left] = await made;
    expect(left).toMatchObject({ status: 'fulfilled' });
    expect(transport).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
    expect(producer).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
    expect(node.stats()).toMatchObject({ peers: 1, transports: 2, producers: 0 });
  });

  it('[S6] a peer that goes before its room is open does not come back', async () => {
    const { node } = await startNode(workerBin);
    const where = { roomId: 'r', peerId: 'customer' };
    const [joined] = await Promise.allSettled([
      node.request('room:join', { ...where, holder: 'somebody' }),
      node.request('peer:close', where),
    ]);
    expect(joined).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } });
    expect(node.stats()).toMatchObject({ rooms: 0, peers: 0 });
  });

  it('[O4] logs the steps of a life without keys or addresses of the browser', async () => {
    const { node, lines } = await startNode(workerBin);
    const where = { roomId: 'r', peerId: 'a' };
    await node.request('room:join', { ...where, holder: 'somebody' });
    const transport = await node.request('transport:open', { ...where, direction: 'send' });
    const { id: transportId, iceParameters } = transport;
    await node.request('transport:connect', { ...where, transportId, dtlsParameters });
    await node.request('peer:close', where);
    const all = lines.join('\n');
    for (const step of ['media worker runs', 'room opened', 'peer joined', 'room closed']) {
      expect(all).toContain(step);
    }
    const secrets = [iceParameters.password, iceParameters.usernameFragment];
    const prints = [...dtlsParameters.fingerprints, ...transport.dtlsParameters.fingerprints];
    for (const secret of [...secrets, ...prints.map(({ value }) => value)]) {
      expect(all).not.toContain(secret);
    }
  });
});
