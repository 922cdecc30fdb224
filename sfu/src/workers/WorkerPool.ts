import { CodedError } from '@beside/shared/protocol/errors';
import { leastLoaded } from '../policy/leastLoaded.ts';
import type { WorkerProcess, WorkerUsage } from './WorkerProcess.ts';
import { WorkerSlot } from './WorkerSlot.ts';
import type { SlotOptions } from './WorkerSlot.ts';

export interface WorkerStats {
  /** `undefined` while none runs in this place. */
  pid: number | undefined;
  port: number;
  rooms: number;
  usage: WorkerUsage | undefined;
}

/** All workers of a node. They share nothing, so rooms are spread over them. */
export class WorkerPool {
  readonly #slots: WorkerSlot[];

  /** Resolves when every worker runs or has failed once; those are tried again. */
  static async start(count: number, options: SlotOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(count, options);
    await Promise.all(pool.#slots.map((slot) => slot.tried));
    return pool;
  }

  private constructor(count: number, options: SlotOptions) {
    this.#slots = Array.from(
      { length: count },
      (_, index) =>
        new WorkerSlot({ ...options, port: options.port === 0 ? 0 : options.port + index }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  /** Ready with one worker: rooms find a place, if a fuller one. */
  state(): { ready: true } | { ready: false; reason: string } {
    if (this.#running().length > 0) return { ready: true };
    return { ready: false, reason: this.#slots[0]?.reason ?? 'no media worker is configured' };
  }

  stats(): WorkerStats[] {
    return this.#slots.map(({ port, process }) => ({
      pid: process?.pid,
      port,
      rooms: process?.roomCount ?? 0,
      usage: process?.usage,
    }));
  }

  /** @throws CodedError('unavailable', 'relay-unavailable') while none runs */
  pick(): WorkerProcess {
    const process = leastLoaded(this.#running());
    if (!process) throw new CodedError('unavailable', 'relay-unavailable');
    return process;
  }

  #running(): WorkerProcess[] {
    return this.#slots.flatMap(({ process }) => process ?? []);
  }
}
