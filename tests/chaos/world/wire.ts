import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP connection between two parts, by way of this process, which can make it fail. */
export interface Wire {
  readonly port: number;
  /** Ends every connection, and lets none be made, until it is healed. */
  cut(): void;
  /** A black hole: connections stand, and nothing comes through, until it is healed. */
  hush(): void;
  /** What stands is a black hole for good, as behind a router that forgot it; new ones are made. */
  strand(): void;
  heal(): void;
  close(): Promise<void>;
}

type Pair = readonly [Socket, Socket];

/** @param targets the ports that lead on, at each connection; the first that answers is taken */
export async function layWire(targets: () => readonly number[]): Promise<Wire> {
  const pairs = new Set<Pair>();
  const stranded = new Set<Pair>();
  let state: 'whole' | 'cut' | 'hushed' = 'whole';

  const join = (near: Socket, far: Socket): void => {
    const pair: Pair = [near, far];
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      stranded.delete(pair);
      near.destroy();
      far.destroy();
    };
    const flows = (): boolean => state !== 'hushed' && !stranded.has(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => {
        if (!to.write(chunk)) from.pause();
      });
      to.on('drain', () => flows() && from.resume());
      // An end is news as well: a black hole tells of none.
      from.on('close', () => flows() && end());
      from.on('error', () => undefined);
      from.setNoDelay(true);
      if (!flows()) from.pause();
    }
  };

  const server = createServer({ pauseOnConnect: true }, (near) => {
    near.on('error', () => near.destroy());
    if (state === 'cut') return void near.destroy();
    const left = [...targets()];
    const tryNext = (): void => {
      const port = left.shift();
      if (port === undefined) return void near.destroy();
      // As seen from the other end, it comes from where it came from.
      const localAddress = near.remoteAddress ?? '127.0.0.1';
      const far = connect({ port, host: '127.0.0.1', localAddress });
      far.once('error', tryNext);
      far.once('connect', () => {
        far.off('error', tryNext);
        join(near, far);
        if (state !== 'hushed') near.resume();
      });
    };
    tryNext();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const endAll = (): void => {
    for (const sides of [...pairs]) for (const socket of sides) socket.destroy();
  };
  const each = (act: (socket: Socket) => void): void => {
    for (const pair of pairs) if (!stranded.has(pair)) pair.forEach(act);
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = 'cut';
      endAll();
    },
    hush() {
      state = 'hushed';
      each((socket) => socket.pause());
    },
    strand() {
      each((socket) => socket.pause());
      for (const pair of pairs) stranded.add(pair);
    },
    heal() {
      state = 'whole';
      each((socket) => socket.resume());
    },
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
