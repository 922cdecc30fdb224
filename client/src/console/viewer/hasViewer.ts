import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { mayIn } from '@beside/shared/domain/team';

/** Whether there is something for this technician to see: who leads sees already that it was asked for. */
export function hasViewer(request: SupportRequest, me: UserId): boolean {
  const { phase } = request.live.share;
  return mayIn(request, me, 'lead')
    ? phase !== 'off'
    : phase === 'sharing' && mayIn(request, me, 'follow');
}

/** Whether there is the screen of whoever has the request to be seen by this technician, as a guest. */
export function seesShow(request: SupportRequest, me: UserId): boolean {
  const isOwn = mayIn(request, me, 'lead');
  return request.live.show.phase === 'showing' && !isOwn && mayIn(request, me, 'follow');
}
