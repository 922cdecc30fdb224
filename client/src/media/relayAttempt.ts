import { Device } from 'mediasoup-client';
import type {
  Consumer,
  DataConsumer,
  DataProducer,
  RtpCapabilities,
  RtpParameters,
  Transport,
} from 'mediasoup-client/types';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { RequestInput, Told } from '@beside/shared/protocol/contract';
import { channelLabels, type ChannelLabel } from '@beside/shared/protocol/channels';
import { slots } from '@beside/shared/protocol/slots';
import type { Signaling } from '../signaling/signaling.ts';
import type { Attempt, AttemptEvents } from './attemptKeeper.ts';
import type { Seal } from './sealing/seal.ts';
import { isRefusedCodec, untilDecoded } from './codec/producerChange.ts';
import { channelDelivery, maxBufferedBytes } from './path.ts';
import { openRelayTransport, type AskRelay } from './relayTransport.ts';
import { createSlotProducer } from './slotProducer.ts';

export interface RelayParts {
  signaling: Signaling;
  requestId: RequestId;
  /**
   * Whose screen, sound and voice are taken, at this moment. The first one's heartbeat is listened to.
   */
  remotes: () => readonly EndpointId[];
  /** Whether this is the customer's page: it sends a screen any moment, and takes everybody's hands. */
  offers: boolean;
  /** Takes what there is, and puts nothing into the room itself. */
  mute?: boolean;
  seal: Seal;
}

type ProducerNote = Pick<Told<'relay:producer-opened'>, 'peerId' | 'producerId' | 'slot' | 'epoch'>;
type DataNote = Pick<
  Told<'relay:data-producer-opened'>,
  'peerId' | 'dataProducerId' | 'label' | 'epoch'
>;

/** One stay in the relay's room: two transports, the channels both ways, and the media. */
export interface RelayAttempt extends Attempt {
  /** Those who are listened to are others by now. */
  review(): void;
}

interface Offer {
  /** Of the place that it is in. */
  epoch: number;
  isWanted(): boolean;
  take(): Promise<void>;
}

export function createRelayAttempt(parts: RelayParts, callbacks: AttemptEvents): RelayAttempt {
  const { signaling, requestId, remotes, offers, mute = false, seal } = parts;
  const outLabels = mute ? [] : channelLabels;
  const outgoing = new Map<ChannelLabel, DataProducer>();
  const incoming = new Map<string, Consumer | DataConsumer>();
  /** What is offered in the room by now; told maybe before there is a transport to take it with. */
  const offered = new Map<string, Offer>();
  const taken = new Set<string>();
  const transports: Transport[] = [];
  /** Which of the session's places this stay is in, and the newest that is known to be lost. */
  let place: number | undefined;
  let lostPlace = 0;
  let device: Device | undefined;
  let receiveTransport: Transport | undefined;
  let opened = false;
  let closed = false;

  const ask: AskRelay = (name, input) =>
    signaling.request(name, { ...input, requestId } as RequestInput<typeof name>);

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
    const transport = await openRelayTransport(own, direction, { ask, isClosed: () => closed });
    transports.push(transport);
    transport.on('connectionstatechange', (state) => {
      if (state === 'failed' || state === 'closed') close();
    });
    return transport;
  };

  const consume = async (note: ProducerNote): Promise<void> => {
    const { producerId, slot } = note;
    const from = note.peerId as EndpointId;
    if (!receiveTransport || !device) return;
    const { consumerId, kind, rtpParameters } = await ask('relay:consume', {
      transportId: receiveTransport.id,
      producerId,
      rtpCapabilities:
        device.recvRtpCapabilities as RequestInput<'relay:consume'>['rtpCapabilities'],
    });
    if (closed) return;
    let shown: MediaStreamTrack | undefined;
    let shows = false;
    const show = (): void => {
      shows = true;
      if (shown) callbacks.track({ slot, track: shown, from });
    };
    const consumer = await receiveTransport.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as RtpParameters,
      appData: { slot, peerId: from },
      onRtpReceiver(receiver) {
        if (slot !== 'screen') return seal.protectReceiver(receiver, from);
        seal.playReceiver(receiver, from, (track) => {
          shown = track;
          if (shows) show();
        });
      },
    });
    shown ??= consumer.track;
    const replaces = pictureOf(from) !== undefined && slot === 'screen';
    incoming.set(producerId, consumer);
    if (consumer.rtpReceiver && slot === 'screen') consumer.rtpReceiver.jitterBufferTarget = 0;
    if (!replaces) show();
    await ask('relay:resume-consumer', { consumerId });
    if (!replaces) return;
    // The same screen in another codec: the old picture stays until there is a new one.
    await untilDecoded(consumer);
    if (!consumer.closed) show();
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

  /** Takes what is wanted of the offers, each once, as soon as there is a transport for it. */
  const review = (): void => {
    if (!receiveTransport) return;
    for (const [id, { epoch, isWanted, take }] of offered) {
      if (taken.has(id) || epoch !== place || !isWanted()) continue;
      taken.add(id);
      // What has been taken back meanwhile is no loss, and for what cannot be shown here another one comes.
      take().catch((failure: unknown) => {
        if (offered.has(id) && !isRefusedCodec(failure)) close();
      });
    }
  };
  const offerMedia = (note: ProducerNote): void => {
    offered.set(note.producerId, {
      epoch: note.epoch,
      isWanted: () => remotes().some((remote) => remote === note.peerId),
      take: () => consume(note),
    });
  };
  const offerChannel = (note: DataNote): void => {
    // A guest who was given control comes by the relay alone; the grant says whose hand counts.
    const isHand = offers && note.label !== 'beat' && note.peerId !== signaling.endpoint;
    offered.set(note.dataProducerId, {
      epoch: note.epoch,
      isWanted() {
        const [first, ...others] = remotes();
        const isFrom = (page: EndpointId | undefined): boolean => page === note.peerId;
        // One beat says how the relay is.
        return isHand || isFrom(first) || (note.label !== 'beat' && others.some(isFrom));
      },
      take: () => consumeData(note),
    });
  };
  const withdraw = (producerId: string): void => {
    offered.delete(producerId);
    incoming.get(producerId)?.close();
    incoming.delete(producerId);
  };

  const ended = (producerId: string): void => {
    // Where the stay is over by then, so is what was in it.
    if (!closed) ask('relay:close-producer', { producerId }).catch(() => undefined);
  };
  const producers = new Map(
    slots.map((slot) => {
      const inAdvance = offers && slot === 'screen';
      return [slot, createSlotProducer(slot, { inAdvance, seal, failed: close, ended })];
    }),
  );

  const enter = async (): Promise<void> => {
    const room = await ask('relay:join', {});
    const { epoch } = room;
    if (closed) return;
    if (epoch <= lostPlace) return close();
    place = epoch;
    const own = await Device.factory();
    await own.load({ routerRtpCapabilities: room.rtpCapabilities as RtpCapabilities });
    device = own;
    const [sendTransport, receive] = await Promise.all([
      mute ? null : openTransport(own, 'send'),
      openTransport(own, 'receive'),
    ]);
    for (const note of room.producers) offerMedia({ ...note, epoch });
    for (const note of room.dataProducers) offerChannel({ ...note, epoch });
    receiveTransport = receive;
    review();
    await Promise.all([
      ...outLabels.map(async (label) => {
        const out = await sendTransport?.produceData({ label, ...channelDelivery[label] });
        if (!out) return;
        outgoing.set(label, out);
        out.on('open', checkOpen);
        checkOpen();
      }),
      ...[...producers.values()].map(
        (producer) =>
          sendTransport && producer.open(sendTransport, own.sendRtpCapabilities.codecs ?? []),
      ),
    ]);
  };

  const pictureOf = (peerId: EndpointId | undefined): Consumer | undefined =>
    [...incoming.values()].findLast(
      (one): one is Consumer =>
        'rtpReceiver' in one &&
        one.appData['slot'] === 'screen' &&
        one.appData['peerId'] === peerId,
    );
  const mine = (message: { requestId: RequestId }): boolean => message.requestId === requestId;
  const subscriptions = [
    signaling.on('relay:producer-opened', (note) => {
      if (!mine(note)) return;
      offerMedia(note);
      review();
    }),
    signaling.on('relay:producer-closed', (note) => {
      if (mine(note)) withdraw(note.producerId);
    }),
    signaling.on('relay:data-producer-opened', (note) => {
      if (!mine(note)) return;
      offerChannel(note);
      review();
    }),
    signaling.on('relay:producer-refused', (note) => {
      if (mine(note) && note.peerId === signaling.endpoint) callbacks.refused();
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
    setTrack: (slot, track) => producers.get(slot)?.setTrack(track),
    setActive: (slot, active) => producers.get(slot)?.setActive(active),
    setCodec: (codec) => producers.get('screen')?.setCodec(codec),
    review,
    stats: async () => (await pictureOf(remotes()[0])?.getStats()) ?? null,
    sentStats: async () => (await producers.get('screen')?.stats()) ?? null,
    close,
  };
}
