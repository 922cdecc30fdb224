import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../statistics.ts';

/** How long the bare disk takes to keep something, in ms. */
export interface DiskDelays {
  fsyncP99: number;
  fsyncLongest: number;
}

/** About what a commit of a few messages writes, as often as the server commits. */
const pieceBytes = 16 * 1024;
const betweenMs = 4;
const pieces = 256;

/** Writes to a file and waits for the disk, again and again, while `meanwhile` goes on. */
export async function measureDisk(
  folder: string,
  meanwhile: Promise<unknown>,
): Promise<DiskDelays> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  meanwhile.then(end, end);
  const path = join(folder, 'disk-floor');
  const file = await open(path, 'w');
  const piece = Buffer.alloc(pieceBytes, 1);
  const delays: number[] = [];
  for (let at = 0; !isOver; at = (at + 1) % pieces) {
    const from = performance.now();
    await file.write(piece, 0, pieceBytes, at * pieceBytes);
    await file.sync();
    delays.push(performance.now() - from);
    await sleep(betweenMs);
  }
  await file.close();
  await rm(path);
  return { fsyncP99: percentile(delays, 0.99), fsyncLongest: Math.max(...delays) };
}
