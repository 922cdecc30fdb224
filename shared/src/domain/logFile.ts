import { verifyChain, type Json, type JsonObject, type Link } from './chain.ts';
import { headText, sealedHeadSchema, type SealedHead } from './sealedHead.ts';

/** A log as somebody has it in a file. */
export interface LogFile {
  links: Link[];
  end: SealedHead;
}

/** What checking needs of whoever checks. */
export interface LogCrypto {
  sha256(text: string): string | Promise<string>;
  /** Ed25519; key and signature in base64url. */
  isSigned(text: string, signature: string, key: string): boolean | Promise<boolean>;
}

/**
 * What is wrong with a file, beside its chain: `unreadable`, it is no log; `signature`, the end was
 * not signed by the key that it names; `key`, it was, but that is not the key of the installation.
 */
export type FileVerdict =
  | { ok: true; file: LogFile }
  | { ok: false; why: 'unreadable' | 'signature' | 'key' }
  | { ok: false; why: 'order' | 'changed' | 'end'; at: number };

/**
 * Reads a log: one JSON document with its `rows` and its `end`, or JSON lines, the last of which is
 * the end. `undefined`: it is none.
 */
export function readLog(text: string): LogFile | undefined {
  try {
    const first = text.trimStart().startsWith('{') && parse(text);
    if (first) return fileOf(first['rows'], first['end']);
    const [, ...lines] = text.trim().split('\n');
    const end = parse(lines.pop() ?? '');
    return fileOf(
      lines.map((line) => JSON.parse(line) as Json),
      end,
    );
  } catch {
    return undefined;
  }
}

/** `undefined` for what is no JSON by itself, as several lines are not. */
function parse(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}

function fileOf(rows: Json | undefined, end: Json | undefined): LogFile | undefined {
  const sealed = sealedHeadSchema.safeParse(end);
  if (!sealed.success || !Array.isArray(rows)) return undefined;
  const links = (rows as Json[]).map((row): Link => {
    const { hash, ...rest } = row as JsonObject;
    if (typeof hash !== 'string') throw new TypeError('a row without a hash');
    return { row: rest, hash };
  });
  return { links, end: sealed.data };
}

/** @param key the installation's own, where it is known */
export async function verifyLog(
  text: string,
  { sha256, isSigned }: LogCrypto,
  key?: string,
): Promise<FileVerdict> {
  const file = readLog(text);
  if (!file) return { ok: false, why: 'unreadable' };
  const { head, key: named, signature } = file.end;
  if (!(await isSigned(headText(head), signature, named))) {
    return { ok: false, why: 'signature' };
  }
  if (key !== undefined && key !== named) return { ok: false, why: 'key' };
  const verdict = await verifyChain(file.links, sha256, { rows: head.rows, hash: head.hash });
  if (!verdict.ok) return verdict;
  // A whole chain, but of something else.
  const of = head.format === 'beside-audit/1' ? 'account' : 'request';
  const isItsOwn = file.links.every(({ row }) => row[of] === head.of);
  return isItsOwn ? { ok: true, file } : { ok: false, why: 'changed', at: 1 };
}
