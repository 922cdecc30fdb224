import * as z from 'zod';
import { errorCodes, errorReasons } from './errors.ts';

// Both browsers and Node have it; this package knows the types of neither.
declare const URL: {
  new (
    text: string,
  ): Record<'protocol' | 'host' | 'pathname' | 'username' | 'password' | 'search' | 'hash', string>;
  canParse(text: string): boolean;
};

/**
 * How signaling and an SFU node speak when they are two processes: JSON frames over one WebSocket
 * that signaling opens. Both prove that they know `SFU_SECRET` before anything else is said.
 */
export const sfuLinkVersion = 1;
export const sfuLinkPath = '/sfu/v1';
/** Where a node tells signaling of itself: by POST, as {@link sfuRegistrationSchema}. */
export const sfuRegisterPath = '/sfu/nodes';

/** Times in milliseconds, sizes in bytes. */
export const sfuLinkLimits = {
  /** What one frame may hold; the largest, of RTP capabilities, are near 20 KiB. */
  maxFrameBytes: 256 * 1024,
  /** From the first byte to the end of the proofs. */
  handshakeMs: 2_000,
  /** A node answers within milliseconds; people wait for their picture meanwhile. */
  requestMs: 3_000,
  /** Requests under way on one connection. */
  maxPending: 1_024,
  /** What may wait to be sent to an end that does not read. */
  maxBufferedBytes: 4 * 1024 * 1024,
  /** Signaling pings this often, and gives a node up that leaves this many unanswered: in 1 s. */
  pingEveryMs: 250,
  missedPings: 4,
  /** A node that hears nothing for so long lets the connection go. */
  silentMs: 10_000,
  /** A node that registers itself says so often that it is there … */
  registerEveryMs: 5_000,
  /** … and is looked for so long after it has last said so. */
  registeredMs: 300_000,
  /** Clocks may differ by so much. */
  clockSkewMs: 60_000,
  /** A node says this often how full it is. */
  stateEveryMs: 1_000,
} as const;

const nonce = z.string().regex(/^[\w-]{43}$/);
const count = z.int().min(0).max(1_000_000);
const requestNumber = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

/** What a node says of itself: at first, every second, and when it changes. */
export const sfuNodeStateSchema = z.strictObject({
  /** Of this run of the process: with another one, everything is gone that it held. */
  id: z.uuid(),
  region: z.string().max(64),
  /** Sessions that it is meant for. */
  capacity: z.int().min(1).max(1_000_000),
  rooms: count,
  /** 0: idle; 1: full. */
  load: z.number().min(0).max(1_000),
  /** It takes no new rooms, and ends when the last one has gone. */
  draining: z.boolean(),
  /** Why it relays nothing at the moment, for the person who runs it; null: it does. */
  reason: z.nullable(z.string().max(500)),
});

/** A node that tells where it is reached; the proof is the HMAC-SHA-256 of {@link registrationText}. */
export const sfuRegistrationSchema = z.strictObject({
  url: z.string().max(300),
  /** When it was said, in ms since 1970. */
  at: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  proof: nonce,
});

export const fromSfuNode = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('challenge'), version: z.int(), nonce }),
  z.strictObject({ type: z.literal('welcome'), proof: nonce, state: sfuNodeStateSchema }),
  z.strictObject({ type: z.literal('state'), state: sfuNodeStateSchema }),
  z.strictObject({ type: z.literal('done'), id: requestNumber, output: z.unknown() }),
  z.strictObject({
    type: z.literal('refused'),
    id: requestNumber,
    code: z.enum(errorCodes),
    reason: z.optional(z.enum(errorReasons)),
  }),
  z.strictObject({ type: z.literal('notice'), name: z.string().max(64), notice: z.unknown() }),
]);

export const fromSignaling = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prove'), nonce, proof: nonce }),
  z.strictObject({
    type: z.literal('ask'),
    id: requestNumber,
    name: z.string().max(64),
    input: z.unknown(),
  }),
]);

export type SfuRegistration = z.infer<typeof sfuRegistrationSchema>;

/** What the proof of a registration is made of. */
export function registrationText({ url, at }: Pick<SfuRegistration, 'url' | 'at'>): string {
  return `beside sfu registration\n${url}\n${at}`;
}

/** @returns the address as `ws://host…` or `wss://host…`, without a slash at its end; or undefined */
export function readNodeUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^(ws|http)s?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return undefined;
  }
  return `${url.protocol.replace('http', 'ws')}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}

export type SfuNodeState = z.infer<typeof sfuNodeStateSchema>;
export type FromSfuNode = z.infer<typeof fromSfuNode>;
export type FromSignaling = z.infer<typeof fromSignaling>;

/**
 * What each end's proof is the HMAC-SHA-256 of, in base64url, with `SFU_SECRET` as its key. It names
 * the end that proves, so that nobody can answer with what they were told.
 */
export function proofText(
  end: 'signaling' | 'node',
  nonces: { node: string; signaling: string },
): string {
  return `beside sfu ${sfuLinkVersion} ${end} ${nonces.node} ${nonces.signaling}`;
}

/**
 * One frame of the other end.
 *
 * @returns undefined for what is none
 */
export function readFrame<T>(
  schema: { safeParse(value: unknown): { success: boolean; data?: T | undefined } },
  text: string,
): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
