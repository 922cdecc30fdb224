import type { TextPrint } from '@beside/shared/protocol/tabMessages';

/** The two largest primes below 2^26: what is multiplied stays exact in a double. */
const primes = [67_108_859, 67_108_837] as const;

/** What recognises a text inside another one without saying it. The base is by chance, for each print. */
export function printOf(text: string): TextPrint {
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1));
  const base = (chance % (primes[1] - 65_536)) + 65_536;
  const [first, second] = primes.map((prime) => hashOf(text, base, prime));
  return { length: text.length, base, hashes: [first ?? 0, second ?? 0] };
}

/** Whether the text that was printed is a part of this one. Rabin and Karp's way: one pass, whatever its length. */
export function holdsPrinted(text: string, { length, base, hashes }: TextPrint): boolean {
  if (length === 0 || length > text.length) return false;
  const rolling = primes.map((prime, at) => ({
    prime,
    due: hashes[at],
    hash: hashOf(text.slice(0, length), base, prime),
    leading: powerOf(base, length - 1, prime),
  }));
  for (let end = length; ; end += 1) {
    if (rolling.every(({ hash, due }) => hash === due)) return true;
    if (end === text.length) return false;
    for (const each of rolling) {
      const { prime, leading } = each;
      const without = each.hash - ((text.charCodeAt(end - length) * leading) % prime) + prime;
      each.hash = (((without * base) % prime) + text.charCodeAt(end)) % prime;
    }
  }
}

function hashOf(text: string, base: number, prime: number): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = (((hash * base) % prime) + text.charCodeAt(at)) % prime;
  }
  return hash;
}

function powerOf(base: number, exponent: number, prime: number): number {
  let power = 1;
  for (let left = 0; left < exponent; left += 1) power = (power * base) % prime;
  return power;
}
