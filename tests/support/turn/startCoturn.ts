import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployFile } from '../deployFile.ts';
import { findProgram } from '../findProgram.ts';
import type { Host } from '../network/topology.ts';
import { startDaemon, takesConnections, type Daemon } from '../startDaemon.ts';

export const findCoturn = () => findProgram('turnserver', 'coturn');

/**
 * A coturn of its own, by the configuration that is handed out.
 *
 * @param address where it listens, and where it relays from
 * @param allowedPeers private addresses that its relays may lead to
 * @param host where it runs; without one, on the root side
 */
export async function startCoturn(
  program: { path: string },
  {
    address,
    port,
    secret,
    allowedPeers,
    host,
  }: {
    address: string;
    port: number;
    secret: string;
    allowedPeers: readonly string[];
    host?: Host;
  },
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-coturn-'));
  const config = join(folder, 'turnserver.conf');
  const handedOut = await deployFile('coturn/turnserver.conf', {
    'listening-port=3478': `listening-port=${port}`,
  });
  const own = [
    `static-auth-secret=${secret}`,
    `listening-ip=${address}`,
    `relay-ip=${address}`,
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'turndb')}`,
    ...allowedPeers.map((peer) => `allowed-peer-ip=${peer}`),
  ];
  await writeFile(config, `${handedOut}\n${own.join('\n')}\n`);
  const daemon = await startDaemon([...(host?.execPrefix ?? []), program.path, '-c', config], () =>
    takesConnections(address, port),
  );
  return {
    get said() {
      return daemon.said;
    },
    async stop() {
      await daemon.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
