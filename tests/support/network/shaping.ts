import { canShapeDelay } from './canMakeNetworks.ts';
import { NetworkUnavailableError } from './errors.ts';
import { run, tryRun } from './run.ts';
import { hostLink, type Host } from './topology.ts';

/** How a host's line is made worse. Each figure holds for each direction by itself. */
export interface Shape {
  /** Added to each packet's way, in milliseconds: the round trip grows by twice as much. */
  readonly delayMs?: number;
  /** Packets lost at random, 0 to 100. */
  readonly lossPercent?: number;
  /** Highest rate, in kilobits per second; what exceeds it queues, then is dropped. */
  readonly rateKbit?: number;
}

// A home router's buffer: enough to see delay grow under load before packets fall.
const queueMs = 200;
const burstBytes = 16_000;
const netemQueuePackets = 5_000;

/**
 * Sets delay and rate on both ends of a host's link, in place of what was set before.
 * @throws NetworkUnavailableError when a delay is asked for and the kernel has no netem.
 */
export function shapeLink(host: Host, router: string, { delayMs, rateKbit }: Shape): void {
  const queue = delayMs
    ? delayQueue(delayMs, rateKbit)
    : rateKbit
      ? rateQueue(rateKbit)
      : undefined;
  if (queue === undefined) {
    unshapeLink(host, router);
    return;
  }
  for (const [namespace, device] of endsOf(host, router)) {
    run('tc', ['-n', namespace, 'qdisc', 'replace', 'dev', device, 'root', ...queue]);
  }
}

/** Takes delay and rate off a host's link; nothing happens when there were none. */
export function unshapeLink(host: Host, router: string): void {
  for (const [namespace, device] of endsOf(host, router)) {
    tryRun('tc', ['-n', namespace, 'qdisc', 'del', 'dev', device, 'root']);
  }
}

function endsOf(host: Host, router: string): [namespace: string, device: string][] {
  return [
    [host.namespace, hostLink],
    [router, host.routerLink],
  ];
}

function delayQueue(delayMs: number, rateKbit: number | undefined): string[] {
  const available = canShapeDelay();
  if (!available.ok) throw new NetworkUnavailableError(available.reason);
  const delay = ['netem', 'limit', String(netemQueuePackets), 'delay', `${delayMs}ms`];
  return rateKbit ? [...delay, 'rate', `${rateKbit}kbit`] : delay;
}

function rateQueue(rateKbit: number): string[] {
  const burst = ['burst', String(burstBytes), 'latency', `${queueMs}ms`];
  return ['tbf', 'rate', `${rateKbit}kbit`, ...burst];
}
