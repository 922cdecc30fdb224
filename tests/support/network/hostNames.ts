import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `ip netns exec` puts what lies here over `/etc` (ip-netns(8)). */
const folderOf = (namespace: string): string => join('/etc/netns', namespace);

/** There is nobody else to ask on the host: a name that is not written here is unknown at once. */
export function writeNames(namespace: string, address: string, names: readonly string[]): void {
  const folder = folderOf(namespace);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost\n${address} ${names.join(' ')}\n`);
  writeFileSync(join(folder, 'nsswitch.conf'), 'hosts: files\n');
  writeFileSync(join(folder, 'resolv.conf'), 'nameserver 127.0.0.1\n');
}

export function removeNames(namespace: string): void {
  rmSync(folderOf(namespace), { recursive: true, force: true });
}
