import { createShardedAdapter } from '@socket.io/redis-adapter';
import { createClient } from 'redis';
import type { Logger } from '../../ops/log.ts';

/** A Redis that is back is found within half a second: what was missed is caught up after that. */
const retry = { baseMs: 50, maxMs: 500 };
const connectTimeoutMs = 2_000;
/** A line that is dead without a word is noticed by what does not come back on it. */
const pingEveryMs = 1_000;
const maxSilenceMs = 4_000;
/** What waits for a Redis that does not answer; beyond, it counts as not told. */
const maxWaiting = 20_000;

/** What the nodes of signaling tell each other by. */
export interface Redis {
  adapter: ReturnType<typeof createShardedAdapter>;
  /** What the nodes count by, together. */
  counting: unknown;
  /** Resolves when both connections stand, or when that takes longer than a start should. */
  readonly tried: Promise<void>;
  readonly isHere: boolean;
  /** @param listener hears whether something that was told has not got to the others */
  onReturn(listener: (hasLost: boolean) => void): void;
  close(): void;
}

type Hear = (message: Buffer, channel: Buffer) => void;

function connect(url: string) {
  return createClient({
    url,
    name: 'beside',
    disableOfflineQueue: true,
    commandsQueueMaxLength: maxWaiting,
    pingInterval: pingEveryMs,
    socket: {
      socketTimeout: maxSilenceMs,
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (tries) => Math.min(retry.maxMs, retry.baseMs * 2 ** tries),
    },
  });
}

/**
 * Opens two connections to Redis, one to tell and one to hear, and keeps trying. While it is away
 * nothing waits for it: what is told reaches this node's own sockets, and is lost to the others.
 *
 * @param prefix of the channels, which are the installation's own on a Redis that others use as well
 */
export function openRedis(url: string, prefix: string, log: Logger): Redis {
  const [telling, hearing] = [connect(url), connect(url)];
  const both = [telling, hearing];
  const listeners: ((hasLost: boolean) => void)[] = [];
  const channels = new Map<string, Hear>();
  const arrived: PromiseWithResolvers<void> = Promise.withResolvers();
  let isHere = false;
  let hasLost = false;
  let lastFailure: unknown;
  let closed = false;

  const subscribe = async (): Promise<void> => {
    for (const [channel, hear] of channels) await hearing.sSubscribe(channel, hear, true);
  };
  const left = (failure?: unknown): void => {
    lastFailure = failure ?? lastFailure;
    if (!isHere || closed) return;
    isHere = false;
    log.warn({ err: lastFailure }, 'Redis is away: nodes do not hear from each other');
  };
  const came = async (): Promise<void> => {
    if (isHere || closed || !both.every(({ isReady }) => isReady)) return;
    await subscribe();
    isHere = true;
    arrived.resolve();
    log.info({}, 'Redis is here');
    const lost = hasLost;
    hasLost = false;
    for (const listener of listeners) listener(lost);
  };

  for (const one of both) {
    one.on('error', left);
    one.on('reconnecting', () => left());
    one.on('ready', () => void came().catch(left));
    // It tries for ever; what it cannot do is told as an error.
    one.connect().catch(left);
  }
  const startLimit = setTimeout(() => {
    if (!isHere) log.warn({ err: lastFailure }, 'Redis was not reached; it is tried on');
    arrived.resolve();
  }, connectTimeoutMs);

  // The adapter waits for what these answer before it tells the sockets of this node.
  const client = {
    sPublish(channel: string, message: string) {
      telling.sPublish(channel, message).catch(() => (hasLost = true));
      return Promise.resolve();
    },
    async sSubscribe(channel: string, hear: Hear) {
      channels.set(channel, hear);
      if (hearing.isReady) await hearing.sSubscribe(channel, hear, true).catch(left);
    },
    sUnsubscribe: () => Promise.resolve(),
  };
  return {
    // One channel for all rooms: with one for each, a page would follow a room before its node does.
    adapter: createShardedAdapter(client, client, {
      channelPrefix: prefix,
      subscriptionMode: 'static',
    }),
    counting: telling,
    tried: arrived.promise.finally(() => clearTimeout(startLimit)),
    get isHere() {
      return isHere;
    },
    onReturn: (listener) => void listeners.push(listener),
    close() {
      closed = true;
      arrived.resolve();
      for (const one of both) one.destroy();
    },
  };
}
