/** What a screen is sent in. AV1 has text sharp in its first frame; VP8 every browser has. */
export type VideoCodec = 'AV1' | 'VP8';

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
 * that is shared needs the other one.
 */
const fewestCores = 4;

/** The codec that this machine begins to send in; what the receivers can is another question. */
export function chooseCodec({ cores, isPhone, av1 }: Machine): VideoCodec {
  const isStrong = !isPhone && cores >= fewestCores;
  return isStrong && av1?.supported && av1.smooth ? 'AV1' : 'VP8';
}
