import type { RequestOptions } from 'node:http';
import { assertPublicHost, lookupPublic, PrivateNetworkError } from '../outbound/lookupPublic.ts';
import { requestHttp, requestHttps } from '../outbound/nodeHttp.ts';
import { DeliveryError } from '../ports/notices.ts';

export interface PostOptions {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Whether the server may be led to its own network; so for addresses that the operator gave. */
  allowPrivate: boolean;
  /** From the first byte to the last. */
  limitMs?: number;
}

/** A page that tries its webhook waits 10 s. */
const usualLimitMs = 6_000;
/** Nobody needs what an answer says; a little is read, so that the other end is not cut off. */
const maxAnswerBytes = 64 * 1024;

/**
 * Posts to an address that somebody typed in. It follows no redirect, waits for nobody, reads no
 * large answer, and does not reach the server's own network: the address is checked as the name
 * resolves, at the very connection.
 *
 * @throws DeliveryError
 */
export async function post({
  url,
  headers,
  body,
  allowPrivate,
  limitMs = usualLimitMs,
}: PostOptions): Promise<void> {
  const { protocol, hostname, username, password } = new URL(url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    agent: false,
    signal: AbortSignal.timeout(limitMs),
    ...(username || password ? { auth: decodeURIComponent(`${username}:${password}`) } : {}),
    ...(allowPrivate ? {} : { lookup: lookupPublic }),
  };
  const status = await new Promise<number>((settle, reject) => {
    if (!allowPrivate) assertPublicHost(hostname);
    const send = protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxAnswerBytes) response.destroy();
      });
      // The status has said all; how the answer ends is the other end's affair.
      response.on('error', () => undefined);
      response.on('close', () => settle(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  }).catch((failure: unknown) => {
    if (failure instanceof PrivateNetworkError) throw new DeliveryError('never', failure.message);
    throw new DeliveryError('later', reasonOf(failure));
  });
  assertTaken(status);
}

/** @throws DeliveryError */
function assertTaken(status: number): void {
  if (status >= 200 && status < 300) return;
  const reason = `answered ${status}`;
  if (status === 404 || status === 410) throw new DeliveryError('gone', reason);
  const mayChange = status >= 500 || status === 408 || status === 425 || status === 429;
  throw new DeliveryError(mayChange ? 'later' : 'never', reason);
}

/** Codes only: messages of the system quote addresses. */
function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'failed';
  if (failure.name === 'TimeoutError' || failure.name === 'AbortError') return 'no answer in time';
  return (failure as NodeJS.ErrnoException).code ?? 'failed';
}
