import type { SupportRequest } from '@beside/shared/domain/request';
import {
  helperHandshakeSchema,
  helperNamespace,
  helperNotices,
  helperRequests,
  type HelperNoticeInput,
  type HelperNoticeName,
  type HelperRequestInput,
  type HelperRequestName,
  type HelperRequestOutput,
} from '@beside/shared/protocol/contract/helper';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import { protocolVersion } from '@beside/shared/protocol/version';
import { helperGraceMs } from '../desk/times.ts';
import type { Logger } from '../ops/log.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Tracing } from '../ops/tracing/tracing.ts';
import type { FoundHelper, Storage } from '../ports.ts';
import type { PlacedPage } from '../ports/pages.ts';
import type { Helpers } from '../session/helpers.ts';
import { bind, parse, toWireError } from './bind.ts';
import { rooms, type GatewayServer } from './caller.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { forgetHandshake } from './forgetHandshake.ts';
import { helperView } from './helperView.ts';

type Socket = ReturnType<ReturnType<GatewayServer['of']>['sockets']['get']> & object;

type HelperHandlers = {
  [K in HelperRequestName]: (input: HelperRequestInput<K>) => Promise<HelperRequestOutput<K>>;
} & { [K in HelperNoticeName]: (input: HelperNoticeInput<K>) => void | Promise<void> };

interface Parts {
  helpers: Helpers;
  storage: Storage;
  clock: Clock;
  /** The id of this node. */
  node: string;
  door: Doorkeeper;
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | null;
}

/**
 * The helpers' own door: a namespace of Socket.IO in which nothing of the pages' is to be reached,
 * and which pages cannot enter. A helper is known by the token that its code was exchanged for.
 */
export function openHelperGateway(
  server: GatewayServer,
  { helpers, storage, clock, node, door, log, metrics, tracing }: Parts,
): { requestChanged(request: SupportRequest): void; own(): PlacedPage[] } {
  const namespace = server.of(helperNamespace);
  const pass = new WeakMap<object, FoundHelper>();

  const placed = (socket: Socket): PlacedPage[] => {
    const helper = pass.get(socket);
    if (!helper) return [];
    const { accountId, requestId, id } = helper;
    const endpoint = id as EndpointId;
    return [
      { accountId, requestId, endpoint, party: 'helper', userId: null, node, socket: socket.id },
    ];
  };
  const note = (work: Promise<unknown>): void =>
    void work.catch((err: unknown) =>
      log.warn({ err }, 'a helper that came or left was not noted'),
    );

  namespace.use((socket, next) => {
    const identify = async (): Promise<FoundHelper> => {
      const { protocol, token } = parse(helperHandshakeSchema, socket.handshake.auth);
      if (protocol !== protocolVersion) throw new CodedError('bad-request', 'version');
      // Browsers name an origin: no page plays the helper, whatever it has got hold of.
      if (socket.request.headers.origin !== undefined) throw new CodedError('not-authenticated');
      const found = await helpers.byToken(token);
      if (!found) throw new CodedError('not-authenticated');
      const open = server
        .of(helperNamespace)
        .adapter.rooms.get(rooms.helper(found.helper.requestId));
      door.assertRoom('helper', found.helper.id, open?.size ?? 0);
      return found.helper;
    };
    door.let(socket, identify).then(
      (helper) => {
        pass.set(socket, helper);
        next();
      },
      (failure: unknown) => {
        const error = toWireError(failure);
        metrics.refused.inc({ event: 'handshake', code: error.code });
        if (error.code === 'internal') log.error({ err: failure }, 'handshake failed');
        next(Object.assign(new Error(error.code), { data: error }));
      },
    );
  });

  const handlersOf = (socket: Socket, helper: FoundHelper, token: string): HelperHandlers => ({
    async 'helper:hello'() {
      const account = await storage.forAccount(helper.accountId).account();
      const found = await helpers.byToken(token);
      const state = found?.request.live.helper;
      if (!found || !state || state.phase === 'none') throw new CodedError('not-authenticated');
      const { customer, assignee, portal, phaseSince } = found.request;
      // In the room already: whatever changes meanwhile is told after this.
      socket.emit('helper:state', helperView(found.request));
      return {
        account: account?.name ?? '',
        customer: customer.name,
        technician: assignee?.name ?? portal.name,
        since: phaseSince,
        picture: state.picture,
        agreed: state.phase === 'ready',
      };
    },
    async 'helper:agree'() {
      await helpers.agree(helper);
      return {};
    },
    'helper:leave': ({ why }) => helpers.leave(helper, why),
    'helper:done'(batch) {
      const { requestId } = helper;
      server.to(rooms.side(requestId, 'customer')).emit('helper:done', { requestId, ...batch });
    },
  });

  namespace.on('connection', (socket) => {
    const helper = pass.get(socket);
    if (!helper) return socket.disconnect(true);
    const room = rooms.helper(helper.requestId);
    const { token } = parse(helperHandshakeSchema, socket.handshake.auth);
    const handlers = handlersOf(socket, helper, token);
    // One program for each invitation: whoever comes last has the newest connection of it.
    void socket.join(room);
    namespace.in(room).except(socket.id).disconnectSockets(true);
    bind(socket, {
      contract: { requests: helperRequests, notices: helperNotices },
      party: 'helper',
      handle: (event, input) =>
        (handlers[event as keyof HelperHandlers] as (input: unknown) => unknown)(input),
      refused: (message) => socket.emit('refused', message),
      allow: door.allowanceOf(socket, helper.id),
      log,
      metrics,
      tracing,
    });
    forgetHandshake(socket);
    for (const page of placed(socket)) {
      const entering = storage.pages.enter(page);
      note(entering);
      socket.on('disconnect', () => {
        const leave = () => storage.pages.leave(page, clock.now() + helperGraceMs);
        note(entering.then(leave, leave));
      });
    }
    return undefined;
  });

  return {
    requestChanged(request) {
      const room = rooms.helper(request.id);
      const { helper } = request.live;
      if (helper && helper.phase !== 'none' && helper.phase !== 'invited') {
        namespace.to(room).emit('helper:state', helperView(request));
        return;
      }
      const why = helper?.phase === 'none' ? helper.last : undefined;
      namespace
        .to(room)
        .emit('helper:ended', { requestId: request.id, why: why ?? 'sharing-ended' });
      namespace.in(room).disconnectSockets();
    },
    own: () => [...namespace.sockets.values()].flatMap(placed),
  };
}
