import type { RequestId } from '@beside/shared/domain/ids';
import type { Told } from '@beside/shared/protocol/contract';
import { rooms, type GatewayServer } from './caller.ts';

export type Presence = Told<'presence:changed'>['presence'];

/** The open pages that follow a request, over all nodes. */
export async function presenceOf(server: GatewayServer, requestId: RequestId): Promise<Presence> {
  const sockets = await server.in(rooms.followers(requestId)).fetchSockets();
  return sockets.map(({ data: { caller, share } }) => ({
    endpoint: caller.endpoint,
    party: caller.actor.party,
    ...(share && { share }),
  }));
}

/** Whether nobody who is there on the customer's side has a browser that can share a screen. */
export async function nobodyCanShare(
  server: GatewayServer,
  requestId: RequestId,
): Promise<boolean> {
  const customers = (await presenceOf(server, requestId)).filter(
    ({ party }) => party === 'customer',
  );
  return customers.length > 0 && customers.every(({ share = 'yes' }) => share !== 'yes');
}

/** Tells everyone who follows a request which pages are there now. */
export async function tellPresence(server: GatewayServer, requestId: RequestId): Promise<void> {
  const presence = await presenceOf(server, requestId);
  server.to(rooms.followers(requestId)).emit('presence:changed', { requestId, presence });
}
