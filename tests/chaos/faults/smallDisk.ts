import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of its own for a server's data, small enough to be filled. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes every byte that is left. */
  fill(): void;
  free(): void;
  close(): void;
}

const megabytes = 96;

/** @returns in one line why there is none, where this user may not mount */
export function mountSmallDisk(parent: string): SmallDisk | { missing: string } {
  if (process.getuid?.() !== 0) return { missing: 'no small disk: only root may mount one' };
  const folder = join(parent, 'disk');
  mkdirSync(folder);
  try {
    const options = `size=${megabytes}m,mode=700`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (failure) {
    const why = (failure as { stderr?: Buffer }).stderr?.toString().trim() ?? String(failure);
    return { missing: `no small disk: ${why}` };
  }
  const ballast = join(folder, 'ballast');
  const unmount = (): void => {
    execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' });
  };
  process.once('exit', unmount);
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (let size = 1 << 20; size >= 1;) {
          try {
            writeSync(file, new Uint8Array(size));
          } catch {
            // Full for pieces of this size: smaller ones take what is left.
            size >>= 1;
          }
        }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    close() {
      process.off('exit', unmount);
      unmount();
    },
  };
}
