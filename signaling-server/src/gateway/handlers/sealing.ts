import { partOf } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '../../ports.ts';
import { assertMayLink } from '../../session/access.ts';
import type { Handlers } from '../bind.ts';
import { rooms } from '../caller.ts';
import { assertFollows } from './link.ts';

/** Carries the steps of a key agreement; what is in them is for the pages alone. */
export function createSealingHandlers(storage: Storage): Pick<Handlers, 'seal:step'> {
  return {
    'seal:step': async ({ requestId, to, bond, step }, { actor, endpoint }, socket) => {
      assertFollows(socket, requestId);
      const request = await assertMayLink(storage, actor, requestId, 'follow');
      const by = actor.party === 'technician' ? actor.user.id : null;
      const message = { requestId, from: endpoint, by, to, bond, step };
      // Nobody but who has the request hears of somebody masked, whatever page they name.
      if (by !== null && partOf(request, by) === 'masked') {
        if (request.assignee)
          socket.to(rooms.technician(request.assignee.id)).emit('seal:step', message);
        return;
      }
      if (to === null) throw new CodedError('bad-request');
      socket.to(rooms.endpoint(requestId, to)).emit('seal:step', message);
    },
  };
}
