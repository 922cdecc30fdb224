import { CommandError, NetworkUnavailableError } from './errors.ts';
import { namespaceName, rootLinkName, slotAddress, slotCount } from './names.ts';
import { run, runIp } from './run.ts';
import { tearDown } from './teardown.ts';

/** One host of a network. */
export interface Host {
  readonly name: string;
  /** Its IPv4 address, which the other hosts and the root side reach; another one after a move. */
  readonly address: string;
  /** Its network namespace, as `ip netns` knows it. */
  readonly namespace: string;
  /** What to put before a command to run it on this host. */
  readonly execPrefix: readonly string[];
  /** The router's end of the host's link. */
  readonly routerLink: string;
  /** Takes its address away. */
  unplug(): void;
  /** Gives it the one of its two addresses that it did not have last. */
  plugElsewhere(): void;
}

export interface Topology {
  readonly slot: number;
  readonly serverAddress: string;
  readonly router: string;
  readonly hosts: readonly Host[];
}

/** The host's end of its link. */
export const hostLink = 'eth0';
/** The router's end of the link to the root side. */
export const rootLink = 'root';

/** Where the second networks begin in a slot's /24. */
const otherNetworks = 128;
const slotAttempts = 50;
let made = 0;

/**
 * Makes the namespaces and links: every host and the root side on a /30 of their own, a router
 * namespace between them. The router forwards; the root namespace's settings stay as they are.
 * @throws CommandError when a command fails; nothing of the attempt is left then.
 */
export function buildTopology(hostNames: readonly string[]): Topology {
  const start = process.pid * 4 + made++;
  for (let attempt = 0; attempt < slotAttempts; attempt += 1) {
    const topology = plan((start + attempt * 997) % slotCount, hostNames);
    if (claim(topology)) return construct(topology);
  }
  throw new NetworkUnavailableError(`no free address range after ${slotAttempts} attempts`);
}

/** All namespaces of a topology, the router's included. */
export function namespacesOf({ router, hosts }: Topology): string[] {
  return [...hosts.map(({ namespace }) => namespace), router];
}

function plan(slot: number, hostNames: readonly string[]): Topology {
  const hosts = hostNames.map((name, index) => planHost(slot, name, index));
  const router = namespaceName(slot, 'router');
  return { slot, serverAddress: slotAddress(slot, 1), router, hosts };
}

/** A host has two /30 of its own: the one that it begins with, and the one that it can move to. */
function planHost(slot: number, name: string, index: number): Host {
  const namespace = namespaceName(slot, name);
  const [first, second] = [4 * index, otherNetworks + 4 * index];
  let network = first;
  return {
    name,
    namespace,
    execPrefix: ['ip', 'netns', 'exec', namespace],
    routerLink: `host${index}`,
    get address() {
      return slotAddress(slot, network + 6);
    },
    unplug: () => runIp([`address flush dev ${hostLink}`], namespace),
    plugElsewhere() {
      network = network === first ? second : first;
      runIp(addressLines(slot, network), namespace);
    },
  };
}

/** The address of a host in one of its networks, and the way out over the router's. */
function addressLines(slot: number, network: number): string[] {
  return [
    `address add ${slotAddress(slot, network + 6)}/30 dev ${hostLink}`,
    `route replace default via ${slotAddress(slot, network + 5)}`,
  ];
}

// The kernel refuses a second link of one name, which makes adding it the lock between processes.
function claim({ slot, router }: Topology): boolean {
  const link = `link add ${rootLinkName(slot)} type veth peer name ${rootLink} netns ${router}`;
  return (
    unlessTaken(() => runIp([`netns add ${router}`])) &&
    unlessTaken(
      () => runIp([link]),
      () => run('ip', ['netns', 'del', router]),
    )
  );
}

function unlessTaken(make: () => void, undo?: () => void): boolean {
  try {
    make();
    return true;
  } catch (error) {
    undo?.();
    if (error instanceof CommandError && error.stderr.includes('File exists')) return false;
    throw error;
  }
}

// No link makes itself an IPv6 address: it would be checked for a second or two and then appear,
// and a browser that was started meanwhile fails its first requests because "the network changed".
function construct(topology: Topology): Topology {
  const { slot, router, hosts } = topology;
  const link = rootLinkName(slot);
  const routerAddress = slotAddress(slot, 2);
  try {
    runIp([
      `link set ${link} addrgenmode none`,
      `address add ${topology.serverAddress}/30 dev ${link}`,
      `link set ${link} up`,
      `route add ${slotAddress(slot, 0)}/24 via ${routerAddress} dev ${link}`,
      ...hosts.map(({ namespace }) => `netns add ${namespace}`),
    ]);
    runIp(
      [
        'link set lo up',
        `address add ${routerAddress}/30 dev ${rootLink}`,
        `link set ${rootLink} addrgenmode none`,
        `link set ${rootLink} up`,
        ...hosts.flatMap(({ namespace, routerLink }, index) => [
          `link add ${routerLink} type veth peer name ${hostLink} netns ${namespace}`,
          `address add ${slotAddress(slot, 4 * index + 5)}/30 dev ${routerLink}`,
          `address add ${slotAddress(slot, otherNetworks + 4 * index + 5)}/30 dev ${routerLink}`,
          `link set ${routerLink} addrgenmode none`,
          `link set ${routerLink} up`,
        ]),
      ],
      router,
    );
    hosts.forEach(({ namespace }, index) => {
      const up = [`link set ${hostLink} addrgenmode none`, `link set ${hostLink} up`];
      runIp(['link set lo up', ...up, ...addressLines(slot, 4 * index)], namespace);
    });
    const forward = 'echo 1 >/proc/sys/net/ipv4/ip_forward';
    run('ip', ['netns', 'exec', router, 'sh', '-c', forward]);
    return topology;
  } catch (error) {
    tearDown(slot, namespacesOf(topology));
    throw error;
  }
}
