import { parseArgs } from 'node:util';
import { accessCodeSchema } from '@beside/shared/protocol/http';

export type Arguments =
  | { kind: 'help' }
  | { kind: 'wrong'; why: 'usage' | 'wrong-server' | 'unsafe-server' | 'wrong-code-shape' }
  /** `server` is an origin, `code` nine digits. */
  | { kind: 'start'; server: string; code: string };

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param words what stands behind the program's name on the command line */
export function readArguments(words: readonly string[]): Arguments {
  const given = parse(words);
  if (!given) return { kind: 'wrong', why: 'usage' };
  if (given.help) return { kind: 'help' };
  if (given.server === undefined || given.code === undefined)
    return { kind: 'wrong', why: 'usage' };
  const url = URL.canParse(given.server) ? new URL(given.server) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return { kind: 'wrong', why: 'wrong-server' };
  }
  // Whoever can change what comes over an open line could type here.
  if (url.protocol === 'http:' && !loopback.has(url.hostname)) {
    return { kind: 'wrong', why: 'unsafe-server' };
  }
  const code = accessCodeSchema.safeParse(given.code);
  if (!code.success) return { kind: 'wrong', why: 'wrong-code-shape' };
  return { kind: 'start', server: url.origin, code: code.data };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        code: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch {
    // Whatever it was: the usage says what is understood.
    return undefined;
  }
}
