import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import { sfuRequests } from '@beside/shared/protocol/sfuContract';
import type {
  SfuInput,
  SfuNotices,
  SfuOutput,
  SfuRequestName,
} from '@beside/shared/protocol/sfuContract';
import type { Log } from './ops/log.ts';
import { followMediasoupLog } from './ops/mediasoupLog.ts';
import { createHandlers } from './rooms/handlers.ts';
import { Rooms } from './rooms/Rooms.ts';
import { WorkerPool } from './workers/WorkerPool.ts';
import type { WorkerStats } from './workers/WorkerPool.ts';

export type { Log } from './ops/log.ts';

export interface SfuNodeOptions {
  /** Absolute path of mediasoup's worker. */
  workerBin: string;
  /** `0.0.0.0` or `::` without an announced address: every address of the machine. */
  listenIp: string;
  /** What browsers are told instead of the listen address: an address or a host name. */
  announcedAddress?: string;
  /** UDP and TCP; the second worker takes the next one, and so on. 0 takes free ones. */
  port: number;
  /** One for each core is all that helps; default 1. */
  workers?: number;
  log: Log;
}

export interface SfuStats {
  workers: WorkerStats[];
  rooms: number;
  peers: number;
  transports: number;
  producers: number;
  consumers: number;
  dataProducers: number;
  dataConsumers: number;
}

/** An SFU node in this process. Everything goes through the contract, as it would over a network. */
export interface SfuNode {
  /**
   * @throws CodedError 'bad-request' for what is not of the contract's shape or makes no sense,
   *   'not-found', 'conflict', 'rate-limited' with 'relay-limit', 'unavailable' with
   *   'relay-unavailable' while no worker runs
   */
  request<K extends SfuRequestName>(name: K, input: SfuInput<K>): Promise<SfuOutput<K>>;
  /** Listens until the returned function is called. */
  on<K extends keyof SfuNotices>(name: K, listener: (notice: SfuNotices[K]) => void): () => void;
  /**
   * Opens no room from now on, and waits until the last one has closed.
   *
   * @param limitMs the longest that it waits
   */
  drain(limitMs: number): Promise<void>;
  /** Whether a worker runs; the reason is for the person who runs the installation. */
  state(): { ready: true } | { ready: false; reason: string };
  stats(): SfuStats;
  /** Ends rooms and workers without a notice, and waits until the processes are gone. */
  close(): Promise<void>;
}

/** One request of the contract, as what is needed of its two schemas. */
interface Contract<K extends SfuRequestName> {
  input: {
    safeParse(
      value: unknown,
    ): { success: true; data: SfuInput<K> } | { success: false; error: Error };
  };
  output: { parse(value: unknown): SfuOutput<K> };
}

const contracts: { [K in SfuRequestName]: Contract<K> } = sfuRequests;

/** Resolves when every worker runs or has failed once; see {@link SfuNode.state}. */
export async function createSfuNode(options: SfuNodeOptions): Promise<SfuNode> {
  const { workers = 1, log, ...slot } = options;
  const notices = new TypedEmitter<SfuNotices>();
  const releaseLog = followMediasoupLog(log);
  const pool = await WorkerPool.start(workers, { ...slot, log });
  let closing: Promise<void> | undefined;

  const tell = <K extends keyof SfuNotices>(name: K, notice: SfuNotices[K]): void => {
    try {
      notices.emit(name, notice);
    } catch (error) {
      log.error({ notice: name, error }, 'a listener of the relay failed');
    }
  };
  const rooms = new Rooms({ pickWorker: () => pool.pick(), tell, log });
  const handlers = createHandlers(rooms);

  const refuse = (request: SfuRequestName, input: object, error: unknown) => {
    const roomId = 'roomId' in input ? input.roomId : undefined;
    const peerId = 'peerId' in input ? input.peerId : undefined;
    const known = error instanceof CodedError;
    const refusal = known ? error : new CodedError('internal', undefined, { cause: error });
    const { code, reason, cause } = refusal;
    log.debug({ request, roomId, peerId, code, reason, cause: String(cause) }, 'relay refuses');
    return refusal;
  };

  async function drain(limitMs: number): Promise<void> {
    const scope = new Scope();
    const limit = new Promise<void>((resolve) => scope.after(limitMs, resolve));
    await Promise.race([rooms.drain(), limit]);
    scope.close();
  }

  async function close(): Promise<void> {
    notices.clear();
    rooms.close();
    await pool.close();
    releaseLog();
  }

  return {
    async request(name, input) {
      if (closing) throw new CodedError('unavailable', 'relay-unavailable');
      if (!Object.hasOwn(contracts, name)) throw new CodedError('bad-request');
      const contract = contracts[name];
      const parsed = contract.input.safeParse(input);
      if (!parsed.success) throw new CodedError('bad-request', undefined, { cause: parsed.error });
      try {
        return contract.output.parse(await handlers[name](parsed.data));
      } catch (error) {
        throw refuse(name, parsed.data, error);
      }
    },
    on: (name, listener) => notices.on(name, listener),
    drain,
    state: () => (closing ? { ready: false, reason: 'the relay is closed' } : pool.state()),
    stats: () => ({ workers: pool.stats(), ...rooms.counts }),
    close: () => (closing ??= close()),
  };
}
