import { v4 as uuidV4 } from 'uuid';
import { protocolVersion } from '@beside/shared/protocol/version';
import { openRequest } from '../support/installation/people.ts';
import { openPlain, openRaw } from '../support/network/rawSocket.ts';

const perBatch = 200;
/** One address gets no more in ten minutes than six times as many. */
const tokensOfFlood = 10;

/**
 * One attacker who sends as much as goes, comes back when cut, and so on.
 *
 * @returns how many messages, how long until each cut in milliseconds, and how often the door stayed shut
 */
export async function flood(
  url: string,
  forMs: number,
): Promise<{ sent: number; cutAfterMs: number[]; refused: number }> {
  const headers = { 'x-forwarded-for': '203.0.113.66' };
  const tokens: Awaited<ReturnType<typeof openRequest>>[] = [];
  while (tokens.length < tokensOfFlood) tokens.push(await openRequest(url));
  const until = performance.now() + forMs;
  let next = 0;
  const result = { sent: 0, cutAfterMs: [] as number[], refused: 0 };
  while (performance.now() < until) {
    const raw = await openRaw(url, headers).catch(() => undefined);
    if (!raw) {
      result.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
      continue;
    }
    const { token, requestId } = tokens[next++ % tokens.length]!;
    const auth = { protocol: protocolVersion, endpoint: uuidV4(), party: 'customer', token };
    const event = `421["chat:since",${JSON.stringify({ requestId, afterSeq: 0 })}]`;
    raw.send(`40${JSON.stringify(auth)}`);
    const answers = ['40{"sid"', '44{"message"'].map((answer) => raw.until(answer));
    const heard = await Promise.race(answers).catch(() => '');
    for (const answer of answers) answer.catch(() => undefined);
    const begun = heard.includes('40{"sid"') ? heard : undefined;
    if (!begun) result.refused += 1;
    const before = performance.now();
    while (begun !== undefined && !raw.isClosed() && performance.now() < until) {
      for (let at = 0; at < perBatch; at += 1) raw.send(event);
      result.sent += perBatch;
      // 20,000 a second.
      await new Promise((resolve) => setTimeout(resolve, perBatch / 20));
    }
    if (raw.isClosed() && begun !== undefined) result.cutAfterMs.push(performance.now() - before);
    raw.socket.destroy();
    if (begun === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return result;
}

/** So many connections that say half of something. @returns how long until the last one was closed */
export async function crawl(url: string, count: number): Promise<number> {
  const { host } = new URL(url);
  const halves = [
    '',
    `GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `,
    `POST /api/v1/join HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{`,
  ];
  const before = performance.now();
  const closings = Array.from({ length: count }, async (_, at) => {
    const kind = at % (halves.length + 1);
    const socket = kind === halves.length ? (await openRaw(url)).socket : await openPlain(url);
    socket.resume();
    const half = halves[kind];
    if (half) socket.write(half);
    const since = performance.now();
    await new Promise((resolve) =>
      socket.closed ? resolve(undefined) : socket.once('close', resolve),
    );
    return performance.now() - since;
  });
  const lasted = await Promise.all(closings);
  console.info(`  all opened and closed in ${Math.round(performance.now() - before)} ms`);
  return Math.max(...lasted);
}
