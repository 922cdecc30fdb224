import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installCommand, installPackages, isDebian, isRoot } from '../../sfu/worker/debian.mjs';
import { consoleLog } from '../../sfu/worker/log.mjs';

const onPath = (/** @type {string} */ program) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) =>
    existsSync(join(folder, program)),
  );

const hasPostgres = () => {
  const versions = '/usr/lib/postgresql';
  return (
    (existsSync(versions) &&
      readdirSync(versions).some((version) =>
        existsSync(join(versions, version, 'bin', 'initdb')),
      )) ||
    onPath('initdb')
  );
};

/** What the tests use beside npm packages, and which tests are skipped without it. */
const tools = [
  {
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-noto-color-emoji'],
    present: () =>
      process.env.BESIDE_CHROMIUM !== undefined ||
      ['chromium', 'google-chrome', 'chromium-browser'].some(onPath) ||
      process.platform !== 'linux',
    without: 'tests in a browser',
  },
  {
    packages: ['iproute2'],
    present: () => onPath('ip'),
    without: 'tests over networks of their own',
  },
  {
    packages: ['nftables'],
    present: () => onPath('nft'),
    without: 'tests over networks of their own',
  },
  {
    packages: ['clamav-daemon'],
    present: () => onPath('clamd'),
    without: 'tests of the virus scanner',
  },
  {
    packages: ['coturn'],
    present: () => onPath('turnserver'),
    without: 'tests of TURN',
  },
  {
    packages: ['nginx-light', 'libnginx-mod-stream'],
    present: () =>
      onPath('nginx') && (!isDebian() || existsSync('/usr/lib/nginx/modules/ngx_stream_module.so')),
    without: 'tests behind nginx',
  },
  {
    packages: ['caddy'],
    present: () => onPath('caddy'),
    without: 'tests behind Caddy',
  },
  {
    packages: ['xvfb', 'twm', 'xterm'],
    present: () => ['Xvfb', 'twm', 'xterm'].every(onPath) || process.platform !== 'linux',
    without: 'tests of the desktop helper',
  },
  {
    packages: ['postgresql'],
    present: hasPostgres,
    without: 'storage tests on PostgreSQL, and tests of several nodes',
  },
  {
    packages: ['redis-server'],
    present: () => onPath('redis-server'),
    without: 'tests of several nodes',
  },
];

/** Installs what the tests need where that is possible, and says in one line where it is not. */
export async function provideTestTools() {
  const missing = tools.filter(({ present }) => !present());
  if (missing.length === 0) return;
  const packages = missing.flatMap((tool) => tool.packages);
  if (isDebian() && isRoot()) {
    const installed = await installPackages(packages, consoleLog());
    if (installed.ok) return;
    console.warn(`  ${installed.reason}`);
  }
  const skipped = [...new Set(missing.map(({ without }) => without))].join(', ');
  const how = isDebian()
    ? `install them with: ${installCommand(packages)}`
    : `install: ${packages.join(' ')}`;
  console.warn(`\n  Will be skipped: ${skipped}. To run them, ${how}\n`);
}
