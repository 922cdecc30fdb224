import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('trouble.c', import.meta.url));

/** Makes the system's calls of a server fail, while it runs. */
export interface Trouble {
  /** What the server's environment has to have. */
  readonly environment: Record<string, string>;
  /** How long each fsync takes on top; 0: as ever. */
  slowSync(ms: number): void;
  /** Whether each fsync fails with EIO. */
  failSync(fails: boolean): void;
  /** By how much its wall clock is ahead, in whole seconds. */
  shiftClock(seconds: number): void;
  close(): void;
}

const eio = 5n;

/**
 * Compiles the library and makes its file, in a folder of the caller's.
 *
 * @returns in one line why there is none, where there is no C compiler
 */
export function createTrouble(folder: string): Trouble | { missing: string } {
  const library = join(folder, 'trouble.so');
  try {
    const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Werror', '-o', library, source, '-ldl'];
    execFileSync('gcc', flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (failure) {
    const why = (failure as { stderr?: Buffer }).stderr?.toString() ?? 'gcc is not installed';
    return { missing: `calls of the system cannot be made to fail: ${why}` };
  }
  const path = join(folder, 'trouble');
  writeFileSync(path, new Uint8Array(32));
  const file = openSync(path, 'r+');
  const set = (index: number, value: bigint): void => {
    writeSync(file, new BigInt64Array([value]), 0, 8, index * 8);
  };
  return {
    environment: { LD_PRELOAD: library, BESIDE_TROUBLE: path },
    slowSync: (ms) => set(0, BigInt(ms)),
    failSync: (fails) => set(1, fails ? eio : 0n),
    shiftClock: (seconds) => set(2, BigInt(seconds) * 1_000n),
    close: () => closeSync(file),
  };
}
