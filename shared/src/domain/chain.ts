export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** SHA-256 of the UTF-8 bytes of a text, in lower-case hex; the caller's own, since we are everywhere. */
export type Sha256 = (text: string) => string | Promise<string>;

/** What stands in place of the hash before the first one. */
export const firstHash = '0'.repeat(64);

/**
 * The one way to write a value down (RFC 8785): no white space, members in the order of their names
 * by UTF-16 code units, everything else as `JSON.stringify` has it.
 *
 * @throws RangeError for numbers that JSON has not got
 */
export function canonical(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no JSON number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join()}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** The hash of a row is that of this text. */
export const linkText = (previous: string, row: JsonObject): string =>
  `${previous}\n${canonical(row)}`;

/** A row as it is written down: `seq` is 1, 2, 3 … */
export interface Link {
  row: JsonObject;
  hash: string;
}

/** Where a chain ends, as whoever keeps it has said. */
export interface Head {
  rows: number;
  hash: string;
}

/**
 * What is wrong with a chain: `order`, where a row is missing, was put in or moved; `changed`, where
 * a row is not what was hashed; `end`, where rows were cut off, or added, after it was said where it
 * ends.
 */
export type ChainFault = { why: 'order' | 'changed' | 'end'; at: number };
export type Verdict = ({ ok: true } & Head) | ({ ok: false } & ChainFault);

/** Follows a chain from its first row on; what is found first is what is told. */
export async function verifyChain(
  links: AsyncIterable<Link> | Iterable<Link>,
  sha256: Sha256,
  end?: Head,
): Promise<Verdict> {
  let head: Head = { rows: 0, hash: firstHash };
  for await (const { row, hash } of links) {
    const at = head.rows + 1;
    if (row['seq'] !== at) return { ok: false, why: 'order', at };
    if ((await sha256(linkText(head.hash, row))) !== hash) return { ok: false, why: 'changed', at };
    head = { rows: at, hash };
  }
  const isWhole = !end || (end.rows === head.rows && end.hash === head.hash);
  return isWhole ? { ok: true, ...head } : { ok: false, why: 'end', at: head.rows };
}
