import { parentPort, workerData } from 'node:worker_threads';
import { crawl, flood } from './attacks.ts';
import { fuzz, prepare } from './fuzz.ts';

/** What it is told to do; it works in a thread of its own, so that onlookers measure the server alone. */
export type Order =
  | { do: 'flood'; url: string; forMs: number }
  | { do: 'crawl'; url: string; count: number }
  | { do: 'fuzz'; url: string; seed: number; events: number; requests: number; packets: number };

async function carryOut(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'flood':
      return flood(order.url, order.forMs);
    case 'crawl':
      return crawl(order.url, order.count);
    case 'fuzz': {
      const senders = await prepare(order.url);
      parentPort?.postMessage({ ready: true });
      // Answered once the state of before has been noted.
      await new Promise((resolve) => parentPort?.once('message', resolve));
      return fuzz(senders, {
        ...order,
        onProgress: ({ events, requests }) =>
          parentPort?.postMessage({ progress: { events, requests } }),
      });
    }
  }
}

parentPort?.postMessage({ result: await carryOut(workerData as Order) });
process.exit(0);
