import { turnServersFor, type TurnSettings } from '../../media/iceServers.ts';
import type { Relay } from '../../session/relay.ts';
import type { Handlers } from '../bind.ts';

type Names = Extract<keyof Handlers, `relay:${string}`>;

export function createRelayHandlers(
  relay: Relay,
  { turn, now }: { turn: TurnSettings; now: () => number },
): Pick<Handlers, Names> {
  return {
    'relay:join': ({ requestId }, caller) => relay.join(caller, requestId),
    'relay:open-transport': async ({ requestId, ...input }, caller) => ({
      ...(await relay.ask('transport:open', caller, requestId, input)),
      iceServers: turnServersFor(turn, caller.endpoint, now()),
    }),
    'relay:connect-transport': ({ requestId, ...input }, caller) =>
      relay.ask('transport:connect', caller, requestId, input),
    'relay:produce': ({ requestId, ...input }, caller) =>
      relay.ask('producer:open', caller, requestId, input),
    'relay:close-producer': ({ requestId, ...input }, caller) =>
      relay.ask('producer:close', caller, requestId, input),
    'relay:consume': ({ requestId, ...input }, caller) =>
      relay.ask('consumer:open', caller, requestId, input),
    'relay:resume-consumer': ({ requestId, ...input }, caller) =>
      relay.ask('consumer:resume', caller, requestId, input),
    'relay:produce-data': ({ requestId, ...input }, caller) =>
      relay.ask('data-producer:open', caller, requestId, input),
    'relay:consume-data': ({ requestId, ...input }, caller) =>
      relay.ask('data-consumer:open', caller, requestId, input),
    'relay:leave': async ({ requestId }, caller) => {
      await relay.leave(caller, requestId);
      return {};
    },
  };
}
