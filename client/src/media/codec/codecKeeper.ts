import type { Scope } from '@beside/shared/lib/scope';
import type { MediaPath } from '../path.ts';
import type { VideoCodec } from './chooseCodec.ts';
import { EncoderStrain, type EncoderCounters } from './encoderStrain.ts';

const readEveryMs = 1_000;

type Outbound = RTCOutboundRtpStreamStats & { active?: boolean };

/**
 * The codec of what one end of a link sends, the same on both paths. It steps down to VP8 once, and
 * for good: when the encoder is too much for the machine, or somebody in the relay's room has no
 * decoder for it.
 *
 * @param scope of the link
 */
export function keepCodec(
  { codec, scope }: { codec: VideoCodec; scope: Scope },
  paths: readonly MediaPath[],
): void {
  for (const path of paths) path.setCodec(codec);
  if (codec === 'VP8') return;
  const own = scope.child();
  const stepDown = (): void => {
    own.close();
    for (const path of paths) path.setCodec('VP8');
  };
  const strains = paths.map((path) => ({ path, strain: new EncoderStrain() }));
  const look = async (): Promise<void> => {
    const strained = await Promise.all(
      strains.map(async ({ path, strain }) => strain.take(readCounters(await path.sentStats()))),
    );
    if (strained.includes(true) && !own.closed) stepDown();
  };
  // A connection that closes meanwhile has no figures; the next second has new ones.
  own.every(readEveryMs, () => void look().catch(() => undefined));
  for (const path of paths) own.add(path.events.on('refused', stepDown));
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
