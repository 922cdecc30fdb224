import { CommandError, NetworkUnavailableError } from './errors.ts';
import { namespaceName, rootLinkName, slotAddress, slotCount } from './names.ts';
import { run, runIp } from './run.ts';
import { tearDown } from './teardown.ts';

/** One host of a network. */
export interface Host {
  readonly name: string;
  /** Its IPv4 address, which the other hosts and the root side reach. */
  readonly address: string;
  /** Its network namespace, as `ip netns` knows it. */
  readonly namespace: string;
  /** What to put before a command to run it on this host. */
  readonly execPrefix: readonly string[];
  /** The router's end of the host's link. */
  readonly routerLink: string;
}

export interface Topology {
  readonly slot: number;
  readonly serverAddress: string;
  readonly router: string;
  readonly hosts: readonly Host[];
}

/** The host's end of its link. */
export const hostLink = 'eth0';

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
  const hosts = hostNames.map((name, index) => {
    const namespace = namespaceName(slot, name);
    const address = slotAddress(slot, 4 * index + 6);
    const execPrefix = ['ip', 'netns', 'exec', namespace];
    return { name, address, namespace, execPrefix, routerLink: `host${index}` };
  });
  const router = namespaceName(slot, 'router');
  return { slot, serverAddress: slotAddress(slot, 1), router, hosts };
}

// The kernel refuses a second link of one name, which makes adding it the lock between processes.
function claim({ slot, router }: Topology): boolean {
  const link = `link add ${rootLinkName(slot)} type veth peer name root netns ${router}`;
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
        `address add ${routerAddress}/30 dev root`,
        'link set root up',
        ...hosts.flatMap(({ namespace, routerLink }, index) => [
          `link add ${routerLink} type veth peer name ${hostLink} netns ${namespace}`,
          `address add ${slotAddress(slot, 4 * index + 5)}/30 dev ${routerLink}`,
          `link set ${routerLink} up`,
        ]),
      ],
      router,
    );
    hosts.forEach(({ namespace, address }, index) => {
      const up = [`address add ${address}/30 dev ${hostLink}`, `link set ${hostLink} up`];
      const gateway = slotAddress(slot, 4 * index + 5);
      runIp(['link set lo up', ...up, `route add default via ${gateway}`], namespace);
    });
    const forward = 'echo 1 >/proc/sys/net/ipv4/ip_forward';
    run('ip', ['netns', 'exec', router, 'sh', '-c', forward]);
    return topology;
  } catch (error) {
    tearDown(slot, namespacesOf(topology));
    throw error;
  }
}
