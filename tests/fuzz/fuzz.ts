import { request as requestHttp, Agent } from 'node:http';
import { v7 as uuidV7 } from 'uuid';
import {
  connect,
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../support/installation/people.ts';
import { openRaw } from '../support/network/rawSocket.ts';
import { enterAdmin } from '../integration/admin/support.ts';
import { makeKey } from '../integration/api/support.ts';
import { brokenPackets, fuzzEvent, sendEvent, type Outcome } from './eventTargets.ts';
import { createRandom } from './random.ts';
import { fuzzRequest, type FuzzedRequest } from './routeTargets.ts';

/** What was sent, and what should not have happened. */
export interface Findings {
  events: number;
  requests: number;
  packets: number;
  /** Each with the seed that brings it back. */
  wrong: string[];
  /** Connections that were closed for what they sent. */
  cut: number;
}

interface Plan {
  seed: number;
  events: number;
  requests: number;
  packets: number;
  onProgress?: (findings: Findings) => void;
}

/** Who sends all that; made before, so that what it leaves behind is no finding. */
export interface Senders {
  requestId: string;
  customer: () => Promise<TestPage>;
  technician: () => Promise<TestPage>;
  credentials: Record<FuzzedRequest['as'], Record<string, string>>;
  url: string;
}

const pagesOfEach = 4;
const atATime = 48;
const keptWrong = 20;

export async function prepare(url: string): Promise<Senders> {
  const customer = await enterAsCustomer(url);
  const technician = await enterAsTechnician(url, 'tech@demo.test');
  const manager = await enterAdmin(url, 'admin@demo.test');
  const key = await makeKey(manager);
  const { requestId, token } = customer;
  await technician.request('request:assign', { requestId });
  await technician.request('request:join', { requestId });
  const message = { requestId, id: uuidV7() as never, text: 'kept' };
  await customer.request('chat:post', message);
  customer.close();
  technician.close();
  return {
    url,
    requestId,
    customer: () => connect(url, { party: 'customer', token }),
    technician: () => connect(url, { party: 'technician' }, { cookie: technician.cookie }),
    credentials: {
      nobody: {},
      manager: { cookie: manager.cookie, origin: url },
      program: { authorization: `Bearer ${key.token}` },
    },
  };
}

/** Sends what is malformed, all of which has to be refused, until as much has been sent. */
export async function fuzz(senders: Senders, plan: Plan): Promise<Findings> {
  const findings: Findings = { events: 0, requests: 0, packets: 0, wrong: [], cut: 0 };
  await Promise.all([
    fuzzEvents(senders, plan, findings),
    fuzzRequests(senders, plan, findings),
    fuzzPackets(senders, plan, findings),
  ]);
  return findings;
}

function report(findings: Findings, what: string): void {
  if (findings.wrong.length < keptWrong) findings.wrong.push(what);
}

async function fuzzEvents(
  senders: Senders,
  { seed, events, onProgress }: Plan,
  findings: Findings,
) {
  const pages = new Map<string, Promise<TestPage>>();
  const pageOf = async (party: 'customer' | 'technician', at: number): Promise<TestPage> => {
    const key = `${party} ${at % pagesOfEach}`;
    const asked = pages.get(key);
    const known = await asked;
    if (known?.socket.connected) return known;
    // Whoever comes first opens the next one.
    if (pages.get(key) === asked) {
      if (known) findings.cut += 1;
      pages.set(key, senders[party]());
    }
    return pages.get(key)!;
  };
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < events) {
      const at = next;
      next += 1;
      const event = fuzzEvent(createRandom(seed + at), senders.requestId);
      const page = await pageOf(event.party, at);
      const outcome: Outcome = await sendEvent(page, event);
      findings.events += 1;
      if (outcome === 'accepted' || (outcome === 'unanswered' && page.socket.connected)) {
        report(findings, `event ${event.name} ${outcome}: --seed ${seed + at}`);
      }
      if (findings.events % 1000 === 0) onProgress?.(findings);
      // Notices are not answered: what is on its way is not to pile up.
      if (at % 100 === 99)
        await page
          .ask('chat:since', { requestId: senders.requestId, afterSeq: 0 })
          .catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  for (const page of pages.values()) (await page).close();
}

async function fuzzRequests(senders: Senders, { seed, requests }: Plan, findings: Findings) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < requests) {
      const at = next;
      next += 1;
      const sent = fuzzRequest(createRandom(seed + at));
      const status = await send(senders, sent, agent);
      findings.requests += 1;
      if (status === 0) findings.cut += 1;
      if (status >= 500 && status !== 501) {
        report(findings, `${sent.method} ${sent.path.slice(0, 80)} ${status}: --seed ${seed + at}`);
      }
      if (sent.method === 'POST' && sent.path.startsWith('/api/admin/') && status === 200) {
        report(findings, `${sent.path} accepted: --seed ${seed + at}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  agent.destroy();
}

/** @returns the status; 0 where the connection was ended without one */
function send({ url, credentials }: Senders, sent: FuzzedRequest, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      ...credentials[sent.as],
      ...latin(sent.headers),
    };
    let request;
    try {
      request = requestHttp(`${url}${encodeURI(sent.path).replaceAll('%25', '%')}`, {
        method: sent.method,
        headers,
        agent,
        timeout: 20_000,
      });
    } catch {
      resolve(404);
      return;
    }
    request.on('response', (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', () => resolve(0));
    request.on('timeout', () => request.destroy());
    request.end(sent.body);
  });
}

/** As bytes, which Node would not send as characters. */
function latin(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );
}

async function fuzzPackets({ url }: Senders, { seed, packets }: Plan, findings: Findings) {
  for (let at = 0; at < packets; at += 1) {
    const random = createRandom(seed + at);
    const raw = await openRaw(url).catch(() => undefined);
    if (!raw) {
      report(findings, 'no connection');
      return;
    }
    for (let more = 0; more < 5; more += 1)
      raw.send(random.pick(brokenPackets), random.pick([1, 1, 2]));
    findings.packets += 5;
    await Promise.race([raw.closed, new Promise((resolve) => setTimeout(resolve, 20))]);
    if (raw.isClosed()) findings.cut += 1;
    raw.socket.destroy();
  }
}
