import type { RequestId } from '@beside/shared/domain/ids';
import type {
  SfuInput,
  SfuNotices,
  SfuOutput,
  SfuRequestName,
} from '@beside/shared/protocol/sfuContract';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';

/** What the SFU nodes tell, and what becomes of them. */
export type SfuEvents = SfuNotices & {
  /** It can be asked from now on. */
  'node:came': { id: string };
  /** It says something else of itself than before. */
  'node:changed': SfuNodeState;
  /** It is not heard any more. Whatever it held is lost. */
  'node:gone': { id: string };
};

/** The SFU nodes that this node of signaling knows. */
export interface SfuNodes {
  /** Resolves when each of them has been tried once: who is not here by then is away. */
  readonly tried: Promise<void>;
  /** Those that can be asked now. */
  reachable(): SfuNodeState[];
  /**
   * @param id of the node
   * @throws CodedError as the node says, or 'unavailable' when it is away or does not answer
   */
  request<K extends SfuRequestName>(id: string, name: K, input: SfuInput<K>): Promise<SfuOutput<K>>;
  on<K extends keyof SfuEvents>(name: K, listener: (event: SfuEvents[K]) => void): () => void;
  /** Whether any node relays; the reason is for the person who runs the installation. */
  state(): { ready: true } | { ready: false; reason: string };
}

/** Where SFU nodes are that have registered themselves. */
export interface SfuRegistrations {
  renew(url: string, until: number): Promise<void>;
  list(now: number): Promise<string[]>;
  /** Drops what had run out by then. */
  forget(before: number): Promise<void>;
}

/** Which SFU node relays a session. */
export interface RelayPlace {
  requestId: RequestId;
  /** The node's id; `null`: none. */
  node: string | null;
  /** Rises by one with each node that the session is placed on; never falls. */
  epoch: number;
}

/** The places of all sessions, over all accounts: who may ask has been decided before. */
export interface RelayPlaces {
  find(id: RequestId): Promise<RelayPlace | undefined>;
  /**
   * Places the session on a node, unless it was placed after that epoch.
   *
   * @param afterEpoch of the place that is known; 0 where there was none
   * @returns the place as it stands now; somebody else's where they were faster
   * @throws CodedError('not-found') where there is no such request
   */
  place(id: RequestId, node: string, afterEpoch: number): Promise<RelayPlace>;
  /** Gives this place up. @returns false where the session had left it already */
  vacate(id: RequestId, epoch: number): Promise<boolean>;
  /** Gives up all places on a node. @returns what stood there before */
  vacateNode(node: string): Promise<RelayPlace[]>;
  /** The first places on a node. */
  onNode(node: string, limit: number): Promise<RelayPlace[]>;
}
