import * as z from 'zod/mini';
import { canonical, type JsonObject } from './chain.ts';

/** Where a log ends, and of what it is; the installation signs the canonical form of this. */
export const unsealedHeadSchema = z.strictObject({
  format: z.enum(['beside-audit/1', 'beside-session/1']),
  /** The account's id, or the request's. */
  of: z.string(),
  rows: z.int().check(z.nonnegative()),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Of a request: who the installation says its technicians work for. */
  account: z.optional(z.string()),
  /** When it was signed. */
  at: z.int().check(z.nonnegative()),
});
export type UnsealedHead = z.infer<typeof unsealedHeadSchema>;

export const sealedHeadSchema = z.strictObject({
  head: unsealedHeadSchema,
  /** The installation's public key, Ed25519, in base64url. */
  key: z.string().check(z.regex(/^[\w-]{43}$/)),
  /** Over the UTF-8 bytes of the head's canonical form, in base64url. */
  signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});
export type SealedHead = z.infer<typeof sealedHeadSchema>;

/** What is signed. */
export const headText = (head: UnsealedHead): string =>
  canonical(JSON.parse(JSON.stringify(head)) as JsonObject);
