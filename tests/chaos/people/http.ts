import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { v7 as uuidV7 } from 'uuid';
import type { RequestId } from '@beside/shared/domain/ids';
import type { OpenRequest } from '@beside/shared/protocol/http';

interface Answer {
  status: number;
  cookie: string;
}

/** @param localAddress of this machine, from which it comes: one address may not open many requests */
function post(url: string, body: object, localAddress?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const call = request(
      url,
      { method: 'POST', headers, agent: false, ...(localAddress && { localAddress }) },
      (response) => {
        response.resume();
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        response.once('end', () => resolve({ status: response.statusCode ?? 0, cookie }));
      },
    );
    call.once('error', reject);
    call.end(JSON.stringify(body));
  });
}

/**
 * Signs the `index`th technician in.
 *
 * @returns the session cookie, as a `Cookie` header
 */
export async function signIn(
  url: string,
  email: string,
  password: string,
  index: number,
): Promise<string> {
  const from = `127.0.3.${1 + index}`;
  const { status, cookie } = await post(`${url}/api/v1/sign-in`, { email, password }, from);
  if (status !== 200) throw new Error(`the sign-in was answered ${status}`);
  return cookie;
}

/** Opens the `index`th request of this run. */
export async function openRequest(url: string, slug: string, index: number) {
  const form = {
    ...{ id: uuidV7(), secret: randomBytes(32).toString('base64url') },
    ...{ name: `Customer ${index}`, email: '', question: 'What a storm!' },
    source: {
      ...{ userAgent: 'storm', language: 'en', timeZone: 'UTC', referrer: '' },
      ...{ screenWidth: 1280, screenHeight: 720 },
    },
  } satisfies OpenRequest;
  const from = `127.0.1.${1 + (index % 250)}`;
  const { status } = await post(`${url}/api/v1/portals/${slug}/requests`, form, from);
  if (status >= 300) throw new Error(`the portal answered ${status}`);
  return { requestId: form.id as RequestId, token: form.secret };
}
