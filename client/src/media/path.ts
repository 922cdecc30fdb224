import type { EndpointId } from '@beside/shared/domain/ids';
import type { LinkPath } from '@beside/shared/protocol/contract/link';
import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { Slot } from '@beside/shared/protocol/slots';
import type { TypedEmitter } from '@beside/shared/lib/emitter';
import type { VideoCodec } from './codec/chooseCodec.ts';

/** `open`: its channels carry messages both ways. Whether they arrive, the heartbeat says. */
export type PathState = 'down' | 'connecting' | 'open';

/** What comes from another page; a new track of a slot replaces the old. */
export interface Received {
  slot: Slot;
  track: MediaStreamTrack;
  /** Whose it is, where several send. */
  from?: EndpointId;
}

export interface PathEvents {
  state: PathState;
  /** `from`: the page that said it. */
  message: { label: ChannelLabel; bytes: Uint8Array; from?: EndpointId };
  track: Received;
  /** Somebody at the other end has no decoder for the screen that is sent. */
  refused: undefined;
}

/** One of the two roads between two pages; keeps trying until it is closed. */
export interface MediaPath {
  readonly kind: LinkPath;
  readonly state: PathState;
  readonly events: TypedEmitter<PathEvents>;
  /** @returns whether it was handed to an open channel that is not choking */
  send(label: ChannelLabel, bytes: Uint8Array<ArrayBuffer>): boolean;
  /** What is sent in a slot; the track stays the caller's and is never stopped here. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void;
  /** Whether the slot goes this way now, or the path only stands by for it. */
  setActive(slot: Slot, active: boolean): void;
  /** What the screen is sent in, from its next frame on; without a gap where it is being sent. */
  setCodec(codec: VideoCodec): void;
  /** It has been silent too long for anything but a new try. */
  restart(): void;
  stats(): Promise<RTCStatsReport | null>;
  /** Of the screen; `null` where none is sent this way. */
  sentStats(): Promise<RTCStatsReport | null>;
  close(): void;
}

/** Message channels and their delivery: pulse and pointer may get lost, keys may not. */
export const channelDelivery: Record<ChannelLabel, { ordered: boolean; maxRetransmits?: number }> =
  {
    beat: { ordered: false, maxRetransmits: 0 },
    moves: { ordered: false, maxRetransmits: 0 },
    keys: { ordered: true },
  };

/** Bytes that may wait in a channel before lossy messages are thrown away instead of queued. */
export const maxBufferedBytes = 64 * 1024;

/** Bits per second that each slot may take: a screen, its sound in stereo, and a voice. */
export const maxBitrates: Record<Slot, number> = {
  screen: 6_000_000,
  sound: 128_000,
  voice: 40_000,
};
