import { Gauge, type Registry } from 'prom-client';
import type { DeskLoad } from '../ports/deskLoad.ts';

/** What was read is good for so long: several that ask cost no more than one. */
const goodForMs = 5_000;

/** How many requests are open and how long the oldest has waited, read when somebody asks. */
export function addDeskGauges(registry: Registry, load: DeskLoad): void {
  let known: { at: number; rows: ReturnType<DeskLoad['read']> } | undefined;
  const read = (): ReturnType<DeskLoad['read']> => {
    if (!known || Date.now() - known.at > goodForMs) known = { at: Date.now(), rows: load.read() };
    return known.rows;
  };
  const registers = [registry];
  new Gauge({
    name: 'beside_requests_open',
    help: 'Open support requests of all accounts by phase; every node says the same',
    labelNames: ['phase'],
    registers,
    async collect() {
      for (const { phase, count } of await read().catch(() => [])) this.set({ phase }, count);
    },
  });
  new Gauge({
    name: 'beside_requests_oldest_wait_seconds',
    help: 'How long the request that has waited longest has done so; 0 where none waits',
    registers,
    async collect() {
      const waiting = (await read().catch(() => [])).filter(
        ({ phase, since }) => since !== null && (phase === 'waiting' || phase === 'offered'),
      );
      const oldest = Math.min(Date.now(), ...waiting.map(({ since }) => since ?? Infinity));
      this.set((Date.now() - oldest) / 1_000);
    },
  });
}
