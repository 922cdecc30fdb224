import type { Router, WebRtcServer } from 'mediasoup/types';
import { CodedError } from '@beside/shared/protocol/errors';
import type { SfuNotices } from '@beside/shared/protocol/sfuContract';
import type { Log } from '../ops/log.ts';
import { limits } from '../policy/limits.ts';
import type { WorkerProcess } from '../workers/WorkerProcess.ts';
import { ask } from './ask.ts';
import { Peer } from './Peer.ts';
import type { PeerRoom } from './Peer.ts';

export type Tell = <K extends keyof SfuNotices>(name: K, notice: SfuNotices[K]) => void;

/**
 * The live part of one support request: a router on one worker, and its peers. It closes with its
 * last peer, or when asked; or its worker dies, and its peers are told that it is lost.
 */
export class Room implements PeerRoom {
  readonly id: string;
  readonly router: Promise<Router>;
  readonly webRtcServer: WebRtcServer;
  readonly log: Log;
  readonly #tell: Tell;
  readonly #peers = new Map<string, Peer>();
  readonly #leaveWorker: () => void;
  readonly #onClosed: () => void;
  #closed = false;
  #openRouter: Router | undefined;

  /** @param onClosed called once, whichever way it ended */
  constructor(
    id: string,
    {
      worker,
      tell,
      log,
      onClosed,
    }: {
      worker: WorkerProcess;
      tell: Tell;
      log: Log;
      onClosed: () => void;
    },
  ) {
    this.id = id;
    this.log = log;
    this.webRtcServer = worker.webRtcServer;
    this.#tell = tell;
    this.#onClosed = onClosed;
    this.#leaveWorker = worker.house(this);
    this.router = ask(this, () => worker.createRouter());
    this.router.then(
      (router) => this.#opened(router),
      (error: unknown) => this.#failed(error),
    );
    log.info({ roomId: id, workerPid: worker.pid }, 'room opened');
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#leaveWorker();
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#openRouter?.close();
    this.log.info({ roomId: this.id }, 'room closed');
    this.#onClosed();
  }

  workerLost(): void {
    if (this.#closed) return;
    this.close();
    this.#tell('room:lost', { roomId: this.id });
  }

  peers(): Iterable<Peer> {
    return this.#peers.values();
  }

  /** @throws CodedError('not-found') */
  peer(peerId: string): Peer {
    const peer = this.#peers.get(peerId);
    if (!peer) throw new CodedError('not-found');
    return peer;
  }

  /** Lets a peer in; one that is in already stays as it is. */
  async join(peerId: string, holder: string) {
    if (!this.#peers.has(peerId)) this.#admit(peerId, holder);
    const { rtpCapabilities } = await this.router;
    if (!this.#peers.has(peerId)) throw new CodedError('not-found');
    const others = [...this.#peers.values()].filter(({ id }) => id !== peerId);
    return {
      rtpCapabilities,
      producers: others.flatMap(({ offers }) => offers.producers),
      dataProducers: others.flatMap(({ offers }) => offers.dataProducers),
    };
  }

  /** Everything of the peer goes; the last one takes the room along. */
  leave(peerId: string): void {
    const peer = this.#peers.get(peerId);
    if (!peer) return;
    this.#peers.delete(peerId);
    peer.close();
    this.log.info({ roomId: this.id, peerId }, 'peer left');
    if (this.#peers.size === 0) this.close();
  }

  /** A lost room says that once, instead of the end of each thing that was in it. */
  tell: Tell = (name, notice) => {
    if (!this.#openRouter?.closed) this.#tell(name, notice);
  };

  #admit(peerId: string, holder: string): void {
    if (this.#peers.size >= limits.peersPerRoom) {
      throw new CodedError('rate-limited', 'relay-limit');
    }
    this.#peers.set(peerId, new Peer(peerId, holder, this));
    this.log.info({ roomId: this.id, peerId }, 'peer joined');
  }

  #opened(router: Router): void {
    this.#openRouter = router;
    if (this.#closed) router.close();
  }

  #failed(error: unknown): void {
    if (this.#closed) return;
    this.log.warn({ roomId: this.id, error }, 'room could not be opened');
    this.close();
  }
}
