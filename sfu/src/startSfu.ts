import { randomUUID } from 'node:crypto';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';
import type { SfuConfig } from './config/config.ts';
import { openGateway } from './gateway/gateway.ts';
import { keepRegistered } from './gateway/keepRegistered.ts';
import { createSfuNode } from './node.ts';
import { createLoadMeter } from './ops/loadMeter.ts';
import type { Log } from './ops/log.ts';

/** A node of its own, as it runs. */
export interface RunningSfu {
  /** Where signaling reaches it, by its listen address. */
  url: string;
  state(): SfuNodeState;
  /** Where browsers reach it, over UDP and TCP. */
  mediaPorts: number[];
  /** Takes no more rooms, lets those that it has move away, and ends. Idempotent. */
  close(): Promise<void>;
}

/** @throws Error with one plain sentence where the control port cannot be had */
export async function startSfu(config: SfuConfig, log: Log): Promise<RunningSfu> {
  const { capacity, region, drainMs, media } = config;
  const { announcedAddress, ...listening } = media;
  const node = await createSfuNode({
    ...listening,
    log,
    ...(announcedAddress ? { announcedAddress } : {}),
  });
  const id = randomUUID();
  const loadOf = createLoadMeter(capacity);
  let draining = false;
  const state = (): SfuNodeState => {
    const stats = node.stats();
    const own = node.state();
    const load = Math.min(1_000, Math.round(loadOf(stats, performance.now()) * 1000) / 1000);
    const reason = own.ready ? null : own.reason.slice(0, 500);
    return { id, region, capacity, rooms: stats.rooms, load, draining, reason };
  };
  const gateway = await openGateway(config, { node, state, log }).catch(
    async (failure: unknown) => {
      await node.close();
      throw failure;
    },
  );

  const { register, secret } = config;
  const leave = register
    ? keepRegistered({ at: register.at, url: register.as ?? gateway.url, secret, log })
    : () => undefined;

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    draining = true;
    gateway.tellState();
    log.info({ rooms: node.stats().rooms, limitMs: drainMs }, 'draining');
    await node.drain(drainMs);
    leave();
    await gateway.close();
    await node.close();
  };
  const mediaPorts = node.stats().workers.map(({ port }) => port);
  return { url: gateway.url, state, mediaPorts, close: () => (closing ??= close()) };
}
