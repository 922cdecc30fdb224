import { decodeTrailer } from '@beside/shared/protocol/sealing';
import type { EncodedFrame } from '../encodedFrame.ts';
import type { FramePlace } from './frameOrder.ts';

/**
 * Where a frame stands: by the dependency descriptor, or by the trailer of its seal. A sealed one refers
 * to the one before, since a screen is sent in one layer.
 *
 * @returns `null` where nothing says so
 */
export function placeOf(frame: EncodedFrame): FramePlace | null {
  const { synchronizationSource, frameId, dependencies } = frame.getMetadata();
  if (frameId !== undefined && dependencies && synchronizationSource !== undefined) {
    return { source: synchronizationSource, id: frameId, needs: dependencies };
  }
  const trailer = decodeTrailer(new Uint8Array(frame.data));
  if (!trailer) return null;
  const { stream: source, counter: id } = trailer;
  return { source, id, needs: frame.type === 'key' ? [] : [id - 1] };
}
