import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

// OWASP Password Storage Cheat Sheet, argon2id: m = 19 MiB, t = 2, p = 1.
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;

/** @returns `argon2id$m=…,t=…,p=…$salt$tag`, the last two in base64url */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
  return `argon2id$${parameters}$${nonce.toString('base64url')}$${tag.toString('base64url')}`;
}

/** Compares in a time that does not depend on the password; a stored value of no known form is wrong. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return false;
  const expected = Buffer.from(match[5] ?? '', 'base64url');
  const tag = await derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: Buffer.from(match[4] ?? '', 'base64url'),
    memory: Number(match[1]),
    passes: Number(match[2]),
    parallelism: Number(match[3]),
    tagLength: expected.length,
  });
  return timingSafeEqual(tag, expected);
}

/** Whether it was made at another cost than today's: the next sign-in makes it anew. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(`argon2id$${parameters}$`);
}
