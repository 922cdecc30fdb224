import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Scan } from '../ports/files.ts';

/** How long the scanner may say and take nothing. */
const silenceMs = 60_000;
const chunkBytes = 64 * 1024;
/**
 * How often a file is sent to a scanner that hangs up in the middle. It has said why, that the file is
 * too large as a rule; but what was on its way to us is lost where we were just writing.
 */
const tries = 3;
/** The longest answer that is read: one line. */
const maxAnswerLength = 4096;

/**
 * A clamd, asked by INSTREAM (clamd(8)): the file in chunks with their length before them, an empty
 * one at the end.
 *
 * @param url `tcp://HOST:PORT` or `unix:/PATH`
 */
export function createScan(url: string): Scan {
  const open = (): Socket => {
    const { protocol, hostname, port, pathname } = new URL(url);
    if (protocol === 'unix:') return connect(decodeURIComponent(pathname));
    return connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
  };
  return async (openFile) => {
    const askOnce = async (triesLeft: number): Promise<string> => {
      // The file first: from when it is open on, somebody listens to the socket.
      const file = await openFile();
      try {
        return await ask(open(), file);
      } catch (failure) {
        if (triesLeft > 0 && hasHungUp(failure)) return askOnce(triesLeft - 1);
        throw failure;
      }
    };
    let answer: string;
    try {
      answer = await askOnce(tries - 1);
    } catch (failure) {
      return { result: 'unreachable', why: (failure as Error).message };
    }
    if (answer === 'stream: OK') return { result: 'clean' };
    const virus = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (virus !== undefined) return { result: 'virus', name: virus };
    if (answer.includes('size limit exceeded')) return { result: 'too-large' };
    return { result: 'unreachable', why: answer.slice(0, 200) };
  };
}

function hasHungUp(failure: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes((failure as NodeJS.ErrnoException).code ?? '');
}

async function ask(socket: Socket, file: Readable): Promise<string> {
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner did not answer')));
  const answer = readAnswer(socket);
  // It answers before the end, and hangs up, where a file is too large for it: the answer counts.
  const sent = pipeline(file, frames, socket, { end: false }).catch(() => undefined);
  try {
    return await answer;
  } finally {
    file.destroy();
    socket.destroy();
    await sent;
  }
}

async function* frames(file: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const whole of file) {
    for (let at = 0; at < whole.length; at += chunkBytes) {
      const chunk = whole.subarray(at, at + chunkBytes);
      // What it has said meanwhile is heard first: a write to one who has hung up loses it.
      await setImmediate();
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      yield Buffer.concat([length, chunk]);
    }
  }
  yield Buffer.alloc(4);
}

function readAnswer(socket: Socket): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\0');
    if (end >= 0) resolve(text.slice(0, end));
    else if (text.length > maxAnswerLength) reject(new Error('the scanner said too much'));
  });
  socket.on('error', reject);
  socket.once('close', () => reject(new Error('the scanner hung up')));
  return promise;
}
