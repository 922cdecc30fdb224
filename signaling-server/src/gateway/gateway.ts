import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { Server, type ServerOptions } from 'socket.io';
import type { RequestId } from '@beside/shared/domain/ids';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import {
  notices,
  requests,
  rightFor,
  type NoticeName,
  type RequestName,
} from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import { maxSocketMessageBytes } from '@beside/shared/protocol/limits';
import { assertMay, type Technician } from '../desk/actor.ts';
import type { Cookies } from '../http/cookies.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Tracing } from '../ops/tracing/tracing.ts';
import type { Storage } from '../ports.ts';
import type { SfuNodes } from '../ports/relay.ts';
import { bind, toWireError, type Handlers } from './bind.ts';
import { takeForEvent } from './costlyEvents.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { rooms, type Caller, type GatewayServer, type GatewaySocket } from './caller.ts';
import { followedIn } from './followedIn.ts';
import { forgetHandshake } from './forgetHandshake.ts';
import { authenticate } from './handshake.ts';
import type { Origins } from './origins.ts';
import type { PresenceSigns } from './presence.ts';
import { followSfuNodes } from './relayNews.ts';
import type { SightRooms } from './sight.ts';

type Handler = (input: unknown, caller: Caller, socket: GatewaySocket) => unknown;

/**
 * The bare Socket.IO server; events reach it through {@link openGateway}.
 *
 * @param adapter what leads to the sockets of other nodes; undefined: there are none
 */
export function createGatewayServer(
  httpServer: HttpServer | HttpsServer,
  origins: Origins,
  door: Pick<Doorkeeper, 'mayKnock' | 'traffic'>,
  adapter?: ServerOptions['adapter'],
): GatewayServer {
  const server: GatewayServer = new Server(httpServer, {
    ...(adapter && { adapter }),
    // What a page of another site may read of the answers, where it has to poll; no cookie goes along.
    cors: {
      origin: (origin, callback) => {
        if (origin === undefined) callback(null, false);
        else answer(origins.isKnown(origin), (isKnown) => callback(null, isKnown));
      },
    },
    serveClient: false,
    maxHttpBufferSize: maxSocketMessageBytes,
    perMessageDeflate: false,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 8_000,
    allowRequest(request, callback) {
      const { origin } = request.headers;
      const isWelcome = async (): Promise<boolean> =>
        (origin === undefined || origins.isOurs(request) || (await origins.isKnown(origin))) &&
        (await door.mayKnock(request));
      answer(isWelcome(), (isLetIn) => callback(null, isLetIn));
    },
  });
  door.traffic.watch(server);
  return server;
}

/** What cannot be found out is a no. */
function answer(question: Promise<boolean>, tell: (yes: boolean) => void): void {
  void question.catch(() => false).then(tell);
}

interface Parts {
  sessions: Sessions;
  cookies: Cookies;
  storage: Storage;
  origins: Origins;
  handlers: Handlers;
  nodes: SfuNodes;
  presence: PresenceSigns;
  sight: SightRooms;
  door: Doorkeeper;
  limits: Limits;
  /** What a technician may see. */
  companiesOf: (actor: Technician) => Promise<GrantedCompanies>;
  /** A page has come: whoever it belongs to is there from now on. */
  came: (caller: Caller) => Promise<void>;
  /** A page has gone, whether it comes back or not. */
  gone: (caller: Caller) => Promise<void>;
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | null;
}

/** Lets sockets in, binds them to the contract, and passes on what the SFU nodes tell. */
export function openGateway(server: GatewayServer, parts: Parts): { close(): Promise<void> } {
  const { sessions, cookies, storage, origins, handlers, nodes, presence, sight } = parts;
  const { door, limits, companiesOf, came, gone, log, metrics, tracing } = parts;
  const leaving = new Set<Promise<void>>();
  let closing = false;

  const openWith = ({ tokenHash }: Caller): number =>
    server.sockets.adapter.rooms.get(rooms.session(tokenHash))?.size ?? 0;

  server.use((socket, next) => {
    const identify = async (): Promise<Caller> => {
      const ways = { sessions, cookies, directory: storage.directory, origins };
      const caller = await authenticate(socket.handshake.auth, socket.request, ways);
      const { actor } = caller;
      door.assertRoom(actor.party, caller.tokenHash, openWith(caller));
      socket.data.companies = actor.party === 'technician' ? await companiesOf(actor) : [];
      return caller;
    };
    door.let(socket, identify).then(
      async (caller) => {
        socket.data.caller = caller;
        // Before the page hears that it is connected: what it does next counts on being there.
        await came(caller).catch((err: unknown) =>
          log.warn({ err }, 'a page was not noted as here'),
        );
        next();
      },
      (failure: unknown) => {
        const error = toWireError(failure);
        metrics.refused.inc({ event: 'handshake', code: error.code });
        if (!(failure instanceof CodedError))
          log.error({ err: failure, traceId: error.traceId }, 'handshake failed');
        next(Object.assign(new Error(error.code), { data: error }));
      },
    );
  });

  server.on('connection', (socket) => {
    const { actor, tokenHash } = socket.data.caller;
    metrics.sockets.inc({ party: actor.party });
    void socket.join(rooms.session(tokenHash));
    if (actor.party === 'technician') {
      const { companies } = socket.data;
      // It may have ended since the handshake.
      sessions
        .seen(tokenHash)
        .then((isThere) => !isThere && socket.disconnect(true))
        .catch((err: unknown) => log.warn({ err }, 'a session was not looked at again'));
      void socket.join([
        rooms.technicians(actor.accountId),
        rooms.technician(actor.user.id),
        ...sight.roomsFor(actor.accountId, companies),
      ]);
      sight
        .settle(socket, companies)
        .catch((err: unknown) => log.warn({ err }, "a page's rights were not looked at again"));
    }

    bind(socket, {
      contract: { requests, notices },
      party: actor.party,
      handle: async (event, input) => {
        const handler = handlers[event as RequestName | NoticeName] as Handler;
        await takeForEvent(limits, event, input, socket.data.caller);
        const needs = rightFor(event);
        if (needs && actor.party === 'technician') {
          const { requestId } = input as { requestId?: RequestId };
          await assertMay(storage, actor, needs, requestId);
        }
        return handler(input, socket.data.caller, socket);
      },
      refused: (message) => socket.emit('refused', message),
      allow: door.allowanceOf(socket, tokenHash),
      log,
      metrics,
      tracing,
    });
    if (tracing && tracing.ratio > 0) socket.emit('trace:wanted', { ratio: tracing.ratio });
    forgetHandshake(socket);

    socket.conn.on('close', (_reason: string, description: unknown) => {
      // The one refusal that no acknowledgement can carry: the frame is never read (close code 1009).
      if (isTooLarge(description)) metrics.refused.inc({ event: 'frame', code: 'bad-request' });
    });
    socket.on('disconnecting', () => {
      metrics.sockets.dec({ party: actor.party });
      leaveRequests(socket);
      const { endpoint } = socket.data.caller;
      const isBack = [...server.sockets.sockets.values()].some(
        (other) => other !== socket && other.data.caller.endpoint === endpoint,
      );
      if (isBack || closing) return;
      gone(socket.data.caller).catch((err: unknown) => log.warn({ err }, 'a page was not let go'));
    });
  });

  const leaveRequests = (socket: GatewaySocket): void => {
    // All pages of a node that ends are seen to at once, by whoever lives.
    if (closing) return;
    for (const requestId of followedIn(socket.rooms)) {
      const left = presence
        .leave(socket, requestId, 'lost')
        .catch((err: unknown) => log.warn({ err, requestId }, 'a page that left was not noted'))
        .finally(() => leaving.delete(left));
      leaving.add(left);
    }
  };

  const unfollow = followSfuNodes(server, nodes);

  return {
    async close() {
      unfollow();
      closing = true;
      server.local.emit('socket:closing', { why: 'draining' });
      await server.close();
      await Promise.all(leaving);
    },
  };
}

/** Engine.IO hands over the words of `ws` and not its code. */
function isTooLarge(failure: unknown): boolean {
  return failure instanceof Error && failure.message.includes('Max payload size exceeded');
}
