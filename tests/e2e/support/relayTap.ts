import * as mediasoup from 'mediasoup';
import type { DataProducer, Producer, Router } from 'mediasoup/types';

/** What a relay that is read by its operator holds: everything that passes through its rooms. */
export interface RelayTap {
  /** The next key frame of the newest picture, put together from its packets. */
  keyFrame(): Promise<Uint8Array>;
  /** The same where it is sent in AV1: its one OBU's content, sealed or not. */
  av1KeyFrame(): Promise<Uint8Array>;
  /** So many messages of the newest room's channels, as they come. */
  messages(count: number): Promise<{ label: string; bytes: Uint8Array }[]>;
}

const patienceMs = 15_000;

/** Taps every relay of this process that starts from now on, at its worker. */
export function tapRelays(): RelayTap {
  const pictures: { router: Router; producer: Producer }[] = [];
  const channels: { router: Router; producer: DataProducer }[] = [];
  mediasoup.observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newproducer', (producer) => {
          if (producer.kind === 'video') pictures.push({ router, producer });
        });
        transport.observer.on('newdataproducer', (producer) => channels.push({ router, producer }));
      }),
    ),
  );
  const newest = () => {
    const found = pictures.findLast(({ producer }) => !producer.closed);
    if (!found) throw new Error('the relay has no picture');
    return found;
  };

  const assemble = async (assembler: Assembler): Promise<Uint8Array> => {
    const { router, producer } = newest();
    const transport = await router.createDirectTransport();
    try {
      const { id: producerId } = producer;
      const { rtpCapabilities } = router;
      const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
      return await within<Uint8Array>((resolve) => {
        consumer.on('rtp', (packet) => {
          const frame = assembler.take(packet);
          if (frame) resolve(frame);
        });
        void consumer.resume();
      });
    } finally {
      transport.close();
    }
  };

  return {
    keyFrame: () => assemble(new Assembler(cutVp8)),
    av1KeyFrame: () => assemble(new Assembler(cutAv1)),
    async messages(count) {
      const { router } = newest();
      const transport = await router.createDirectTransport();
      const heard: { label: string; bytes: Uint8Array }[] = [];
      const open = channels.filter((one) => one.router === router && !one.producer.closed);
      try {
        return await within((resolve) => {
          for (const { producer } of open) {
            void transport.consumeData({ dataProducerId: producer.id }).then((consumer) =>
              consumer.on('message', (bytes) => {
                heard.push({ label: producer.label, bytes: new Uint8Array(bytes) });
                if (heard.length === count) resolve(heard);
              }),
            );
          }
        });
      } finally {
        transport.close();
      }
    },
  };
}

function within<T>(work: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('the tap heard nothing')), patienceMs);
    work((value) => {
      clearTimeout(giveUp);
      resolve(value);
    });
  });
}

/** What a packet's payload adds to a key frame, and whether one begins with it. */
type Cut = (payload: Uint8Array) => { part: Uint8Array; begins: boolean };

/** RFC 7741. */
const cutVp8: Cut = (payload) => {
  const part = payload.subarray(descriptorLength(payload));
  return { part, begins: (payload[0]! & 0x17) === 0x10 && (part[0]! & 1) === 0 };
};

/**
 * Of frames of one OBU (RTP payload format for AV1, section 4.4) its content: after the aggregation
 * header, which counts one element, the first packet has the OBU's header.
 */
const cutAv1: Cut = (payload) => {
  const begins = (payload[0]! & 0x08) !== 0;
  return { part: payload.subarray(begins ? 2 : 1), begins };
};

/** Puts key frames together from RTP packets; a packet that is lost spoils its frame. */
class Assembler {
  readonly #cut: Cut;
  #parts: Uint8Array[] | null = null;
  #next = -1;

  constructor(cut: Cut) {
    this.#cut = cut;
  }

  /** @returns a key frame, with its last packet */
  take(packet: Uint8Array): Uint8Array | undefined {
    const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
    const number = view.getUint16(2);
    const payload = packet.subarray(headerLength(view), packet.byteLength - padding(view));
    if (payload.byteLength === 0) return undefined;
    const { part, begins } = this.#cut(payload);
    if (begins) this.#parts = [part];
    else if (this.#parts && number === this.#next) this.#parts.push(part);
    else this.#parts = null;
    this.#next = (number + 1) & 0xffff;
    const isLast = (view.getUint8(1) & 0x80) !== 0;
    return isLast && this.#parts ? new Uint8Array(Buffer.concat(this.#parts)) : undefined;
  }
}

/** RFC 3550, section 5.1. */
function headerLength(view: DataView): number {
  const fixed = 12 + (view.getUint8(0) & 0xf) * 4;
  return view.getUint8(0) & 0x10 ? fixed + 4 + view.getUint16(fixed + 2) * 4 : fixed;
}

function padding(view: DataView): number {
  return view.getUint8(0) & 0x20 ? view.getUint8(view.byteLength - 1) : 0;
}

/** RFC 7741, section 4.2. */
function descriptorLength(payload: Uint8Array): number {
  if (!(payload[0]! & 0x80)) return 1;
  const more = payload[1]!;
  let length = 2;
  if (more & 0x80) length += payload[2]! & 0x80 ? 2 : 1;
  if (more & 0x40) length += 1;
  if (more & 0x30) length += 1;
  return length;
}
