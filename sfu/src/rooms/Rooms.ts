import { CodedError } from '@beside/shared/protocol/errors';
import type { Log } from '../ops/log.ts';
import type { WorkerProcess } from '../workers/WorkerProcess.ts';
import type { Peer } from './Peer.ts';
import { Room } from './Room.ts';
import type { Tell } from './Room.ts';

interface RoomsOptions {
  /** @throws CodedError('unavailable') where no worker runs */
  pickWorker: () => WorkerProcess;
  tell: Tell;
  log: Log;
}

/** All rooms of a node. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();
  #draining = false;
  #onEmpty: (() => void) | undefined;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** How many there are of everything. */
  get counts() {
    const rooms = [...this.#rooms.values()];
    const peers = rooms.flatMap((room) => [...room.peers()]);
    const sum = (of: (counts: Peer['counts']) => number): number =>
      peers.reduce((total, { counts }) => total + of(counts), 0);
    return {
      rooms: rooms.length,
      peers: peers.length,
      transports: sum(({ transports }) => transports),
      producers: sum(({ producers }) => producers),
      consumers: sum(({ consumers }) => consumers),
      dataProducers: sum(({ dataProducers }) => dataProducers),
      dataConsumers: sum(({ dataConsumers }) => dataConsumers),
    };
  }

  close(): void {
    for (const room of [...this.#rooms.values()]) room.close();
  }

  /** No room is opened from now on. @returns when the last one has closed */
  drain(): Promise<void> {
    this.#draining = true;
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      this.#checkEmpty();
    });
  }

  ids(): string[] {
    return [...this.#rooms.keys()];
  }

  join(where: { roomId: string; peerId: string; holder: string }): ReturnType<Room['join']> {
    const { roomId, peerId, holder } = where;
    return (this.#rooms.get(roomId) ?? this.#open(roomId)).join(peerId, holder);
  }

  leave(roomId: string, peerId: string): void {
    this.#rooms.get(roomId)?.leave(peerId);
  }

  closeRoom(roomId: string): void {
    this.#rooms.get(roomId)?.close();
  }

  peersOf(roomId: string): { peerId: string; holder: string }[] {
    const peers = this.#rooms.get(roomId)?.peers() ?? [];
    return [...peers].map(({ id: peerId, holder }) => ({ peerId, holder }));
  }

  /** @throws CodedError('not-found') */
  peer({ roomId, peerId }: { roomId: string; peerId: string }): Peer {
    const room = this.#rooms.get(roomId);
    if (!room) throw new CodedError('not-found');
    return room.peer(peerId);
  }

  #open(roomId: string): Room {
    if (this.#draining) throw new CodedError('unavailable', 'relay-unavailable');
    const { pickWorker, tell, log } = this.#options;
    const onClosed = (): void => {
      this.#rooms.delete(roomId);
      this.#checkEmpty();
    };
    const room = new Room(roomId, { worker: pickWorker(), tell, log, onClosed });
    this.#rooms.set(roomId, room);
    return room;
  }

  #checkEmpty(): void {
    if (this.#rooms.size === 0) this.#onEmpty?.();
  }
}
