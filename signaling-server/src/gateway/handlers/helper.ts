import { helperNamespace } from '@beside/shared/protocol/contract/helper';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Helpers } from '../../session/helpers.ts';
import type { Handlers } from '../bind.ts';
import { rooms, type GatewayServer } from '../caller.ts';
import { customerOf } from './desk.ts';

type Names = 'helper:invite' | 'helper:end' | 'helper:input';

/** What the pages say about the desktop helper, and what they hand on to it. */
export function createHelperHandlers(
  server: GatewayServer,
  helpers: Helpers,
): Pick<Handlers, Names> {
  return {
    'helper:invite': ({ requestId, picture }, { actor, endpoint }) =>
      helpers.invite(customerOf(actor), requestId, { endpoint, picture }),
    'helper:end': async ({ requestId }, { actor }) => ({
      request: await helpers.end(customerOf(actor), requestId),
    }),

    'helper:input': ({ requestId, ...batch }, { endpoint }, socket) => {
      // Being in the room was decided by `request:follow`; the helper looks at which page it is.
      if (!socket.rooms.has(rooms.followers(requestId))) throw new CodedError('not-found');
      server
        .of(helperNamespace)
        .to(rooms.helper(requestId))
        .emit('helper:input', { from: endpoint, ...batch });
    },
  };
}
