import type {
  Producer,
  ProducerOptions,
  RtpCodecCapability,
  Transport,
} from 'mediasoup-client/types';
import type { Slot } from '@beside/shared/protocol/slots';
import type { VideoCodec } from './codec/chooseCodec.ts';
import { opusOptions } from './opusSettings.ts';
import { maxBitrates } from './path.ts';
import type { Seal } from './sealing/seal.ts';
import { startKilobits } from './startBitrate.ts';

/** What one slot sends into the relay's room. */
export interface SlotProducer {
  /**
   * The way into the room is there.
   *
   * @param codecs that both the relay and this browser can, the relay's first choice first
   */
  open(transport: Transport, codecs: readonly RtpCodecCapability[]): Promise<void>;
  setTrack(track: MediaStreamTrack | null): void;
  setActive(active: boolean): void;
  /** What a screen is sent in. Where it is being sent, the new way begins before the old one ends. */
  setCodec(codec: VideoCodec): void;
  stats(): Promise<RTCStatsReport | null>;
}

/** A sound follows the screen that it comes with: its setting up would take time from the first frame. */
const soundAfterMs = 500;

/** How long both codecs are sent when one takes the place of the other, in ms: until all have the new. */
const overlapMs = 1_500;

/**
 * A producer is made when there is first something to send, and then kept, with or without a track:
 * most sessions have no voice, and what is not made costs the relay nothing.
 *
 * `inAdvance` makes it at once: choosing a screen then costs no round trip. `failed` is told when the
 * relay refuses, or the connection to it is gone. In the relay a producer has one codec for good, so
 * that another codec is another producer; `ended` is told which one it replaced.
 */
export function createSlotProducer(
  slot: Slot,
  {
    inAdvance,
    seal,
    failed,
    ended,
  }: { inAdvance: boolean; seal: Seal; failed: () => void; ended: (producerId: string) => void },
): SlotProducer {
  let transport: Transport | undefined;
  let codecs: readonly RtpCodecCapability[] = [];
  let producer: Producer | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;
  let sending: boolean | undefined;
  let codec: VideoCodec = 'VP8';
  let producedIn: VideoCodec = codec;
  let settled = Promise.resolve();
  let waits = false;
  /** Ends what another producer has taken the place of. */
  let endRetired = (): void => undefined;

  /** It goes on until the new one is made and all have that, or nothing is to be sent any more. */
  const replace = async (old: Producer, way: Transport): Promise<Producer> => {
    const end = (): void => {
      if (endRetired === end) endRetired = () => undefined;
      if (old.closed) return;
      old.close();
      ended(old.id);
    };
    endRetired = end;
    if (!active) end();
    const made = await produce(way);
    setTimeout(end, overlapMs);
    return made;
  };

  const produce = async (way: Transport): Promise<Producer> => {
    producedIn = codec;
    sending = active;
    const made = await way.produce({
      ...optionsFor(
        slot,
        codecs.find(({ mimeType }) => mimeType === `video/${producedIn}`),
      ),
      track: track ?? createStandIn(),
      encodings: [{ active, maxBitrate: maxBitrates[slot] }],
      onRtpSender: (sender) => seal.protectSender(sender),
    });
    made.on('transportclose', failed);
    return made;
  };

  /** Brings the producer in line with what is wanted of it by now. */
  const apply = async (): Promise<void> => {
    if (!transport || transport.closed || (!producer && !track && !inAdvance)) return;
    if (!producer && waits) return;
    if (!producer) producer = await produce(transport);
    else if (slot === 'screen' && producedIn !== codec) {
      endRetired();
      producer = await replace(producer, transport);
    }
    const changes: Promise<void>[] = [];
    // It may have changed while the relay was being asked.
    if (producer.track !== track) changes.push(producer.replaceTrack({ track }));
    if (sending !== active) {
      sending = active;
      // Asked for at once: a transport does one thing after another, and what is produced for the next
      // slot meanwhile, the sound of a screen, costs round trips.
      changes.push(producer.setRtpEncodingParameters({ active }));
    }
    await Promise.all(changes);
  };
  const settle = (): Promise<void> => (settled = settled.then(apply).catch(failed));

  return {
    open(way, sendable) {
      transport = way;
      codecs = sendable;
      return settle();
    },
    setTrack(next) {
      endRetired();
      if (slot === 'sound' && track === null && next !== null && !waits) {
        waits = true;
        setTimeout(() => {
          waits = false;
          void settle();
        }, soundAfterMs);
      }
      track = next;
      void settle();
    },
    setActive(next) {
      // Whoever pauses is not seen a moment longer.
      if (!next) endRetired();
      active = next;
      void settle();
    },
    setCodec(next) {
      codec = next;
      void settle();
    },
    stats: async () => (await producer?.getStats()) ?? null,
  };
}

function optionsFor(slot: Slot, codec: RtpCodecCapability | undefined): ProducerOptions {
  return {
    ...(slot === 'screen' && codec && { codec }),
    codecOptions:
      slot === 'screen' ? { videoGoogleStartBitrate: startKilobits } : opusOptions[slot],
    appData: { slot },
    // What is captured is shared with the direct path and belongs to neither.
    stopTracks: false,
    disableTrackOnPause: false,
    zeroRtpOnPause: false,
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
