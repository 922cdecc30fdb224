import type { Slot } from '@beside/shared/protocol/slots';
import { maxBitrates } from './path.ts';

type AudioSlot = Exclude<Slot, 'screen'>;

/**
 * How each kind of audio is encoded (RFC 7587, section 6.1), as mediasoup-client calls it: both mend
 * lost packets from the next one, and send next to nothing while there is nothing to be heard, which
 * is how most screens are shared; sound is stereo.
 */
export const opusOptions = {
  sound: { opusStereo: true, opusFec: true, opusDtx: true },
  voice: { opusStereo: false, opusFec: true, opusDtx: true },
} as const satisfies Record<AudioSlot, object>;

/** The same as format parameters of the direct link; they bind whoever sends to us. */
const parameters: Record<AudioSlot, string> = {
  sound: `useinbandfec=1;usedtx=1;stereo=1;sprop-stereo=1;maxaveragebitrate=${maxBitrates.sound}`,
  voice: 'useinbandfec=1;usedtx=1',
};

/** The audio sections of a description, in the order of the slots. */
const order: readonly AudioSlot[] = ['sound', 'voice'];

/** @param sdp a session description (RFC 8866) whose audio sections are those of the slots */
export function withOpusSettings(sdp: string): string {
  let audio = -1;
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      if (!section.startsWith('m=audio')) return section;
      audio += 1;
      const payload = /^a=rtpmap:(\d+) opus\/48000/m.exec(section)?.[1];
      const slot = order[audio];
      if (payload === undefined || !slot) return section;
      return section.replace(
        new RegExp(`^a=fmtp:${payload} .*$`, 'm'),
        `a=fmtp:${payload} minptime=10;${parameters[slot]}`,
      );
    })
    .join('');
}
