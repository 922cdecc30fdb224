import type { Producer, ProducerOptions, Transport } from 'mediasoup-client/types';
import type { Slot } from '@beside/shared/protocol/slots';
import { opusOptions } from './opusSettings.ts';
import { maxBitrates } from './path.ts';
import type { Seal } from './sealing/seal.ts';
import { startKilobits } from './startBitrate.ts';

/** What one slot sends into the relay's room. */
export interface SlotProducer {
  /** The way into the room is there. */
  open(transport: Transport): Promise<void>;
  setTrack(track: MediaStreamTrack | null): void;
  setActive(active: boolean): void;
}

/**
 * A producer is made when there is first something to send, and then kept, with or without a track:
 * most sessions have no voice, and what is not made costs the relay nothing.
 *
 * `inAdvance` makes it at once: choosing a screen then costs no round trip. `failed` is told when the
 * relay refuses, or the connection to it is gone.
 */
export function createSlotProducer(
  slot: Slot,
  { inAdvance, seal, failed }: { inAdvance: boolean; seal: Seal; failed: () => void },
): SlotProducer {
  let transport: Transport | undefined;
  let producer: Producer | undefined;
  let track: MediaStreamTrack | null = null;
  let active = false;
  let sending: boolean | undefined;
  let settled = Promise.resolve();

  /** Brings the producer in line with what is wanted of it by now. */
  const apply = async (): Promise<void> => {
    if (!transport || transport.closed || (!producer && !track && !inAdvance)) return;
    if (!producer) {
      sending = active;
      producer = await transport.produce({
        ...optionsFor(slot),
        track: track ?? createStandIn(),
        encodings: [{ active, maxBitrate: maxBitrates[slot] }],
        onRtpSender: (sender) => seal.protectSender(sender),
      });
      producer.on('transportclose', failed);
    }
    // It may have changed while the relay was being asked.
    if (producer.track !== track) await producer.replaceTrack({ track });
    if (sending === active) return;
    sending = active;
    await producer.setRtpEncodingParameters({ active });
  };
  const settle = (): Promise<void> => (settled = settled.then(apply).catch(failed));

  return {
    open(way) {
      transport = way;
      return settle();
    },
    setTrack(next) {
      track = next;
      void settle();
    },
    setActive(next) {
      active = next;
      void settle();
    },
  };
}

function optionsFor(slot: Slot): ProducerOptions {
  return {
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
