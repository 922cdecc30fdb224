import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';
import type { SfuStats } from '../node.ts';

/** What an operator can ask of a node; served at `/metrics` in the Prometheus text format. */
export function createMetrics(stats: () => SfuStats, state: () => SfuNodeState): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `beside_sfu_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  gauge('rooms', 'Sessions that are relayed', () => stats().rooms);
  gauge('peers', 'Pages in them', () => stats().peers);
  gauge('transports', "Browsers' transports", () => stats().transports);
  gauge('producers', 'Tracks that are sent to the node', () => stats().producers);
  gauge('consumers', 'Tracks that the node sends', () => stats().consumers);
  gauge('capacity', 'Sessions that the node is meant for', () => state().capacity);
  gauge('load', 'How full the node is; 1 is full', () => state().load);
  gauge('draining', '1 while the node lets its sessions move away', () =>
    state().draining ? 1 : 0,
  );
  gauge('workers_running', 'Media workers that run', () =>
    stats().workers.reduce((sum, { pid }) => sum + (pid === undefined ? 0 : 1), 0),
  );
  gauge('workers_cpu_seconds', 'Processor time of the media workers', () =>
    stats().workers.reduce((sum, { usage }) => sum + (usage?.cpuMs ?? 0) / 1000, 0),
  );
  return registry;
}
