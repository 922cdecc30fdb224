import { networkInterfaces } from 'node:os';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { Log } from '../ops/log.ts';
import { listenAddresses } from '../policy/listenAddresses.ts';
import { workerTimes } from '../policy/workerTimes.ts';
import { findOpenable } from './ports.ts';
import { WorkerProcess } from './WorkerProcess.ts';

export interface SlotOptions {
  workerBin: string;
  listenIp: string;
  announcedAddress?: string | undefined;
  /** 0 for a free one, which the slot then keeps. */
  port: number;
  log: Log;
}

type Phase =
  | { name: 'starting'; reason: string }
  | { name: 'running'; process: WorkerProcess }
  | { name: 'waiting'; reason: string }
  | { name: 'closed' };

/** The place of one worker on its port: puts another there whenever it dies or does not start. */
export class WorkerSlot {
  readonly #options: SlotOptions;
  readonly #scope = new Scope();
  #phase: Phase = { name: 'starting', reason: 'the media worker is starting' };
  #port: number;
  #failures = 0;
  #starting: Promise<void>;

  constructor(options: SlotOptions) {
    this.#options = options;
    this.#port = options.port;
    this.#starting = this.#start();
  }

  /** Settles with the first try, whether it worked or not. */
  get tried(): Promise<void> {
    return this.#starting;
  }

  /** The port in use, 0 as long as none was chosen. */
  get port(): number {
    return this.#port;
  }

  get process(): WorkerProcess | undefined {
    return this.#phase.name === 'running' ? this.#phase.process : undefined;
  }

  /** Why there is no process, for the person who runs the installation. */
  get reason(): string | undefined {
    if (this.#phase.name === 'running') return undefined;
    return this.#phase.name === 'closed' ? 'the relay is closed' : this.#phase.reason;
  }

  async close(): Promise<void> {
    const running = this.process;
    this.#phase = { name: 'closed' };
    this.#scope.close();
    await running?.close();
    await this.#starting;
  }

  /** Never rejects. */
  async #start(): Promise<void> {
    try {
      const process = await this.#open();
      if (this.#scope.closed) await process.close();
      else this.#running(process);
    } catch (failure) {
      const why = failure instanceof Error ? failure.message : String(failure);
      this.#again(`the media worker does not start: ${why}`);
    }
  }

  async #open(): Promise<WorkerProcess> {
    const { workerBin, listenIp, announcedAddress, log } = this.#options;
    const wanted = listenAddresses(listenIp, announcedAddress, networkInterfaces());
    const { port, addresses, left } = await findOpenable(wanted, this.#port);
    if (left.length > 0) log.warn({ port, left }, 'media port not opened on every address');
    const process = await WorkerProcess.start({
      workerBin,
      addresses,
      port,
      log,
      onDied: (reason) => this.#again(`the media worker died: ${reason}`),
    });
    this.#port = port;
    log.info({ pid: process.pid, port, ips: addresses.map(({ ip }) => ip) }, 'media worker runs');
    return process;
  }

  #running(process: WorkerProcess): void {
    this.#phase = { name: 'running', process };
    const failures = this.#failures;
    this.#scope.after(workerTimes.stableAfterMs, () => {
      if (this.process === process && this.#failures === failures) this.#failures = 0;
    });
  }

  #again(reason: string): void {
    if (this.#scope.closed) return;
    this.#phase = { name: 'waiting', reason };
    const delayMs = backoffMs(this.#failures, workerTimes.restart, Math.random());
    this.#failures += 1;
    this.#options.log.error({ reason, retryInMs: Math.round(delayMs) }, 'no media worker');
    this.#scope.after(delayMs, () => {
      this.#phase = { name: 'starting', reason };
      this.#starting = this.#start();
    });
  }
}
