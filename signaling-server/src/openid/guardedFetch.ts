import { assertPublicHost, lookupPublic } from '../outbound/lookupPublic.ts';
import { requestHttp, requestHttps } from '../outbound/nodeHttp.ts';

/** Documents of a provider are small; whoever sends more is none. */
const maxAnswerBytes = 1024 * 1024;
const limitMs = 8_000;

interface Options {
  method?: string | undefined;
  headers?: Record<string, string> | undefined;
  body?: unknown;
}

/**
 * As `fetch`, to addresses that an administrator typed in and that the provider's own documents
 * name: it follows no redirect, waits for nobody, reads no large answer, and does not reach the
 * server's own network unless that is allowed.
 */
export function createGuardedFetch(allowPrivate: boolean) {
  return async (
    url: string,
    { method = 'GET', headers = {}, body }: Options,
  ): Promise<Response> => {
    const { protocol, hostname } = new URL(url);
    if (!allowPrivate) assertPublicHost(hostname);
    if (protocol !== 'https:' && !allowPrivate) throw new Error('a provider speaks https');
    const isText = typeof body === 'string' || body instanceof URLSearchParams;
    const sent = isText ? body.toString() : undefined;
    const options = {
      method,
      headers,
      agent: false,
      signal: AbortSignal.timeout(limitMs),
      ...(allowPrivate ? {} : { lookup: lookupPublic }),
    };
    return new Promise((resolve, reject) => {
      const send = protocol === 'https:' ? requestHttps : requestHttp;
      const request = send(url, options, (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maxAnswerBytes) response.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 502, headers: received } = response;
          const content = [204, 304].includes(status) ? null : Buffer.concat(chunks);
          const type = received['content-type'] ?? 'application/octet-stream';
          resolve(new Response(content, { status, headers: { 'content-type': type } }));
        });
      });
      request.on('error', reject);
      request.end(sent);
    });
  };
}
