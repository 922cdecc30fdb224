import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

interface SmallDisk {
  mount(directory: string): { unmount(): void };
}

/** A file system of two megabytes, or why there is none. */
export function smallDisk(): SmallDisk | { missing: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { missing: 'mounting a small file system takes root on Linux' };
  }
  return {
    mount(directory) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', directory]);
      return { unmount: () => execFileSync('umount', ['-l', directory]) };
    },
  };
}

/** Leaves a little space, so that some writes succeed. @returns what gives the rest back */
export function fillDisk(directory: string): () => void {
  const path = join(directory, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4_096);
  let written = 0;
  try {
    for (;;) written += writeSync(file, block);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOSPC') throw failure;
  } finally {
    closeSync(file);
  }
  execFileSync('truncate', ['-s', String(Math.max(0, written - 120_000)), path]);
  return () => rmSync(path);
}
