import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program of the system is, or in one line how to get it. */
export function findProgram(
  name: string,
  debianPackage: string,
): { path: string } | { missing: string } {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  const path = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  return path
    ? { path }
    : { missing: `no ${name} on this machine: apt-get install ${debianPackage}` };
}
