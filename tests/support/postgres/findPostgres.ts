import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the server's programs are, and as whom they can be run. */
export interface PostgresPrograms {
  binDir: string;
  /** Set where this process is root, as whom PostgreSQL refuses to run. */
  runAs: { uid: number; gid: number } | undefined;
}

/** The newest PostgreSQL of this machine, or in one line why there is none. */
export function findPostgres(): PostgresPrograms | { missing: string } {
  const binDir = candidates().find((directory) => existsSync(join(directory, 'initdb')));
  if (!binDir) return { missing: 'PostgreSQL is not installed: apt-get install postgresql' };
  if (process.getuid?.() !== 0) return { binDir, runAs: undefined };
  try {
    return { binDir, runAs: { uid: idOf('-u'), gid: idOf('-g') } };
  } catch {
    return { missing: 'PostgreSQL does not run as root, and there is no user postgres' };
  }
}

function candidates(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  return [
    ...newestFirst.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
}
