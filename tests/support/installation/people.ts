import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import type { RequestId } from '@beside/shared/domain/ids';
import type {
  RequestInput,
  RequestName,
  RequestOutput,
  Told,
  ToldName,
} from '@beside/shared/protocol/contract';
import type { Reply } from '@beside/shared/protocol/errors';
import type { OpenRequest } from '@beside/shared/protocol/http';
import { protocolVersion } from '@beside/shared/protocol/version';
import { technicianUrl } from './nodes.ts';
import { demoPassword } from './testInstallation.ts';

/** A page's socket as a test drives it; it says what it is told, and parses nothing away. */
export interface TestPage {
  socket: Socket;
  endpoint: string;
  /** Sends anything at all and gives the reply as it came. */
  ask(name: string, input: unknown): Promise<Reply<unknown>>;
  /** A request by the contract; rejects on a refusal. */
  request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutput<K>>;
  /** The next message of that name, from now on. */
  next<K extends ToldName>(name: K, accept?: (message: Told<K>) => boolean): Promise<Told<K>>;
  close(): void;
}

const patienceMs = 15_000;

/** @param headers e.g. the cookie of a technician */
export async function connect(
  url: string,
  auth: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<TestPage> {
  const endpoint = uuidV4();
  const socket = io(url, {
    auth: { protocol: protocolVersion, endpoint, ...auth },
    extraHeaders: headers,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const ask = (name: string, input: unknown): Promise<Reply<unknown>> =>
    socket.timeout(patienceMs).emitWithAck(name, input) as Promise<Reply<unknown>>;
  return {
    socket,
    endpoint,
    ask,
    async request(name, input) {
      const reply = await ask(name, input);
      if (!reply.ok) throw Object.assign(new Error(`${name}: ${reply.error.code}`), reply.error);
      return reply.data as RequestOutput<typeof name>;
    },
    next: (name, accept = () => true) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => reject(new Error(`${name} was not told`)), patienceMs);
        const listener = (message: Told<typeof name>): void => {
          if (!accept(message)) return;
          clearTimeout(giveUp);
          socket.off(name, listener as never);
          resolve(message);
        };
        socket.on(name, listener as never);
      }),
    close: () => socket.disconnect(),
  };
}

export function requestForm(more: Partial<OpenRequest> = {}): OpenRequest {
  return {
    id: uuidV7(),
    secret: randomBytes(32).toString('base64url'),
    name: 'Carla Customer',
    email: '',
    question: 'My printer prints only stripes.',
    source: {
      userAgent: 'test',
      language: 'en',
      timeZone: 'UTC',
      screenWidth: 1280,
      screenHeight: 720,
      referrer: '',
    },
    ...more,
  };
}

export async function postJson(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const hosts = new Map<string, Promise<TestPage>>();

/** Has somebody available in the console, without whom the portals of web mode are closed (rule P4). */
export async function openThePortals(url: string): Promise<void> {
  const known = await hosts.get(url)?.catch(() => undefined);
  if (known?.socket.connected) return;
  const host = enterAsTechnician(url, 'manager@demo.test');
  hosts.set(url, host);
  await host;
}

/** Opens a request on a portal, the demo's where no other is named; somebody is there to help. */
export async function openRequest(url: string, more: Partial<OpenRequest> = {}, slug = 'demo') {
  await openThePortals(url);
  const form = requestForm(more);
  const response = await postJson(`${url}/api/v1/portals/${slug}/requests`, form);
  if (!response.ok) throw new Error(`the portal answered ${response.status}`);
  return { requestId: form.id as RequestId, token: form.secret };
}

/** Opens a request and its page. */
export async function enterAsCustomer(url: string, more: Partial<OpenRequest> = {}, slug = 'demo') {
  const { requestId, token } = await openRequest(url, more, slug);
  const page = await connect(url, { party: 'customer', token });
  return { ...page, requestId, token };
}

/** @returns the session cookie, as a `Cookie` header */
export async function signIn(url: string, email = 'tech@demo.test'): Promise<string> {
  const response = await postJson(`${technicianUrl(url)}/api/v1/sign-in`, {
    email,
    password: demoPassword,
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

export async function enterAsTechnician(url: string, email?: string) {
  const cookie = await signIn(url, email);
  const page = await connect(technicianUrl(url), { party: 'technician' }, { cookie });
  return { ...page, cookie };
}
