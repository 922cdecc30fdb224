import type { Scope } from '@beside/shared/lib/scope';
import type { MediaPath } from '../path.ts';
import type { CodecChoice } from './chooseCodec.ts';
import { EncoderStrain, type EncoderCounters } from './encoderStrain.ts';
import { PictureRest } from './pictureRest.ts';

const readEveryMs = 1_000;

type Outbound = RTCOutboundRtpStreamStats & { active?: boolean };

/**
 * The codec of what one end of a link sends. Each path has the one for a picture that moves until its
 * picture rests. Both step down to VP8 once, and for good: when the encoder is too much for the machine,
 * or somebody in the relay's room has no decoder for it.
 *
 * @param scope of the link
 */
export function keepCodec(
  { codec, scope }: { codec: CodecChoice; scope: Scope },
  paths: readonly MediaPath[],
): void {
  for (const path of paths) path.setCodec(codec.moving);
  if (codec.resting === 'VP8') return;
  const own = scope.child();
  const stepDown = (): void => {
    own.close();
    for (const path of paths) path.setCodec('VP8');
  };
  const look = async (kept: KeptPath): Promise<void> => {
    const counters = readCounters(await kept.path.sentStats());
    if (own.closed) return;
    kept.rest.take(framesPerSecond(kept.last, counters));
    kept.last = counters;
    if (kept.strain.take(counters)) stepDown();
    else kept.path.setCodec(kept.rest.rests ? codec.resting : codec.moving);
  };
  const kept = paths.map((path) => ({
    ...{ path, strain: new EncoderStrain(), rest: new PictureRest(), last: null },
  }));
  own.every(readEveryMs, () => {
    // A connection that closes meanwhile has no figures; the next second has new ones.
    for (const each of kept) void look(each).catch(() => undefined);
  });
  for (const path of paths) own.add(path.events.on('refused', stepDown));
}

interface KeptPath {
  path: MediaPath;
  strain: EncoderStrain;
  rest: PictureRest;
  last: EncoderCounters | null;
}

function framesPerSecond(last: EncoderCounters | null, next: EncoderCounters | null) {
  if (last?.id !== next?.id || !last || !next || next.at <= last.at) return null;
  return ((next.frames - last.frames) * 1_000) / (next.at - last.at);
}

/** Of the picture that is being sent; `null` where none is. */
function readCounters(report: RTCStatsReport | null): EncoderCounters | null {
  for (const entry of report?.values() ?? []) {
    const stats = entry as Outbound;
    if (stats.type !== 'outbound-rtp' || stats.kind !== 'video' || !stats.active) continue;
    const { id, framesEncoded = 0, totalEncodeTime = 0, qualityLimitationReason } = stats;
    return {
      id,
      at: stats.timestamp,
      frames: framesEncoded,
      encodingS: totalEncodeTime,
      isLimited: qualityLimitationReason === 'cpu',
    };
  }
  return null;
}
