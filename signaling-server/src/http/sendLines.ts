import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** As fast as it is taken; who goes away in the middle is no failure of ours. */
export async function sendLines(
  lines: AsyncIterable<string | Uint8Array>,
  response: Response,
): Promise<void> {
  try {
    await pipeline(Readable.from(lines), response);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw failure;
  }
}
