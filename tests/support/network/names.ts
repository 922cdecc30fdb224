const prefix = 'beside';
const firstSecondOctet = 160;

/** How many networks of one machine can exist at a time: each is a 10.160-223.x.0/24. */
export const slotCount = 64 * 256;

/** The name of one host's namespace; the pid in it tells a later run whether it is stale. */
export function namespaceName(slot: number, host: string, pid = process.pid): string {
  return `${prefix}-${pid}-${slot}-${host}`;
}

/** What a namespace's name says, or undefined when the namespace is not one of ours. */
export function parseNamespaceName(name: string): { pid: number; slot: number } | undefined {
  const match = new RegExp(`^${prefix}-(\\d+)-(\\d+)-`).exec(name);
  return match ? { pid: Number(match[1]), slot: Number(match[2]) } : undefined;
}

/** The link in the root namespace that leads to the router. Its name is the lock on the slot. */
export function rootLinkName(slot: number): string {
  return `beside${slot}`;
}

/** `10.A.B.last`, an address in the slot's /24. */
export function slotAddress(slot: number, last: number): string {
  return `10.${firstSecondOctet + (slot >> 8)}.${slot & 255}.${last}`;
}
