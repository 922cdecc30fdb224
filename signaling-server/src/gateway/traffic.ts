import type { IncomingMessage } from 'node:http';
import { isLoopback, networkOf } from '@beside/shared/lib/networkOf';
import { Bucket } from '../limits/Bucket.ts';
import { trafficTable } from '../limits/trafficTable.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { GatewayServer, GatewaySocket } from './caller.ts';

type Connection = GatewaySocket['conn'];

/** What Engine.IO keeps of a WebSocket; a connection that polls has none. */
interface Line {
  readonly bufferedAmount: number;
  on(event: 'ping', listener: () => void): unknown;
  terminate(): void;
}

interface Address {
  connections: number;
  events: Bucket;
}

/** Holds connections to what a person can need, whether they belong to anybody yet or not. */
export interface Traffic {
  /** @param address of whoever knocks. @returns whether there are too many of it already */
  isFull(address: string): boolean;
  /** What all sockets of an address share; undefined for this machine itself. */
  eventsOf(address: string): Bucket | undefined;
  cut(connection: Connection, limit: string): void;
  onCut(connection: Connection, listener: () => void): void;
  watch(server: GatewayServer): void;
}

interface Parts {
  addressOf: (request: IncomingMessage) => string;
  factor: number;
  metrics: Pick<Metrics, 'limited'>;
}

/** An end that does not answer a close within this time is let go of without. */
const farewellMs = 500;

export function createTraffic({ addressOf, factor, metrics }: Parts): Traffic {
  const addresses = new Map<string, Address>();
  const gone = new WeakSet<Connection>();
  const listeners = new WeakMap<Connection, () => void>();
  const now = () => performance.now();
  const bound = (amount: number): number => amount * factor;

  const cut: Traffic['cut'] = (connection, limit) => {
    if (gone.has(connection)) return;
    gone.add(connection);
    metrics.limited.inc({ limit });
    if (limit !== 'slow-reader') listeners.get(connection)?.();
    const line = lineOf(connection);
    if (line) line.terminate();
    else connection.close(true);
  };

  const enter = (connection: Connection): void => {
    const address = addressOf(connection.request);
    if (isLoopback(address)) return;
    const key = networkOf(address);
    const known = addresses.get(key);
    const entry = known ?? {
      connections: 0,
      events: new Bucket(trafficTable.eventsByAddress, factor, now()),
    };
    entry.connections += 1;
    addresses.set(key, entry);
    connection.once('close', () => {
      entry.connections -= 1;
      if (entry.connections === 0) addresses.delete(key);
    });
  };

  /** Whatever comes in counts, before anybody looks into it. */
  const watchIncoming = (connection: Connection): void => {
    const packets = new Bucket(trafficTable.packetsByConnection, factor, now());
    const bytes = new Bucket(trafficTable.bytesByConnection, factor, now());
    const count = (size: number): void => {
      const at = now();
      if (!packets.take(at)) cut(connection, 'packets-by-connection');
      else if (!bytes.take(at, size)) cut(connection, 'bytes-by-connection');
    };
    connection.on('packet', ({ data }: { data?: unknown }) => count(sizeOf(data)));
    // They are answered below Engine.IO, which does not see them.
    const line = lineOf(connection);
    if (line) line.on('ping', () => count(0));
    else connection.once('upgrade', () => lineOf(connection)?.on('ping', () => count(0)));
  };

  /** Who does not read is cut before what waits for them fills the memory. */
  const watchOutgoing = (connection: Connection): void => {
    let waiting = 0;
    connection.on('packetCreate', ({ data }: { data?: unknown }) => {
      if (waiting > bound(trafficTable.maxWaitingBytes)) {
        waiting = waitingFor(connection);
        if (waiting > bound(trafficTable.maxWaitingBytes)) cut(connection, 'slow-reader');
      }
      waiting += sizeOf(data);
    });
  };

  return {
    cut,
    onCut: (connection, listener) => void listeners.set(connection, listener),
    isFull(address) {
      const open = addresses.get(networkOf(address))?.connections ?? 0;
      const isFull = open >= bound(trafficTable.connectionsByAddress);
      if (isFull) metrics.limited.inc({ limit: 'connections-by-address' });
      return isFull;
    },
    eventsOf: (address) => addresses.get(networkOf(address))?.events,
    watch(server) {
      server.engine.on('connection', (connection: Connection) => {
        enter(connection);
        watchIncoming(connection);
        watchOutgoing(connection);
        connection.once('close', () => {
          const line = lineOf(connection);
          if (line) setTimeout(() => line.terminate(), farewellMs).unref();
        });
      });
    },
  };
}

function lineOf({ transport }: Connection): Line | undefined {
  return (transport as { socket?: Line }).socket;
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return Buffer.isBuffer(data) ? data.byteLength : 0;
}

function waitingFor(connection: Connection): number {
  const { writeBuffer } = connection as unknown as { writeBuffer: { data?: unknown }[] };
  const queued = writeBuffer.reduce((sum, { data }) => sum + sizeOf(data), 0);
  return queued + (lineOf(connection)?.bufferedAmount ?? 0);
}
