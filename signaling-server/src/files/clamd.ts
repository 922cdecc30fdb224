import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Scan } from '../ports.ts';

/** How long the scanner may say and take nothing. */
const silenceMs = 60_000;
const chunkBytes = 64 * 1024;
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
    let answer: string;
    try {
      answer = await ask(open(), await openFile());
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

async function ask(socket: Socket, file: Readable): Promise<string> {
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner did not answer')));
  const answer = readAnswer(socket);
  // It answers before the end, and closes, where a file is too large for it.
  const sent = send(socket, file).catch((failure: unknown) => {
    socket.destroy(failure as Error);
  });
  try {
    return await answer;
  } finally {
    file.destroy();
    socket.destroy();
    await sent;
  }
}

async function send(socket: Socket, file: Readable): Promise<void> {
  await once(socket, 'connect');
  socket.write('zINSTREAM\0');
  for await (const whole of file as AsyncIterable<Buffer>) {
    for (let at = 0; at < whole.length; at += chunkBytes) {
      const chunk = whole.subarray(at, at + chunkBytes);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      socket.write(length);
      if (!socket.write(chunk)) await once(socket, 'drain');
    }
  }
  socket.write(Buffer.alloc(4));
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
  socket.once('error', reject);
  socket.once('close', () => reject(new Error('the scanner hung up')));
  return promise;
}
