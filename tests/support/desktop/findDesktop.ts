import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['Xvfb', 'twm', 'xterm'];

/** What a desktop of its own needs on this machine, or what is missing. */
export function findDesktop(): { ok: true } | { ok: false; reason: string } {
  if (process.platform !== 'linux') return { ok: false, reason: 'no X server on this system' };
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const missing = programs.filter(
    (program) => !folders.some((folder) => existsSync(join(folder, program))),
  );
  return missing.length === 0 ? { ok: true } : { ok: false, reason: `no ${missing.join(', ')}` };
}
