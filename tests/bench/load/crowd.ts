/*
 * The load, in a process of its own: opens sockets, and sends at a pace that does not wait for
 * answers. Delays are counted from when a message was due, so that a pause hides nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { percentile } from '../statistics.ts';
import { openRawSocket, type RawSocket } from './rawSocket.ts';
import type { Seat } from './seats.ts';

export interface Sending {
  messagesPerS: number;
  forMs: number;
  bytes: number;
}

export type Order = { do: 'connect'; urls: string[]; seats: Seat[] } | ({ do: 'send' } & Sending);

export interface Delays {
  sent: number;
  refused: number;
  unanswered: number;
  ackP50: number;
  ackP99: number;
  heardP50: number;
  heardP99: number;
}

const atOnce = 50;
const lateMs = 5_000;
const sockets: { socket: RawSocket; rooms: string[] }[] = [];
/** When each message that is under way was due. */
const due = new Map<string, number>();
let heard: number[] = [];

function hear(event: string, message: { entry: { id: string } }): void {
  if (event !== 'chat:entry') return;
  const at = due.get(message.entry.id);
  if (at !== undefined) heard.push(performance.now() - at);
}

/** A machine that is busy with others lets a handshake run out. */
async function openPatiently(url: string, seat: Seat): Promise<RawSocket> {
  for (let left = 5; ; left -= 1) {
    try {
      return await openRawSocket(url, seat, hear);
    } catch (failure) {
      if (left === 0) throw failure;
      await sleep(1_000);
    }
  }
}

async function connect(urls: string[], seats: Seat[]): Promise<void> {
  const left = seats.entries();
  const work = async (): Promise<void> => {
    for (const [at, seat] of left) {
      const socket = await openPatiently(urls[at % urls.length] ?? '', seat);
      for (const requestId of seat.rooms) {
        await socket.ask('request:follow', { requestId, afterSeq: 0 });
      }
      sockets.push({ socket, rooms: seat.rooms });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function send({ messagesPerS, forMs, bytes }: Sending): Promise<Delays> {
  const acked: number[] = [];
  heard = [];
  due.clear();
  let [sent, refused] = [0, 0];
  const text = 'x'.repeat(bytes);
  const from = performance.now();
  const under = new Set<Promise<void>>();
  const post = (dueAt: number): void => {
    const { socket, rooms } = sockets[(sent * 7_919) % sockets.length]!;
    const requestId = rooms[sent % rooms.length];
    const id = v7();
    sent += 1;
    due.set(id, dueAt);
    const done = socket.ask('chat:post', { requestId, id, text }).then((reply) => {
      if ((reply as { ok: boolean }).ok) acked.push(performance.now() - dueAt);
      else refused += 1;
      under.delete(done);
    });
    under.add(done);
  };
  while (performance.now() - from < forMs) {
    const wanted = ((performance.now() - from) / 1_000) * messagesPerS;
    while (sent < wanted) post(from + (sent / messagesPerS) * 1_000);
    await sleep(1);
  }
  await Promise.race([Promise.all(under), sleep(lateMs)]);
  return {
    ...{ sent, refused, unanswered: under.size },
    ...{ ackP50: percentile(acked, 0.5), ackP99: percentile(acked, 0.99) },
    ...{ heardP50: percentile(heard, 0.5), heardP99: percentile(heard, 0.99) },
  };
}

process.on('message', (order: Order) => {
  const done = order.do === 'connect' ? connect(order.urls, order.seats) : send(order);
  done.then(
    (delays) => process.send?.({ delays: delays ?? null }),
    (failure: unknown) => process.send?.({ failure: String(failure) }),
  );
});
process.on('disconnect', () => process.exit(0));
