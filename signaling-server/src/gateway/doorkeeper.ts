import type { IncomingMessage } from 'node:http';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Limits } from '../limits/createLimits.ts';
import { trafficTable } from '../limits/trafficTable.ts';
import type { Metrics } from '../ops/metrics.ts';
import { Allowance } from './allowance.ts';
import type { GatewaySocket } from './caller.ts';
import type { Traffic } from './traffic.ts';

type Party = keyof typeof trafficTable.socketsByToken;

/** Lets nobody cost too much at the socket's door, and behind it. */
export interface Doorkeeper {
  traffic: Traffic;
  addressOf(request: IncomingMessage): string;
  /** Before a connection is opened. */
  mayKnock(request: IncomingMessage): Promise<boolean>;
  /**
   * One who says who they are: guesses of an address are counted, and a connection is one's alone.
   *
   * @throws CodedError, also what `identify` throws
   */
  let<T>(socket: Pick<GatewaySocket, 'conn' | 'request'>, identify: () => Promise<T>): Promise<T>;
  /**
   * @param token by which it is known whose socket it is, here and below
   * @param open sockets of that token now
   * @throws CodedError('rate-limited', 'too-fast')
   */
  assertRoom(party: Party, token: string, open: number): void;
  /** What one socket may send: throws as above, and cuts the connection of who does not stop. */
  allowanceOf(socket: Pick<GatewaySocket, 'conn' | 'request'>, token: string): () => void;
}

interface Parts {
  addressOf: (request: IncomingMessage) => string;
  limits: Limits;
  traffic: Traffic;
  factor: number;
  metrics: Pick<Metrics, 'limited'>;
}

/** A page that is told so has closed others by then, or those that are lost have been noticed. */
const roomWaitMs = 20_000;

export function createDoorkeeper({
  addressOf,
  limits,
  traffic,
  factor,
  metrics,
}: Parts): Doorkeeper {
  const known = new WeakSet<object>();
  const awayUntil = new Map<string, number>();
  const { awayAfterCutMs } = trafficTable;
  const sendAway = (token: string): void => {
    awayUntil.set(token, performance.now() + awayAfterCutMs);
    setTimeout(() => {
      if ((awayUntil.get(token) ?? 0) <= performance.now()) awayUntil.delete(token);
    }, awayAfterCutMs + 1_000).unref();
  };

  return {
    traffic,
    addressOf,
    async mayKnock(request) {
      // Of an open connection that polls.
      if (/[?&]sid=/.test(request.url ?? '')) return true;
      const address = addressOf(request);
      if (traffic.isFull(address)) return false;
      return limits.take('handshakes-by-address', address).then(
        () => true,
        (failure: unknown) => {
          if (failure instanceof CodedError) return false;
          throw failure;
        },
      );
    },
    async let({ conn, request }, identify) {
      if (known.has(conn)) throw new CodedError('conflict');
      known.add(conn);
      const address = addressOf(request);
      try {
        await limits.assertLeft('strangers-by-address', address);
        return await identify();
      } catch (failure) {
        known.delete(conn);
        if (failure instanceof CodedError && failure.code === 'not-authenticated') {
          await limits.take('strangers-by-address', address);
        }
        throw failure;
      }
    },
    assertRoom(party, token, open) {
      const awayMs = (awayUntil.get(token) ?? 0) - performance.now();
      if (awayMs > 0) {
        metrics.limited.inc({ limit: 'away-after-cut' });
        throw CodedError.tooFast(awayMs);
      }
      if (open < trafficTable.socketsByToken[party] * factor) return;
      metrics.limited.inc({ limit: 'sockets-by-token' });
      throw CodedError.tooFast(roomWaitMs);
    },
    allowanceOf({ conn, request }, token) {
      traffic.onCut(conn, () => sendAway(token));
      const shared = traffic.eventsOf(addressOf(request));
      const allowance = new Allowance(performance.now(), factor, shared);
      return () => {
        const verdict = allowance.take(performance.now());
        if (verdict.passes) return;
        if (verdict.cut) traffic.cut(conn, 'refusals-by-socket');
        else metrics.limited.inc({ limit: 'events-by-socket' });
        throw CodedError.tooFast(verdict.waitMs);
      };
    },
  };
}
