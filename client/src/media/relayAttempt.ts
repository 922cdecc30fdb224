import { Device } from 'mediasoup-client';
import type {
  Consumer,
  DataConsumer,
  DataProducer,
  Producer,
  RtpCapabilities,
  RtpParameters,
  Transport,
  TransportOptions,
} from 'mediasoup-client/types';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type {
  RequestInput,
  RequestName,
  RequestOutput,
  Told,
} from '@beside/shared/protocol/contract';
import { channelLabels, type ChannelLabel } from '@beside/shared/protocol/channels';
import type { Signaling } from '../signaling/signaling.ts';
import type { Attempt, AttemptEvents } from './attemptKeeper.ts';
import type { Seal } from './sealing/seal.ts';
import { startKilobits } from './startBitrate.ts';
import { channelDelivery, maxBufferedBytes, maxVideoBitrate } from './path.ts';

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  /** The other end. A viewer takes only what it offers; a sharer takes hands from everybody. */
  remote: EndpointId;
  sends: boolean;
  /** Takes the picture and the heartbeat, and puts nothing into the room itself. */
  mute?: boolean;
  seal: Seal;
}

type ProducerNote = Pick<Told<'relay:producer-opened'>, 'peerId' | 'producerId' | 'epoch'>;
type DataNote = Pick<
  Told<'relay:data-producer-opened'>,
  'peerId' | 'dataProducerId' | 'label' | 'epoch'
>;

/** One stay in the relay's room: two transports, the channels both ways, and the picture. */
export type RelayAttempt = Attempt;

type Named<K extends RequestName> = Omit<RequestInput<K>, 'requestId'>;

export function createRelayAttempt(parts: Parts, callbacks: AttemptEvents): RelayAttempt {
  const { signaling, requestId, remote, sends, mute = false, seal } = parts;
  const outLabels = mute ? [] : channelLabels;
  const outgoing = new Map<ChannelLabel, DataProducer>();
  const incoming = new Map<string, Consumer | DataConsumer>();
  /** What the other end offers by now; told maybe before there is a transport to take it with. */
  const offered = new Map<string, { epoch: number; work: () => Promise<void> }>();
  const transports: Transport[] = [];
  /** Which of the session's places this stay is in, and the newest that is known to be lost. */
  let place: number | undefined;
  let lostPlace = 0;
  let device: Device | undefined;
  let receiveTransport: Transport | undefined;
  let producer: Producer | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;
  let opened = false;
  let closed = false;

  const ask = <K extends RequestName>(name: K, input: Named<K>): Promise<RequestOutput<K>> =>
    signaling.request(name, { ...input, requestId } as RequestInput<K>);

  const close = (): void => {
    if (closed) return;
    closed = true;
    for (const unsubscribe of subscriptions) unsubscribe();
    for (const transport of transports) transport.close();
    callbacks.closed();
  };
  /** Whatever fails on the way makes this stay useless; the path tries again. */
  const attempt = (work: () => Promise<unknown>): void => {
    work().catch(close);
  };

  const checkOpen = (): void => {
    const out = outLabels.every((label) => outgoing.get(label)?.readyState === 'open');
    const heard = [...incoming.values()].some(
      (one) => 'readyState' in one && one.readyState === 'open',
    );
    if (!out || !heard || opened || closed) return;
    opened = true;
    callbacks.open();
  };

  const openTransport = async (own: Device, direction: 'send' | 'receive'): Promise<Transport> => {
    const options = (await ask('relay:open-transport', {
      direction,
    })) as unknown as TransportOptions;
    if (closed) throw new Error('closed meanwhile');
    const transport =
      direction === 'send' ? own.createSendTransport(options) : own.createRecvTransport(options);
    transports.push(transport);
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      ask('relay:connect-transport', {
        transportId: transport.id,
        dtlsParameters,
      } as Named<'relay:connect-transport'>).then(done, fail);
    });
    transport.on('produce', ({ kind, rtpParameters }, done, fail) => {
      const input = { transportId: transport.id, kind, rtpParameters } as Named<'relay:produce'>;
      ask('relay:produce', input).then(({ producerId }) => done({ id: producerId }), fail);
    });
    transport.on('producedata', ({ sctpStreamParameters, label }, done, fail) => {
      const input = {
        transportId: transport.id,
        label,
        sctpStreamParameters: streamOf(sctpStreamParameters),
      } as Named<'relay:produce-data'>;
      ask('relay:produce-data', input).then(
        ({ dataProducerId }) => done({ id: dataProducerId }),
        fail,
      );
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'failed' || state === 'closed') close();
    });
    return transport;
  };

  const consume = async ({ producerId, peerId }: ProducerNote): Promise<void> => {
    if (sends || !receiveTransport || !device) return;
    const { consumerId, kind, rtpParameters } = await ask('relay:consume', {
      transportId: receiveTransport.id,
      producerId,
      rtpCapabilities:
        device.recvRtpCapabilities as RequestInput<'relay:consume'>['rtpCapabilities'],
    });
    if (closed) return;
    const consumer = await receiveTransport.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as RtpParameters,
      onRtpReceiver: (receiver) => seal.protectReceiver(receiver, peerId as EndpointId),
    });
    incoming.set(producerId, consumer);
    if (consumer.rtpReceiver) consumer.rtpReceiver.jitterBufferTarget = 0;
    callbacks.track(consumer.track);
    await ask('relay:resume-consumer', { consumerId });
  };

  const consumeData = async ({ dataProducerId, label, peerId }: DataNote): Promise<void> => {
    if (!receiveTransport) return;
    const { dataConsumerId, sctpStreamParameters } = await ask('relay:consume-data', {
      transportId: receiveTransport.id,
      dataProducerId,
    });
    if (closed) return;
    const consumer = await receiveTransport.consumeData({
      id: dataConsumerId,
      dataProducerId,
      label,
      sctpStreamParameters: sctpStreamParameters as Parameters<
        Transport['consumeData']
      >[0]['sctpStreamParameters'],
    });
    incoming.set(dataProducerId, consumer);
    consumer.binaryType = 'arraybuffer';
    consumer.on('message', (data: unknown) => {
      if (data instanceof ArrayBuffer)
        callbacks.message(label, new Uint8Array(data), peerId as EndpointId);
    });
    consumer.on('open', checkOpen);
    checkOpen();
  };

  /** Takes an offer once, now or as soon as there is a transport for it. */
  const take = (id: string, epoch: number, work: () => Promise<void>): void => {
    if (offered.has(id) || epoch !== (place ?? epoch)) return;
    offered.set(id, { epoch, work });
    if (receiveTransport) attempt(work);
  };
  const takePicture = (note: ProducerNote): void => {
    if (note.peerId === remote) take(note.producerId, note.epoch, () => consume(note));
  };
  const takeChannel = (note: DataNote): void => {
    // A guest who was given control comes by the relay alone; the grant says whose hand counts.
    const isHand = sends && note.label !== 'beat' && note.peerId !== signaling.endpoint;
    if (note.peerId !== remote && !isHand) return;
    take(note.dataProducerId, note.epoch, () => consumeData(note));
  };

  /** Made before there is a picture: choosing a screen then costs no round trip. */
  const produce = async (): Promise<void> => {
    const transport = transports[0];
    if (!sends || !transport || producer || closed) return;
    const sent = await transport.produce({
      track: track ?? createStandIn(),
      encodings: [{ active, maxBitrate: maxVideoBitrate }],
      codecOptions: { videoGoogleStartBitrate: startKilobits },
      // The one captured track is shared with the direct path and belongs to neither.
      stopTracks: false,
      disableTrackOnPause: false,
      zeroRtpOnPause: false,
      onRtpSender: (sender) => seal.protectSender(sender),
    });
    producer = sent;
    sent.on('transportclose', close);
    // Both may have changed while the relay was being asked.
    if (sent.track !== track) await sent.replaceTrack({ track });
    await sent.setRtpEncodingParameters({ active });
  };

  const enter = async (): Promise<void> => {
    const { epoch, rtpCapabilities, producers, dataProducers } = await ask('relay:join', {});
    if (closed) return;
    if (epoch <= lostPlace) return close();
    place = epoch;
    for (const [id, offer] of offered) if (offer.epoch !== epoch) offered.delete(id);
    const own = await Device.factory();
    await own.load({ routerRtpCapabilities: rtpCapabilities as RtpCapabilities });
    device = own;
    const [sendTransport, receive] = await Promise.all([
      mute ? null : openTransport(own, 'send'),
      openTransport(own, 'receive'),
    ]);
    transports.sort((a) => (a === sendTransport ? -1 : 1));
    for (const note of producers) takePicture({ ...note, epoch });
    for (const note of dataProducers) takeChannel({ ...note, epoch });
    receiveTransport = receive;
    await Promise.all([
      ...outLabels.map(async (label) => {
        const out = await sendTransport?.produceData({ label, ...channelDelivery[label] });
        if (!out) return;
        outgoing.set(label, out);
        out.on('open', checkOpen);
        checkOpen();
      }),
      produce(),
      ...[...offered.values()].map(({ work }) => work()),
    ]);
  };

  const mine = (message: { requestId: RequestId }): boolean => message.requestId === requestId;
  const subscriptions = [
    signaling.on('relay:producer-opened', (note) => {
      if (mine(note)) takePicture(note);
    }),
    signaling.on('relay:data-producer-opened', (note) => {
      if (mine(note)) takeChannel(note);
    }),
    signaling.on('relay:lost', (note) => {
      if (!mine(note)) return;
      lostPlace = Math.max(lostPlace, note.epoch);
      // Told late, it is about a place that this page has left before.
      if (place !== undefined && place <= lostPlace) close();
    }),
  ];
  attempt(enter);

  return {
    send(label, bytes) {
      const channel = outgoing.get(label);
      if (closed || channel?.readyState !== 'open') return false;
      if (label !== 'keys' && channel.bufferedAmount > maxBufferedBytes) return false;
      channel.send(bytes);
      return true;
    },
    setTrack(next) {
      track = next;
      attempt(async () => {
        if (producer) await producer.replaceTrack({ track: next });
      });
    },
    setActive(next) {
      active = next;
      attempt(async () => producer?.setRtpEncodingParameters({ active: next }));
    },
    stats: async () =>
      (await [...incoming.values()]
        .find((one) => one instanceof Object && 'rtpReceiver' in one)
        ?.getStats()) ?? null,
    close,
  };
}

/** A track that never has a frame: what is produced has to have one from its beginning. */
function createStandIn(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  const [track] = canvas.captureStream(0).getVideoTracks();
  if (!track) throw new Error('this browser captures no canvas');
  return track;
}

/** Of the stream parameters only what the contract carries; a label goes by its own name. */
function streamOf({
  streamId,
  ordered,
  maxRetransmits,
  maxPacketLifeTime,
}: {
  streamId?: number | undefined;
  ordered?: boolean | undefined;
  maxRetransmits?: number | undefined;
  maxPacketLifeTime?: number | undefined;
}) {
  return {
    streamId,
    ...(ordered === undefined ? {} : { ordered }),
    ...(maxRetransmits === undefined ? {} : { maxRetransmits }),
    ...(maxPacketLifeTime === undefined ? {} : { maxPacketLifeTime }),
  };
}
