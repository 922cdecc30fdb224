import { expect, it } from 'vitest';
import * as fc from 'fast-check';
import { sfuLimits } from '@beside/shared/protocol/sfuContract';
import { slotKinds, slots } from '@beside/shared/protocol/slots';
import type { SfuInput, SfuRequestName } from '@beside/shared/protocol/sfuContract';
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

const notFound = { code: 'not-found' };
const badRequest = { code: 'bad-request' };
const overLimit = { code: 'rate-limited', reason: 'relay-limit' };

describeWithWorker('an SFU node refuses', (workerBin) => {
  it('[S6] everything in rooms and of peers that are not there', async () => {
    const { node } = await startNode(workerBin);
    await node.request('room:join', { roomId: 'r', peerId: 'a', holder: 'somebody' });
    for (const where of [
      { roomId: 'elsewhere', peerId: 'a' },
      { roomId: 'r', peerId: 'nobody' },
    ]) {
      const opening = node.request('transport:open', { ...where, direction: 'send' });
      await expect(opening).rejects.toMatchObject(notFound);
    }
  });

  it('[S6] a peer that names what another one owns', async () => {
    const { node } = await startNode(workerBin);
    const owner = await joinPage(node, 'r', 'owner');
    const other = await joinPage(node, 'r', 'other');
    const producerId = await shareScreen(node, owner);
    const otherProducer = await shareScreen(node, other, 5000);
    const { consumerId } = await consume(node, owner, otherProducer);
    const where = { roomId: 'r', peerId: 'other' };
    const theirs = { ...where, transportId: owner.send };
    const asked = [
      node.request('transport:connect', { ...theirs, dtlsParameters }),
      shareScreen(node, { ...other, send: owner.send }, 7000),
      openChannel(node, { ...other, send: owner.send }, 3),
      consume(node, { ...other, receive: owner.receive }, producerId),
      node.request('producer:close', { ...where, producerId }),
      node.request('consumer:resume', { ...where, consumerId }),
    ];
    for (const each of asked) await expect(each).rejects.toMatchObject(notFound);
    expect(node.stats()).toMatchObject({ producers: 2, consumers: 1, dataProducers: 0 });
  });

  it('[S6] to hand over what is offered in another room', async () => {
    const { node } = await startNode(workerBin);
    const owner = await joinPage(node, 'one', 'owner');
    const stranger = await joinPage(node, 'two', 'stranger');
    const producerId = await shareScreen(node, owner);
    const { dataProducerId } = await openChannel(node, owner, 1);
    await expect(consume(node, stranger, producerId)).rejects.toMatchObject(notFound);
    const { roomId, peerId, receive: transportId } = stranger;
    await expect(
      node.request('data-consumer:open', { roomId, peerId, transportId, dataProducerId }),
    ).rejects.toMatchObject(notFound);
  });

  it('[S6] a peer that wants to receive what it sends itself', async () => {
    const { node } = await startNode(workerBin);
    const page = await joinPage(node, 'r', 'a');
    const producerId = await shareScreen(node, page);
    await expect(consume(node, page, producerId)).rejects.toMatchObject(badRequest);
  });

  it('[S6] a transport used against its direction', async () => {
    const { node } = await startNode(workerBin);
    const a = await joinPage(node, 'r', 'a');
    const b = await joinPage(node, 'r', 'b');
    const turned = { ...a, send: a.receive, receive: a.send };
    await expect(shareScreen(node, turned)).rejects.toMatchObject(badRequest);
    const producerId = await shareScreen(node, b);
    await expect(consume(node, turned, producerId)).rejects.toMatchObject(badRequest);
  });

  it('[S6] to connect a transport twice', async () => {
    const { node } = await startNode(workerBin);
    const { roomId, peerId, send: transportId } = await joinPage(node, 'r', 'a');
    const asked = { roomId, peerId, transportId, dtlsParameters };
    await node.request('transport:connect', asked);
    await expect(node.request('transport:connect', asked)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('[S6] more of anything than a peer may have, also when asked all at once', async () => {
    const { node } = await startNode(workerBin);
    const page = await joinPage(node, 'r', 'a');
    const { roomId, peerId } = page;
    const attempts = async (count: number, ask: (index: number) => Promise<unknown>) => {
      const settled = await Promise.allSettled(Array.from({ length: count }, (_, i) => ask(i)));
      for (const result of settled.filter(({ status }) => status === 'rejected')) {
        expect(result).toMatchObject({ reason: overLimit });
      }
      return settled.filter(({ status }) => status === 'fulfilled').length;
    };
    const { transportsPerPeer, producersPerPeer, dataProducersPerPeer } = sfuLimits;
    const open = { roomId, peerId, direction: 'send' as const };
    // Two are open already.
    const transports = await attempts(8, () => node.request('transport:open', open));
    expect(transports).toBe(transportsPerPeer - 2);
    expect(await attempts(8, (i) => shareScreen(node, page, 100 * (i + 1)))).toBe(producersPerPeer);
    expect(await attempts(12, (i) => openChannel(node, page, i))).toBe(dataProducersPerPeer);

    const viewer = await joinPage(node, 'r', 'viewer');
    const { producers } = await node.request('room:join', {
      roomId,
      peerId: 'viewer',
      holder: 'somebody',
    });
    const [first] = producers;
    const consumers = await attempts(sfuLimits.consumersPerPeer + 8, () =>
      consume(node, viewer, first?.producerId ?? ''),
    );
    expect(consumers).toBe(sfuLimits.consumersPerPeer);
  });

  it('[S6] one peer more than a room holds', async () => {
    const { node } = await startNode(workerBin);
    const joins = Array.from({ length: sfuLimits.peersPerRoom }, (_, index) =>
      node.request('room:join', { roomId: 'r', peerId: `peer-${index}`, holder: 'somebody' }),
    );
    await Promise.all(joins);
    const last = node.request('room:join', { roomId: 'r', peerId: 'one-more', holder: 'somebody' });
    await expect(last).rejects.toMatchObject(overLimit);
  });

  it('[S6] what does not have the shape of the contract', async () => {
    const { node } = await startNode(workerBin);
    const wrong: [string, unknown][] = [
      ['room:join', undefined],
      ['room:join', { roomId: 'r' }],
      ['room:join', { roomId: 'r', peerId: 'a', holder: 'somebody', more: 1 }],
      ['room:join', { roomId: 'r', peerId: 'x'.repeat(65), holder: 'somebody' }],
      ['transport:open', { roomId: 'r', peerId: 'a', direction: 'both' }],
      ['room:explode', { roomId: 'r', peerId: 'a' }],
      ['toString', {}],
      ['__proto__', {}],
    ];
    for (const [name, input] of wrong) {
      const asked = node.request(name as SfuRequestName, input as SfuInput<SfuRequestName>);
      await expect(asked, name).rejects.toMatchObject(badRequest);
    }
    expect(node.stats().rooms).toBe(0);
  });

  it('[S6] RTP parameters that make no sense, one by one', async () => {
    const { node } = await startNode(workerBin);
    const page = await joinPage(node, 'r', 'a');
    const { roomId, peerId, send: transportId } = page;
    const producing = (slot: 'screen', rtpParameters: RtpParameters) =>
      node.request('producer:open', { roomId, peerId, transportId, slot, rtpParameters });
    const video = videoParameters(1);
    const [vp8, rtx] = video.codecs;
    if (!vp8 || !rtx) throw new Error('the builder made no codecs');
    const audioCodecs = audioParameters(1).codecs;
    await shareScreen(node, page, 1000);
    const nonsense: [string, Parameters<typeof producing>][] = [
      ['unknown codec', ['screen', { ...video, codecs: [{ ...vp8, mimeType: 'video/X' }] }]],
      ['no codec name', ['screen', { ...video, codecs: [{ ...vp8, mimeType: 'nonsense' }] }]],
      ['codec of the other kind', ['screen', { ...video, codecs: audioCodecs }]],
      ['retransmission of nothing', ['screen', { ...video, codecs: [rtx] }]],
      ['a null', ['screen', { ...video, codecs: [{ ...vp8, parameters: { apt: null } }] }]],
      ['neither SSRC nor RID', ['screen', { ...video, mid: undefined, encodings: [{}] }]],
      ['an SSRC in use', ['screen', videoParameters(1000, 'other')]],
      ['a MID in use', ['screen', videoParameters(3000, '1000')]],
      [
        'no such payload type',
        ['screen', { ...video, encodings: [{ ssrc: 9, codecPayloadType: 5 }] }],
      ],
    ];
    for (const [title, asked] of nonsense) {
      await expect(producing(...asked), title).rejects.toMatchObject(badRequest);
    }
    expect(node.stats()).toMatchObject({ producers: 1 });
  });

  it('[S6] SCTP parameters that make no sense', async () => {
    const { node } = await startNode(workerBin);
    const page = await joinPage(node, 'r', 'a');
    const { roomId, peerId, send: transportId } = page;
    await openChannel(node, page, 1);
    await expect(openChannel(node, page, 1), 'in use').rejects.toMatchObject(badRequest);
    const contradictions = [
      { streamId: 2, ordered: true, maxRetransmits: 1 },
      { streamId: 2, ordered: false, maxRetransmits: 1, maxPacketLifeTime: 1 },
    ];
    for (const sctpStreamParameters of contradictions) {
      const asked = { roomId, peerId, transportId, label: 'keys' as const, sctpStreamParameters };
      await expect(node.request('data-producer:open', asked)).rejects.toMatchObject(badRequest);
    }
  });

  it('[S6] capabilities that fit nothing that is offered', async () => {
    const { node } = await startNode(workerBin);
    const sharer = await joinPage(node, 'r', 'sharer');
    const viewer = await joinPage(node, 'r', 'viewer');
    const producerId = await shareScreen(node, sharer);
    const wrong = { codecs: [], headerExtensions: [] };
    const asked = consume(node, { ...viewer, rtpCapabilities: wrong }, producerId);
    await expect(asked).rejects.toMatchObject(badRequest);
  });

  it('[S6] any made-up parameters, and no worker dies of them', async () => {
    const { node } = await startNode(workerBin);
    const pid = node.stats().workers[0]?.pid;
    await joinPage(node, 'r', 'someone else');
    await fc.assert(
      fc.asyncProperty(rtpParameters, fc.constantFrom(...slots), async (made, slot) => {
        const page = await joinPage(node, 'r', 'a');
        const { roomId, peerId, send: transportId } = page;
        const asked = { roomId, peerId, transportId, slot, rtpParameters: made };
        await node.request('producer:open', asked).then(
          ({ producerId }) => expect(producerId).toBeTypeOf('string'),
          (error: unknown) => expect(error).toMatchObject(badRequest),
        );
        const viewer = await joinPage(node, 'r', 'viewer');
        const { producers } = await node.request('room:join', {
          roomId,
          peerId: 'viewer',
          holder: 'somebody',
        });
        for (const { producerId } of producers) {
          await consume(node, viewer, producerId).then(
            (consumer) => expect(consumer.kind).toBe(slotKinds[slot]),
            (error: unknown) => expect(error).toMatchObject(badRequest),
          );
        }
        await node.request('peer:close', { roomId, peerId: 'viewer' });
        await node.request('peer:close', { roomId, peerId });
      }),
      { numRuns: 300 },
    );
    expect(node.stats().workers[0]?.pid).toBe(pid);
    expect(node.state()).toEqual({ ready: true });
  });
});

type RtpParameters = SfuInput<'producer:open'>['rtpParameters'];

const optional = <T>(made: fc.Arbitrary<T>) => fc.option(made, { nil: undefined });
const payloadType = fc.constantFrom(0, 96, 97, 98, 127);
const ssrc = fc.constantFrom(0, 1, 2, 0xffffffff);
const vp8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
const vp9 = { mimeType: 'video/VP9', payloadType: 98, clockRate: 90_000 };
const rtx = { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } };
const parameters = fc.dictionary(
  fc.constantFrom('apt', 'profile-id', 'packetization-mode', 'x', '__proto__'),
  fc.oneof(fc.constantFrom(0, 1, 96, 97, -1, 1e300, 0.5), fc.string({ maxLength: 8 })),
);
const madeUpCodec = fc.record({
  mimeType: fc.constantFrom('video/VP8', 'video/VP9', 'video/H264', 'video/rtx', 'video/ulpfec'),
  payloadType,
  clockRate: fc.constantFrom(1, 48_000, 90_000),
  channels: optional(fc.constantFrom(1, 2, 32)),
  parameters: optional(parameters),
  rtcpFeedback: optional(
    fc.array(fc.record({ type: fc.constantFrom('nack', 'ccm', '') }), { maxLength: 3 }),
  ),
});

/** Of the contract's shape, and mostly without sense; the codecs often good, to get further. */
const rtpParameters: fc.Arbitrary<RtpParameters> = fc.record({
  mid: optional(fc.string({ maxLength: 32 })),
  msid: optional(fc.string({ maxLength: 256 })),
  codecs: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom<RtpParameters['codecs'][]>(
        [vp8],
        [vp8, rtx],
        [vp9],
        [vp8, rtx, vp9],
      ),
    },
    { weight: 1, arbitrary: fc.array(madeUpCodec, { minLength: 1, maxLength: 4 }) },
  ),
  headerExtensions: optional(
    fc.array(
      fc.record({
        uri: fc.constantFrom('urn:ietf:params:rtp-hdrext:sdes:mid', 'urn:3gpp:video-orientation'),
        id: fc.constantFrom(1, 14, 15, 255),
        encrypt: optional(fc.boolean()),
      }),
      { maxLength: 4 },
    ),
  ),
  encodings: fc.array(
    fc.record({
      ssrc: optional(ssrc),
      rid: optional(fc.string({ maxLength: 16 })),
      codecPayloadType: optional(payloadType),
      rtx: optional(fc.record({ ssrc })),
      dtx: optional(fc.boolean()),
      scalabilityMode: optional(fc.constantFrom('L1T3', 'L3T3', 'S3T3', 'L99T99', 'L0T0', '')),
      scaleResolutionDownBy: optional(fc.constantFrom(1, 64)),
      maxBitrate: optional(fc.constantFrom(0, 1_000_000_000)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  rtcp: optional(fc.record({ cname: optional(fc.string({ maxLength: 256 })) })),
});
