import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployFile } from '../deployFile.ts';
import { findProgram } from '../findProgram.ts';
import type { Host } from '../network/topology.ts';
import { startDaemon, takesConnections, type Daemon } from '../startDaemon.ts';
import { createCertificate } from './createCertificate.ts';

const streamModule = '/usr/lib/nginx/modules/ngx_stream_module.so';

/** nginx with the module that shares a port by name, which Debian has in a package of its own. */
export function findNginx(): { path: string } | { missing: string } {
  const packages = 'nginx-light libnginx-mod-stream';
  const nginx = findProgram('nginx', packages);
  const isDebians = existsSync('/etc/debian_version');
  if ('missing' in nginx || !isDebians || existsSync(streamModule)) return nginx;
  return { missing: `nginx has no stream module: apt-get install ${packages}` };
}

/** Where people and the tests' edge meet; both names lead to its address. */
export const names = { pages: 'help.beside.test', turn: 'turn.beside.test' } as const;

interface Places {
  /** Of the signaling nodes: `ADDRESS:PORT`. */
  signaling: readonly [string, string];
  coturn: string;
  /** The address that it listens on, with ports other than 443 and 80 where those are taken. */
  address: string;
  ports: { https: number; http: number; pagesInside: number; turnInside: number };
  host?: Host;
}

/** An nginx of its own, by the configuration that is handed out. */
export async function startNginx(
  program: { path: string },
  { signaling, coturn, address, ports, host }: Places,
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-nginx-'));
  const certificate = await createCertificate(folder, Object.values(names));
  const config = join(folder, 'nginx.conf');
  await mkdir(join(folder, 'acme'));
  const text = await deployFile('nginx/nginx.conf', {
    'include /etc/nginx/modules-enabled/*.conf;': existsSync(streamModule)
      ? `load_module ${streamModule};`
      : '',
    'worker_rlimit_nofile 32768;': '',
    'worker_connections 16384;': 'worker_connections 512;',
    '/etc/nginx/certificates/fullchain.pem': certificate.chain,
    '/etc/nginx/certificates/privkey.pem': certificate.key,
    '/var/www/acme': join(folder, 'acme'),
    '/tmp/': `${folder}/`,
    'help.example.com': names.pages,
    'turn.example.com': names.turn,
    'signaling-1:3000': signaling[0],
    'signaling-2:3000': signaling[1],
    'coturn:3478': coturn,
    'listen [::]:443;': '',
    'listen [::]:80 default_server;': '',
    'listen 443;': `listen ${address}:${ports.https};`,
    'listen 80 ': `listen ${address}:${ports.http} `,
    '127.0.0.1:8443': `127.0.0.1:${ports.pagesInside}`,
    '127.0.0.1:8444': `127.0.0.1:${ports.turnInside}`,
  });
  await writeFile(config, text);
  const command = [program.path, '-e', 'stderr', '-p', folder, '-c', config, '-g', 'daemon off;'];
  const daemon = await startDaemon([...(host?.execPrefix ?? []), ...command], () =>
    takesConnections(address, ports.https),
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
