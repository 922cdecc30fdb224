import type {
  Consumer,
  DataConsumer,
  DataProducer,
  Producer,
  Router,
  WebRtcServer,
} from 'mediasoup/types';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import type { ChannelLabel } from '@beside/shared/protocol/channels';
import { slotKinds, type Slot } from '@beside/shared/protocol/slots';
import type { SfuInput, SfuNotices, SfuRequestName } from '@beside/shared/protocol/sfuContract';
import type { Log } from '../ops/log.ts';
import { limits } from '../policy/limits.ts';
import {
  idlePeerLimitMs,
  incomingBitrate,
  keyFrameRequestDelayMs,
  transportOptions,
} from '../policy/transports.ts';
import { ask } from './ask.ts';
import { Holdings } from './Holdings.ts';
import { PeerTransport } from './PeerTransport.ts';
import type { Direction } from './PeerTransport.ts';
import { lacksDecoder, present, toRtpCapabilities, toRtpParameters } from './rtp.ts';

type SlotProducer = Producer<{ slot: Slot }>;
type LabelledProducer = DataProducer<{ label: ChannelLabel }>;
type Asked<K extends SfuRequestName> = Omit<SfuInput<K>, 'roomId' | 'peerId'>;

/** What a peer needs of its room. */
export interface PeerRoom {
  readonly id: string;
  readonly closed: boolean;
  readonly router: Promise<Router>;
  readonly webRtcServer: WebRtcServer;
  readonly log: Log;
  peers(): Iterable<Peer>;
  leave(peerId: string): void;
  tell<K extends keyof SfuNotices>(name: K, notice: SfuNotices[K]): void;
}

/**
 * One open page in a room. Whatever it names has to be its own, except what it consumes, which has
 * to be another's of the same room; everything else is 'not-found'. All methods may throw
 * CodedError 'not-found', 'bad-request', 'rate-limited' and 'unavailable'.
 */
export class Peer {
  readonly id: string;
  /** Whose page it is, in signaling's words. */
  readonly holder: string;
  readonly #room: PeerRoom;
  readonly #scope = new Scope();
  readonly #transports: Holdings<PeerTransport>;
  readonly #producers: Holdings<SlotProducer>;
  readonly #consumers = new Holdings<Consumer>(limits.consumersPerPeer);
  readonly #dataProducers: Holdings<LabelledProducer>;
  readonly #dataConsumers = new Holdings<DataConsumer>(limits.dataConsumersPerPeer);

  constructor(id: string, holder: string, room: PeerRoom) {
    const named = { roomId: room.id, peerId: id };
    this.id = id;
    this.holder = holder;
    this.#room = room;
    const idle = (): (() => void) => this.#scope.after(idlePeerLimitMs, () => room.leave(this.id));
    let keep = idle();
    this.#transports = new Holdings<PeerTransport>(limits.transportsPerPeer, {
      opened: () => keep(),
      left: () => {
        keep();
        if (this.#transports.size === 0) keep = idle();
      },
    });
    this.#producers = new Holdings<SlotProducer>(limits.producersPerPeer, {
      opened: ({ id: producerId, appData: { slot } }) =>
        room.tell('producer:opened', { ...named, producerId, slot }),
      left: ({ id: producerId }) => room.tell('producer:closed', { ...named, producerId }),
    });
    this.#dataProducers = new Holdings<LabelledProducer>(limits.dataProducersPerPeer, {
      opened: (dataProducer) =>
        room.tell('data-producer:opened', { roomId: room.id, ...this.#dataNote(dataProducer) }),
    });
  }

  get counts() {
    return {
      transports: this.#transports.size,
      producers: this.#producers.size,
      consumers: this.#consumers.size,
      dataProducers: this.#dataProducers.size,
      dataConsumers: this.#dataConsumers.size,
    };
  }

  /** What it gives to the others, oldest first. */
  get offers() {
    return {
      producers: this.#producers
        .values()
        .map(({ id: producerId, appData: { slot } }) => ({ peerId: this.id, producerId, slot })),
      dataProducers: this.#dataProducers
        .values()
        .map((dataProducer) => this.#dataNote(dataProducer)),
    };
  }

  /** Closes the transports, and what was made on them with them; what is still made follows. */
  close(): void {
    this.#scope.close();
    for (const held of [this.#consumers, this.#dataConsumers]) held.close();
    for (const held of [this.#producers, this.#dataProducers]) held.close();
    this.#transports.close();
  }

  /** A page that lost its network opens anew before the old transport is known to be dead. */
  async openTransport({ direction }: Asked<'transport:open'>) {
    if (this.#transports.full)
      this.#transports
        .values()
        .find(({ silent }) => silent)
        ?.close();
    const router = await this.#room.router;
    const { webRtcServer, log } = this.#room;
    const { media } = await this.#transports.open(this.#room, async () => {
      const transport = await router.createWebRtcTransport({ ...transportOptions, webRtcServer });
      await transport.setMaxIncomingBitrate(incomingBitrate.asked);
      return new PeerTransport(transport, direction, log);
    });
    const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = media;
    return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters };
  }

  /** @throws CodedError 'conflict' for a transport that was connected before */
  async connectTransport({ transportId, dtlsParameters }: Asked<'transport:connect'>) {
    await this.#transports.get(transportId).connect(dtlsParameters);
  }

  async openProducer({ transportId, slot, rtpParameters }: Asked<'producer:open'>) {
    const { media } = this.#transport(transportId, 'send');
    const kind = slotKinds[slot];
    const options = {
      kind,
      rtpParameters: toRtpParameters(kind, rtpParameters),
      keyFrameRequestDelay: keyFrameRequestDelayMs,
      appData: { slot },
    };
    const { id } = await this.#producers.open(media, () => media.produce(options));
    return { producerId: id };
  }

  closeProducer({ producerId }: Asked<'producer:close'>): void {
    this.#producers.get(producerId).close();
  }

  /**
   * The consumer is paused until {@link resumeConsumer}: its first frame finds a ready browser.
   *
   * @throws CodedError 'conflict' where that browser has no decoder for it; the sender is told
   */
  async openConsumer({ transportId, producerId, rtpCapabilities }: Asked<'consumer:open'>) {
    const { media } = this.#transport(transportId, 'receive');
    const owner = this.#assertOthers((peer) => peer.#producers.has(producerId));
    const capabilities = toRtpCapabilities(rtpCapabilities);
    if (lacksDecoder(capabilities, owner.#producers.get(producerId).rtpParameters)) {
      this.#room.tell('producer:refused', { roomId: this.#room.id, peerId: owner.id, producerId });
      throw new CodedError('conflict');
    }
    const consumer = await this.#consumers.open(media, () =>
      media.consume({ producerId, rtpCapabilities: capabilities, paused: true }),
    );
    const { id: consumerId, kind, rtpParameters } = consumer;
    return { consumerId, kind, rtpParameters };
  }

  async resumeConsumer({ consumerId }: Asked<'consumer:resume'>) {
    const consumer = this.#consumers.get(consumerId);
    await ask(consumer, () => consumer.resume());
  }

  /**
   * mediasoup 3.27.1 keeps two promises only: in order and reliable, or unordered and sent once,
   * at once or never. What lies between (retransmissions or a lifetime above zero) is accepted and
   * treated as the second.
   */
  async openDataProducer(asked: Asked<'data-producer:open'>) {
    const { media } = this.#transport(asked.transportId, 'send');
    const { label } = asked;
    const sctpStreamParameters = present(asked.sctpStreamParameters);
    const options = { label, sctpStreamParameters, appData: { label } };
    const { id } = await this.#dataProducers.open(media, () => media.produceData(options));
    return { dataProducerId: id };
  }

  async openDataConsumer({ transportId, dataProducerId }: Asked<'data-consumer:open'>) {
    const { media } = this.#transport(transportId, 'receive');
    this.#assertOthers((peer) => peer.#dataProducers.has(dataProducerId));
    const dataConsumer = await this.#dataConsumers.open(media, () =>
      media.consumeData({ dataProducerId }),
    );
    const { id: dataConsumerId, label, sctpStreamParameters } = dataConsumer;
    return { dataConsumerId, label, sctpStreamParameters };
  }

  #transport(id: string, direction: Direction): PeerTransport {
    const transport = this.#transports.get(id);
    if (transport.direction !== direction) throw new CodedError('bad-request');
    return transport;
  }

  #assertOthers(has: (peer: Peer) => boolean): Peer {
    const owner = [...this.#room.peers()].find(has);
    if (!owner) throw new CodedError('not-found');
    if (owner === this) throw new CodedError('bad-request');
    return owner;
  }

  #dataNote({ id: dataProducerId, appData: { label } }: LabelledProducer) {
    return { peerId: this.id, dataProducerId, label };
  }
}
