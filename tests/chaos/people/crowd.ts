import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestId } from '@beside/shared/domain/ids';
import type { Conversation } from '../../../client/src/session/conversation.ts';
import type { Signaling } from '../../../client/src/signaling/signaling.ts';
import type { Expectation } from '../history/checkHistory.ts';
import { createRandom } from '../schedule.ts';
import { follow } from './follow.ts';
import { openRequest, signIn } from './http.ts';
import type { Recorder } from './recorder.ts';
import { openScriptedPage } from './scriptedPage.ts';
import { takeTogether, type Technician } from './technicians.ts';

export interface CrowdPlan {
  url: string;
  seed: number;
  customers: number;
  /** Pages of technicians; each has its share of the requests. */
  technicianPages: number;
  messagesPerS: number;
  /** How many of the requests are shared, so far as signaling knows. */
  shares: number;
  password: string;
}

/** Everybody who is there in a storm. */
export interface Crowd {
  /** Begins to chat and to hand requests over. */
  begin(): void;
  /** Resolves when everybody is connected, or the limit is over. */
  rest(limitMs: number): Promise<void>;
  /** Stops, waits until everybody has everything, and says who should have seen what. */
  settle(limitMs: number): Promise<Expectation>;
  close(): void;
}

interface Seat {
  page: string;
  /** Undefined: the customer's. */
  technician?: Technician;
  conversation: Conversation;
}

const users = ['tech@demo.test', 'tech2@demo.test', 'manager@demo.test', 'admin@demo.test'];
const pollMs = 50;

export async function gatherCrowd(plan: CrowdPlan, recorder: Recorder): Promise<Crowd> {
  const { url, seed, password } = plan;
  const random = createRandom(seed);
  const lines: Signaling[] = [];
  const seats: Seat[] = [];
  const shared: RequestId[] = [];
  const readers = new Map<string, string[]>();
  const sit = (
    { line, page }: Pick<Technician, 'line' | 'page'>,
    requestId: RequestId,
    technician?: Technician,
  ): void => {
    const conversation = follow(line, requestId, page, recorder);
    seats.push({ page, conversation, ...(technician && { technician }) });
    readers.set(requestId, [...(readers.get(requestId) ?? []), page]);
  };

  const cookies = await Promise.all(users.map((email, at) => signIn(url, email, password, at)));
  const technicians: Technician[] = Array.from({ length: plan.technicianPages }, (_, at) => {
    const user = users[at % users.length] ?? '';
    const page = `technician ${at}`;
    const cookie = cookies[at % users.length] ?? '';
    const line = openScriptedPage(url, { party: 'technician', cookie }, page, recorder);
    lines.push(line);
    return { user, page, line, holds: new Set() };
  });
  await until(() => technicians.every(({ line }) => line.connection.state === 'connected'));

  const requests: { id: RequestId; pair: [Technician, Technician] }[] = [];
  for (let at = 0; at < plan.customers; at += 1) {
    const { requestId: id, token } = await openRequest(url, 'demo', at);
    const page = `customer ${at}`;
    recorder.add({ page, kind: 'opened', request: id });
    const line = openScriptedPage(url, { party: 'customer', token }, page, recorder);
    lines.push(line);
    await until(() => line.connection.state === 'connected');
    const pair = pick(technicians, at);
    sit({ line, page }, id);
    for (const technician of pair) sit(technician, id, technician);
    await takeTogether(pair, id, recorder);
    if (at < plan.shares) {
      const holder = pair.find(({ holds }) => holds.has(id)) ?? pair[0];
      await holder.line.request('request:join', { requestId: id });
      await holder.line.request('share:propose', { requestId: id });
      await line.request('share:start', { requestId: id, surface: 'tab' });
      shared.push(id);
    }
    requests.push({ id, pair });
  }

  let storm = true;
  const chat = async (): Promise<void> => {
    for (let said = 0, from = performance.now(); storm;) {
      const due = ((performance.now() - from) / 1_000) * plan.messagesPerS;
      for (; said < due; said += 1) {
        const seat = seats[Math.floor(random() * seats.length)];
        // Who has had no answer for long writes no more, as people do.
        if (!seat || seat.conversation.state.getState().pending.length >= 10) continue;
        if (mayWrite(seat)) seat.conversation.post(`${said} from ${seat.page}`);
      }
      await sleep(10);
    }
  };
  const handOver = async (): Promise<void> => {
    for (let at = plan.shares; storm && requests.length > plan.shares; at += 1) {
      const { id, pair } = requests[at % requests.length] ?? requests[0]!;
      if (!shared.includes(id)) await takeTogether(pair, id, recorder);
      await sleep(100);
    }
  };
  let busy: Promise<unknown> = Promise.resolve();
  return {
    begin: () => void (busy = Promise.all([chat(), handOver()])),
    rest: (limitMs) =>
      until(() => lines.every(isConnected), limitMs).catch(() => {
        recorder.fail(`${lines.filter((line) => !isConnected(line)).length} pages were not back`);
      }),
    async settle(limitMs) {
      storm = false;
      await busy;
      await until(() => seats.every(isSettled), limitMs).catch(() => {
        for (const seat of seats.filter((one) => !isSettled(one))) {
          recorder.fail(`${seat.page} did not come to rest`);
        }
      });
      // What was told last is shown by then: everybody asks once more for what they lack.
      for (const { conversation } of seats) conversation.refresh();
      await sleep(500);
      await until(() => seats.every(isSettled), limitMs).catch(() => undefined);
      return { readers, shared };
    },
    close() {
      for (const { conversation } of seats) conversation.close();
      for (const line of lines) line.close();
    },
  };
}

/** Two pages of different users, who both want the same requests. */
function pick(technicians: readonly Technician[], at: number): [Technician, Technician] {
  const one = technicians[at % technicians.length];
  const other = technicians[(at + 1) % technicians.length];
  if (!one || !other) throw new Error('a storm needs two technicians');
  return [one, other];
}

const isConnected = ({ connection }: Signaling): boolean => connection.state === 'connected';

/** Technicians write to whom they have; others would be refused. */
function mayWrite({ technician, conversation }: Seat): boolean {
  const { request } = conversation.state.getState();
  if (!request) return false;
  return !technician || request.assignee?.id === technician.userId;
}

function isSettled({ conversation }: Seat): boolean {
  const { pending, connection, complete } = conversation.state.getState();
  for (const { id, state, refusal } of pending) {
    if (state === 'sending') continue;
    // Not whoever has the request any more: the person would read why, and let go of it.
    if (refusal) conversation.discard(id);
    else conversation.retry(id);
  }
  return pending.length === 0 && complete && connection.state === 'connected';
}

async function until(isSo: () => boolean, limitMs = 30_000): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new Error('it did not come to that in time');
    await sleep(pollMs);
  }
}
