import { randomBytes } from 'node:crypto';
import { namespaceName, slotCount } from './names.ts';
import { tryRun } from './run.ts';

export type Availability = { readonly ok: true } | { readonly ok: false; readonly reason: string };

let known: Availability | undefined;
let delayKnown: Availability | undefined;

/**
 * Whether this process may make namespaces, links and filter rules. Tried once, by making one
 * namespace and removing it (some 25 ms); tests skip with the reason when it is not ok.
 */
export function canMakeNetworks(): Availability {
  return (known ??= probe());
}

/**
 * Whether `shape` can add delay: that takes perl and the kernel's tun devices.
 * Loss and rate do without it.
 */
export function canShapeDelay(): Availability {
  return (delayKnown ??= probeDelay());
}

function probe(): Availability {
  if (process.platform !== 'linux') return no('needs Linux');
  if (process.getuid?.() !== 0) return no('needs root');
  if (!tryRun('ip', ['-V']).ok) return no('needs the command ip (Debian: iproute2)');
  if (!tryRun('nft', ['--version']).ok) return no('needs the command nft (Debian: nftables)');
  return inProbeNamespace((namespace) => {
    const veth = ['link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth1'];
    const link = tryRun('ip', ['-n', namespace, ...veth]);
    if (!link.ok) return no(`no veth links here: ${link.stderr.trim()}`);
    const enter = ['netns', 'exec', namespace];
    const table = tryRun('ip', [...enter, 'nft', 'add', 'table', 'inet', 'beside']);
    return table.ok ? { ok: true } : no(`no nftables here: ${table.stderr.trim()}`);
  });
}

function probeDelay(): Availability {
  const networks = canMakeNetworks();
  if (!networks.ok) return networks;
  if (!tryRun('perl', ['-e', '1']).ok) return no('needs the command perl (Debian: perl-base)');
  return inProbeNamespace((namespace) => {
    const device = tryRun('ip', ['-n', namespace, 'tuntap', 'add', 'held', 'mode', 'tun']);
    return device.ok ? { ok: true } : no(`no tun devices here: ${device.stderr.trim()}`);
  });
}

function inProbeNamespace(probeIn: (namespace: string) => Availability): Availability {
  const namespace = namespaceName(slotCount, `probe-${randomBytes(3).toString('hex')}`);
  const added = tryRun('ip', ['netns', 'add', namespace]);
  if (!added.ok) return no(`no namespaces here: ${added.stderr.trim()}`);
  const result = probeIn(namespace);
  tryRun('ip', ['netns', 'del', namespace]);
  return result;
}

function no(reason: string): Availability {
  return { ok: false, reason };
}
