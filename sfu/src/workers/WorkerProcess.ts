import type { Router, WebRtcServer, Worker } from 'mediasoup/types';
import { Scope } from '@beside/shared/lib/scope';
import type { Log } from '../ops/log.ts';
import { mediaCodecs } from '../policy/codecs.ts';
import type { ListenAddress } from '../policy/listenAddresses.ts';
import { udpBuffers } from '../policy/transports.ts';
import { workerTimes } from '../policy/workerTimes.ts';
import { spawnWorker } from './spawnWorker.ts';

/** What lives in a worker and ends with it. */
export interface Tenant {
  /** The worker is gone, and with it everything that it held. */
  workerLost(): void;
}

/** A worker's own account of itself, some seconds old. */
export interface WorkerUsage {
  peakMemoryBytes: number;
  /** User and system time since its start. */
  cpuMs: number;
}

/** One mediasoup process with its one port, from start to end; it does not come back. */
export class WorkerProcess {
  readonly webRtcServer: WebRtcServer;
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #scope = new Scope();
  readonly #tenants = new Set<Tenant>();
  readonly #onDied: (reason: string) => void;
  #missedProbes = 0;
  #usage: WorkerUsage | undefined;

  /** @throws Error with the reason when the process does not run or its port cannot be opened */
  static async start(options: {
    workerBin: string;
    addresses: readonly ListenAddress[];
    port: number;
    log: Log;
    onDied: (reason: string) => void;
  }): Promise<WorkerProcess> {
    const { workerBin, addresses, port, log, onDied } = options;
    const worker = await spawnWorker(workerBin, workerTimes.startLimitMs);
    try {
      const listenInfos = addresses.flatMap((address) => [
        { ...address, port, protocol: 'udp' as const, ...udpBuffers },
        { ...address, port, protocol: 'tcp' as const },
      ]);
      const webRtcServer = await worker.createWebRtcServer({ listenInfos });
      return new WorkerProcess(worker, webRtcServer, log, onDied);
    } catch (failure) {
      await endProcess(worker, log);
      throw failure;
    }
  }

  private constructor(
    worker: Worker,
    webRtcServer: WebRtcServer,
    log: Log,
    onDied: (reason: string) => void,
  ) {
    this.#worker = worker;
    this.webRtcServer = webRtcServer;
    this.#log = log;
    this.#onDied = onDied;
    worker.on('died', (error) => this.#died(error.message));
    this.#probe();
    this.#scope.every(workerTimes.probeEveryMs, () => this.#probe());
  }

  get pid(): number {
    return this.#worker.pid;
  }

  get roomCount(): number {
    return this.#tenants.size;
  }

  get usage(): WorkerUsage | undefined {
    return this.#usage;
  }

  /** Ends the process, and waits until it is gone. Its tenants are the caller's to close before. */
  async close(): Promise<void> {
    this.#scope.close();
    this.#tenants.clear();
    await endProcess(this.#worker, this.#log);
  }

  /** Takes a tenant in, who is told when the process dies; the returned function lets it go. */
  house(tenant: Tenant): () => void {
    this.#tenants.add(tenant);
    return () => this.#tenants.delete(tenant);
  }

  createRouter(): Promise<Router> {
    return this.#worker.createRouter({ mediaCodecs });
  }

  #died(reason: string): void {
    this.#scope.close();
    const tenants = [...this.#tenants];
    this.#tenants.clear();
    for (const tenant of tenants) tenant.workerLost();
    this.#onDied(reason);
  }

  /** A process that stands still is as bad as a dead one, but only death is told. */
  #probe(): void {
    if (this.#missedProbes >= workerTimes.probesMissed) {
      this.#log.error({ pid: this.pid }, 'media worker does not answer, killing it');
      kill(this.pid);
      return;
    }
    this.#missedProbes += 1;
    this.#worker.getResourceUsage().then(
      ({ ru_maxrss, ru_utime, ru_stime }) => {
        this.#missedProbes = 0;
        this.#usage = { peakMemoryBytes: ru_maxrss * 1024, cpuMs: ru_utime + ru_stime };
      },
      (error: unknown) => this.#log.debug({ pid: this.pid, error }, 'media worker gave no figures'),
    );
  }
}

async function endProcess(worker: Worker, log: Log): Promise<void> {
  worker.close();
  if (worker.subprocessClosed) return;
  const scope = new Scope();
  const gone = new Promise<void>((resolve) => worker.once('subprocessclose', resolve));
  scope.after(workerTimes.closeLimitMs, () => {
    log.warn({ pid: worker.pid }, 'media worker does not end, killing it');
    kill(worker.pid);
  });
  try {
    await gone;
  } finally {
    scope.close();
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (failure) {
    // It ended by itself in between.
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'ESRCH')) throw failure;
  }
}
