import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { GatewayServer } from '../caller.ts';
import type { Redis } from './openRedis.ts';

/** What a node tells the others, each of which keeps its own sockets in order. */
export interface News {
  'sessions:ended': { tokenHashes: readonly string[] };
  'session:moved': { from: string; to: string };
  'sight:changed': { accountId: AccountId; technicianId: UserId };
  /** What was told before may not have come. */
  'news:lost': Record<string, never>;
}

export interface NodeNews {
  /** To all other nodes. */
  tell<K extends keyof News>(name: K, news: News[K]): void;
  on<K extends keyof News>(name: K, listener: (news: News[K]) => void): void;
}

/** @param redis undefined: this node is the only one */
export function createNodeNews(server: GatewayServer, redis: Redis | undefined): NodeNews {
  return {
    tell(name, news) {
      if (redis) server.serverSideEmit(name, ...([news] as never));
    },
    on: (name, listener) => void server.on(name, listener as never),
  };
}
