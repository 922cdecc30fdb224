import type { LinkPath } from '@beside/shared/protocol/contract/link';
import type { ChannelLabel } from '@beside/shared/protocol/channels';
import type { TypedEmitter } from '@beside/shared/lib/emitter';

/** `open`: its channels carry messages both ways. Whether they arrive, the heartbeat says. */
export type PathState = 'down' | 'connecting' | 'open';

export interface PathEvents {
  state: PathState;
  message: { label: ChannelLabel; bytes: Uint8Array };
  /** At the viewer: the picture's track; a new one replaces the old. */
  track: MediaStreamTrack;
}

/** One of the two roads between a sharer and a viewer; keeps trying until it is closed. */
export interface MediaPath {
  readonly kind: LinkPath;
  readonly state: PathState;
  readonly events: TypedEmitter<PathEvents>;
  /** @returns whether it was handed to an open channel that is not choking */
  send(label: ChannelLabel, bytes: Uint8Array<ArrayBuffer>): boolean;
  /** At the sharer: what is sent here; the track stays the caller's and is never stopped here. */
  setTrack(track: MediaStreamTrack | null): void;
  /** At the sharer: whether pictures go this way now, or the path only stands by. */
  setActive(active: boolean): void;
  /** It has been silent too long for anything but a new try. */
  restart(): void;
  stats(): Promise<RTCStatsReport | null>;
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

/** Bits per second that a shared screen may take. */
export const maxVideoBitrate = 6_000_000;
