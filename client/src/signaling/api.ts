import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import type { Reply, WireError } from '@beside/shared/protocol/errors';
import type {
  Join,
  Me,
  OpenedRequest,
  OpenRequest,
  PortalView,
} from '@beside/shared/protocol/http';
import { requestTimeoutMs } from '@beside/shared/protocol/limits';
import { RequestFailed, unavailable } from './signaling.ts';

/** Calls over HTTP. Each throws RequestFailed; `unavailable` where no answer came in time. */

/** @param server origin of the installation; empty on its own pages */
export function fetchPortal(server: string, slug: string): Promise<PortalView> {
  return call(`portals/${encodeURIComponent(slug)}`, { server });
}

export function openRequest(
  server: string,
  slug: string,
  form: OpenRequest,
): Promise<OpenedRequest> {
  return call(`portals/${encodeURIComponent(slug)}/requests`, { server, body: form });
}

/** Enters with an access code, of whichever portal. */
export function joinByCode(form: Join): Promise<OpenedRequest> {
  return call('join', { body: form });
}

/** The customer's own session log, as a file. */
export async function fetchSessionLog(server: string, token: string): Promise<Blob> {
  return (await ask('session-log', { server, token })).blob();
}

/** What the installation signs its logs with: a public key, Ed25519, in base64url. */
export async function fetchLogKey(): Promise<string> {
  return (await call<{ key: string }>('log-key')).key;
}

export async function signOut(): Promise<void> {
  await ask('sign-out', { body: {} });
}

export function fetchMe(): Promise<Me> {
  return call('me');
}

/** Adds a mobile profile; for administrators. */
export async function addProfile(file: File): Promise<MobileProfile> {
  const content = new Blob([file], { type: 'application/x-apple-aspen-config' });
  return call(`profiles?name=${encodeURIComponent(file.name)}`, { body: content });
}

interface Call {
  /** Sent as it is, or as JSON; without one the call is a GET. */
  body?: object | Blob;
  server?: string;
  /** A customer's. */
  token?: string;
  /** Where it is no POST. */
  method?: 'PUT';
  timeoutMs?: number;
  /** Below which the path is. */
  base?: string;
}

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const answer = await ask(path, options);
  const reply = (await answer.json()) as Extract<Reply<T>, { ok: true }>;
  return reply.data;
}

/** The answer as it came. Throws RequestFailed. */
export async function ask(path: string, options: Call): Promise<Response> {
  const { body, server = '', token, base = 'api/v1', timeoutMs = requestTimeoutMs } = options;
  const headers = new Headers({ accept: 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (body) headers.set('content-type', body instanceof Blob ? body.type : 'application/json');
  const answer = await fetch(`${server}/${base}/${path}`, {
    method: options.method ?? (body ? 'POST' : 'GET'),
    headers,
    ...(body && { body: body instanceof Blob ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((): null => null);
  if (answer?.ok) return answer;
  throw new RequestFailed(await errorOf(answer));
}

async function errorOf(answer: Response | null): Promise<WireError> {
  const body: unknown = await answer?.json().catch((): null => null);
  return isRefusal(body) ? body.error : unavailable;
}

/** Whether it is an answer of our server: a gateway in between answers with a page of its own. */
function isRefusal(body: unknown): body is Extract<Reply<never>, { ok: false }> {
  return typeof body === 'object' && body !== null && 'error' in body;
}
