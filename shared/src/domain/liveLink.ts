import type { EndpointId } from './ids.ts';
import type { LiveState, SupportRequest } from './request.ts';
import { isShared } from './team.ts';
import type { Party } from './words.ts';

/** Whether the two sides are linked: for a screen of either, or for a voice. */
export function linkIsWanted({ share, show, voice }: LiveState): boolean {
  return (
    share.phase !== 'off' ||
    show.phase !== 'off' ||
    voice.customer.phase !== 'off' ||
    voice.technician.phase !== 'off'
  );
}

/** Whether there is a screen to be looked at, of either side. */
export function hasPicture({ share, show }: LiveState): boolean {
  return share.phase === 'sharing' || show.phase === 'showing';
}

/**
 * The page of a side from which something goes: the screen, and where there is none the voice. That
 * side is linked by no other page.
 */
export function sendingPage({ share, show, voice }: LiveState, side: Party): EndpointId | null {
  const own = voice[side];
  const spoken = own.phase === 'on' ? own.endpoint : null;
  if (side === 'customer') return share.phase === 'sharing' ? share.endpoint : spoken;
  return show.phase === 'showing' ? show.endpoint : spoken;
}

/** More than two parties, or both screens: all of it takes the relay (rule S7). */
export function takesRelay(request: SupportRequest): boolean {
  const { share, show } = request.live;
  return isShared(request) || (share.phase === 'sharing' && show.phase === 'showing');
}
