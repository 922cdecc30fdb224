import { randomBytes } from 'node:crypto';
import type { Reply } from '@beside/shared/protocol/errors';
import type { HelperEntry } from '@beside/shared/protocol/http';

const timeoutMs = 10_000;

export type Entered =
  { ok: true; token: string } | { ok: false; why: 'wrong-code' | 'too-fast' | 'unreachable' };

/** Exchanges the code for a token of this program's own making; a code is good for one. */
export async function enter(server: string, code: string): Promise<Entered> {
  const token = randomBytes(32).toString('base64url');
  const body: HelperEntry = { code, secret: token };
  try {
    const response = await fetch(`${server}/api/v1/helpers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const reply = (await response.json()) as Reply<unknown>;
    if (reply.ok) return { ok: true, token };
    if (reply.error.reason === 'wrong-code') return { ok: false, why: 'wrong-code' };
    if (reply.error.code === 'rate-limited') return { ok: false, why: 'too-fast' };
    return { ok: false, why: 'unreachable' };
  } catch {
    // No such host, no connection, no answer in time, or an answer that is not Beside's.
    return { ok: false, why: 'unreachable' };
  }
}
