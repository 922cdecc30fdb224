/** What a screen is sent in. AV1 has text sharp in its first frame; VP8 every browser has. */
export type VideoCodec = 'AV1' | 'VP8';

/** What one machine sends a screen in. */
export interface CodecChoice {
  /** At first, and as long as it moves. */
  moving: VideoCodec;
  /** Where it rests: a page that is read, or written in. */
  resting: VideoCodec;
}

/** What a machine can, as far as its browser says. */
export interface Machine {
  /** Logical processors. */
  cores: number;
  isPhone: boolean;
  /** Of encoding a screen in AV1 (W3C Media Capabilities); `null` where the browser cannot say. */
  av1: { supported: boolean; smooth: boolean } | null;
}

/**
 * AV1 in software takes a third more of the sender's processor than VP8, and with two cores the page
 * that is shared needs the other one, as long as it moves.
 */
const fewestCores = 4;

/** The codecs that this machine sends in; what the receivers can is another question. */
export function chooseCodec({ cores, isPhone, av1 }: Machine): CodecChoice {
  if (isPhone || !av1?.supported) return { moving: 'VP8', resting: 'VP8' };
  const isStrong = cores >= fewestCores && av1.smooth;
  return { moving: isStrong ? 'AV1' : 'VP8', resting: 'AV1' };
}
