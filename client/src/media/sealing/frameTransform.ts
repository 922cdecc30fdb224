import { decodeTrailer } from '@beside/shared/protocol/sealing';
import type { EncodedFrame } from '../encodedFrame.ts';
import type { Bytes } from './bytes.ts';
import type { FrameOpener, FrameSealer } from './frameCipher.ts';
import { unwrapObu, wrapInObu } from './obu.ts';

/** Passes a frame on, or not. */
export type FrameTransform = (frame: EncodedFrame) => Promise<boolean>;

/**
 * What stays readable at the beginning of a frame, in bytes. VP8: the frame tag, and the start code
 * and size of a key frame (RFC 6386, section 9.1), by which the relay knows key frames. Opus and AV1:
 * none; AV1 goes in an OBU of our own instead, and the relay knows its key frames from a header extension.
 * Other codecs' packetisers look into the frame, so that they are not sealed, nor sent.
 */
const clearBytes = { key: 10, delta: 3, audio: 0 };
const sealableCodecs = /^(video\/vp8|video\/av1|audio\/opus)$/i;
const isAv1 = (mimeType: string | undefined): boolean => mimeType?.toLowerCase() === 'video/av1';

export function sealFrames(sealer: FrameSealer, stream: number): FrameTransform {
  return async (frame) => {
    // Silence: of itself it is not sent at all, and sealed it would be a packet like any other.
    if (frame.data.byteLength === 0) return false;
    const { mimeType } = frame.getMetadata();
    const sealable = mimeType === undefined || sealableCodecs.test(mimeType);
    if (!sealable && sealer.mode === 'sealed') return false;
    const data = new Uint8Array(frame.data);
    const inObu = isAv1(mimeType);
    const clear = inObu ? 0 : Math.min(data.byteLength, clearBytes[kindOf(frame)]);
    const sealed = await sealer.seal(stream, labelOf(frame), data, clear);
    // What is handed back as it was is not sealed at all.
    return passOn(
      frame,
      sealed && sealed !== data && inObu ? wrapInObu(sealed, frame.type === 'key') : sealed,
    );
  };
}

/** @param from the page that the frames have to come from */
export function openFrames(opener: FrameOpener, from: string): FrameTransform {
  return async (frame) => {
    const label = labelOf(frame);
    const data = new Uint8Array(frame.data);
    return passOn(frame, await opener.open(from, label, label === 'video' ? unwrap(data) : data));
  };
}

/** Of a picture, what has nothing readable at its beginning came in an OBU, whatever its codec is called. */
function unwrap(data: Bytes): Bytes {
  const isWrapped = decodeTrailer(data)?.clear === 0;
  return (isWrapped && unwrapObu(data)) || data;
}

function passOn(frame: EncodedFrame, bytes: Bytes | null): boolean {
  if (!bytes) return false;
  frame.data = bytes.buffer;
  return true;
}

function kindOf({ type }: EncodedFrame): keyof typeof clearBytes {
  if (type === undefined) return 'audio';
  return type === 'key' ? 'key' : 'delta';
}

const labelOf = ({ type }: EncodedFrame): string => (type === undefined ? 'audio' : 'video');
