import { atExit } from './atExit.ts';
import { canMakeNetworks } from './canMakeNetworks.ts';
import { startDelay, type Delay } from './delaying.ts';
import { NetworkUnavailableError } from './errors.ts';
import { createFirewall, type AddressPair } from './firewall.ts';
import { writeNames } from './hostNames.ts';
import { limitRate, type Shape } from './shaping.ts';
import { sweepStale, tearDown } from './teardown.ts';
import { buildTopology, namespacesOf, rootLink, type Host, type Topology } from './topology.ts';

/** Where a name of a peer is asked for, this one means the root side, where servers listen. */
const serverPeer = 'server';

export interface BlockOptions {
  /** `both` (the default), or `forth`: only from the first named to the second. */
  readonly direction?: 'both' | 'forth';
}

/**
 * Hosts with namespaces of their own around a router. A peer is a host's name or `server`.
 * Blocks drop packets silently, of flows that already stand too. Unknown names throw RangeError.
 */
export interface Network {
  /** The address at which hosts reach a server that listens on it, or on 0.0.0.0, outside. */
  readonly serverAddress: string;
  host(name: string): Host;
  /** Drops UDP between two peers; TCP and the rest still pass. */
  blockUdpBetween(a: string, b: string, options?: BlockOptions): void;
  /** Drops everything between two peers. */
  blockAllBetween(a: string, b: string, options?: BlockOptions): void;
  /** Lets a host reach others by this TCP port alone, as some companies do. `unblockAll` takes it back. */
  allowOnlyTcp(host: string, port: number): void;
  /** Takes back every block between two peers, both kinds, both directions. */
  unblockBetween(a: string, b: string): void;
  unblockAll(): void;
  /** Loses this share of the packets between two peers, 0 to 100, on top of what their lines lose. */
  loseBetween(a: string, b: string, percent: number, options?: BlockOptions): void;
  /**
   * Makes a host's line worse, in place of an earlier shape; see Shape for the units.
   * @throws NetworkUnavailableError when delay is asked for and `canShapeDelay()` is not ok.
   */
  shape(host: string, shape: Shape): Promise<void>;
  unshape(host: string): Promise<void>;
  /** Has programs that start on a host from now on find these names at another peer's address. */
  nameOn(host: string, names: readonly string[], at: string): void;
  /** Takes a host's address away, as when it leaves its network. Blocks and shapes go by address. */
  unplug(host: string): void;
  /** Gives a host another address than it had last. */
  plugElsewhere(host: string): void;
  /** Ends what still runs on the hosts and removes every namespace and link. Idempotent. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const maxHosts = 30;

/**
 * Makes a network, some 40 ms, and sweeps what killed runs left behind. It is also removed when
 * the process exits or gets SIGINT, SIGTERM or SIGHUP.
 * @throws NetworkUnavailableError when `canMakeNetworks()` is not ok; CommandError when the
 * set-up fails; RangeError for host names that are not unique, short and lower case.
 */
export async function createNetwork(options: { hosts: readonly string[] }): Promise<Network> {
  checkHostNames(options.hosts);
  const available = canMakeNetworks();
  if (!available.ok) throw new NetworkUnavailableError(available.reason);
  sweepStale();

  const topology = buildTopology(options.hosts);
  const forget = atExit(() => tearDown(topology.slot, namespacesOf(topology)));
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    forget();
    tearDown(topology.slot, namespacesOf(topology));
  };
  try {
    return networkOf(topology, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function networkOf(
  { serverAddress, router, hosts }: Topology,
  close: () => Promise<void>,
): Network {
  const firewall = createFirewall(router);
  const host = (name: string): Host => {
    const found = hosts.find((candidate) => candidate.name === name);
    if (!found) throw new RangeError(`no host named ${name}`);
    return found;
  };
  const addressOf = (peer: string): string =>
    peer === serverPeer ? serverAddress : host(peer).address;
  const pairs = (a: string, b: string, { direction }: BlockOptions = {}): AddressPair[] => {
    const forth: AddressPair = [addressOf(a), addressOf(b)];
    return direction === 'forth' ? [forth] : [forth, [forth[1], forth[0]]];
  };

  let starting: Promise<Delay> | undefined;
  const hold = async (address: string, delayMs: number, jitterMs: number): Promise<void> => {
    if (!starting && delayMs + jitterMs === 0) return;
    starting ??= startDelay(router, [rootLink, ...hosts.map(({ routerLink }) => routerLink)]);
    const delay = await starting;
    await delay.hold(address, delayMs, jitterMs);
  };
  const shape = async (name: string, wanted: Shape): Promise<void> => {
    const { delayMs = 0, jitterMs = 0, lossPercent = 0, rateKbit = 0 } = wanted;
    limitRate(host(name), router, rateKbit);
    firewall.setLoss(host(name).address, lossPercent);
    await hold(host(name).address, delayMs, jitterMs);
  };

  return {
    serverAddress,
    host,
    blockUdpBetween: (a, b, options) => firewall.block('udp', pairs(a, b, options)),
    blockAllBetween: (a, b, options) => firewall.block('all', pairs(a, b, options)),
    allowOnlyTcp: (name, port) => firewall.allowOnlyTcp(host(name).address, port),
    unblockBetween: (a, b) => firewall.unblock(pairs(a, b)),
    unblockAll: () => firewall.unblockAll(),
    loseBetween: (a, b, percent, options) => firewall.setLossBetween(pairs(a, b, options), percent),
    shape,
    unshape: (name) => shape(name, {}),
    nameOn: (name, names, at) => writeNames(host(name).namespace, addressOf(at), names),
    unplug: (name) => host(name).unplug(),
    plugElsewhere: (name) => host(name).plugElsewhere(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function checkHostNames(names: readonly string[]): void {
  const wellFormed = names.every((name) => /^[a-z][a-z0-9-]{0,20}$/.test(name));
  const taken = new Set([...names, serverPeer, 'router']);
  if (!wellFormed || taken.size !== names.length + 2 || names.length > maxHosts) {
    throw new RangeError(`host names must be unique, short and lower case: ${names.join(', ')}`);
  }
}
