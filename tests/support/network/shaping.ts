import { run, tryRun } from './run.ts';
import { hostLink, type Host } from './topology.ts';

/** How a host's line is made worse. Each figure holds for each direction by itself. */
export interface Shape {
  /** Added to each packet's way, in milliseconds: the round trip grows by twice as much. */
  readonly delayMs?: number;
  /** By how much more at the most, at random for each packet; they stay in order. */
  readonly jitterMs?: number;
  /** Packets lost at random, 0 to 100. */
  readonly lossPercent?: number;
  /** Highest rate, in kilobits per second; what exceeds it queues, then is dropped. */
  readonly rateKbit?: number;
}

// A home router's buffer: enough to see delay grow under load before packets fall.
const queueMs = 200;
const burstBytes = 16_000;

/** Sets the rate on both ends of a host's link, in place of what was set before; 0 for none. */
export function limitRate(host: Host, router: string, rateKbit: number): void {
  for (const [namespace, device] of endsOf(host, router)) {
    const link = ['dev', device, 'root'];
    if (rateKbit === 0) {
      tryRun('tc', ['-n', namespace, 'qdisc', 'del', ...link]);
      continue;
    }
    const bucket = ['rate', `${rateKbit}kbit`, 'burst', String(burstBytes)];
    const queue = ['tbf', ...bucket, 'latency', `${queueMs}ms`];
    run('tc', ['-n', namespace, 'qdisc', 'replace', ...link, ...queue]);
  }
}

function endsOf(host: Host, router: string): [namespace: string, device: string][] {
  return [
    [host.namespace, hostLink],
    [router, host.routerLink],
  ];
}
