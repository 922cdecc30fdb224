import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployFile } from '../deployFile.ts';
import { findProgram } from '../findProgram.ts';
import { createCertificate } from '../nginx/createCertificate.ts';
import { names } from '../nginx/startNginx.ts';
import { startDaemon, takesConnections, type Daemon } from '../startDaemon.ts';

export const findCaddy = () => findProgram('caddy', 'caddy');

/**
 * A Caddy of its own, by the configuration that is handed out.
 *
 * @param signaling where the signaling nodes are: `ADDRESS:PORT`
 */
export async function startCaddy(
  program: { path: string },
  { signaling, port }: { signaling: readonly [string, string]; port: number },
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-caddy-'));
  const { chain, key } = await createCertificate(folder, [names.pages]);
  const site = `https://${names.pages}:${port} {\n\tbind 127.0.0.1\n\ttls ${chain} ${key}`;
  const handedOut = await deployFile('caddy/Caddyfile', {
    // Certificates come from nobody here.
    'help.example.com {': site,
    'signaling-1:3000': signaling[0],
    'signaling-2:3000': signaling[1],
  });
  const config = join(folder, 'Caddyfile');
  const own = '{\n\tadmin off\n\tauto_https off\n}\n';
  await writeFile(config, own + handedOut);
  const command = [
    'env',
    `HOME=${folder}`,
    `XDG_DATA_HOME=${folder}`,
    `XDG_CONFIG_HOME=${folder}`,
    program.path,
    'run',
  ];
  const daemon = await startDaemon([...command, '--config', config, '--adapter', 'caddyfile'], () =>
    takesConnections('127.0.0.1', port),
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
