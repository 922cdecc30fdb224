import * as z from 'zod';
import { endpointIdSchema } from '../domain/ids.ts';
import type { UserRight } from '../domain/rightsTable.ts';
import { availability } from './contract/availability.ts';
import { chat } from './contract/chat.ts';
import { codes } from './contract/codes.ts';
import { desk } from './contract/desk.ts';
import { files } from './contract/files.ts';
import { helper } from './contract/helper.ts';
import { link } from './contract/link.ts';
import { notifications } from './contract/notifications.ts';
import { notes } from './contract/notes.ts';
import { relay } from './contract/relay.ts';
import { replies } from './contract/replies.ts';
import { sealing } from './contract/sealing.ts';
import { sharing } from './contract/sharing.ts';
import { tab } from './contract/tab.ts';
import { team } from './contract/team.ts';
import { survey } from './contract/survey.ts';
import { traces } from './contract/traces.ts';
import { errorCodes, errorReasons, type WireError } from './errors.ts';

/** `auth` of the Socket.IO handshake. A technician is known by the cookie, a customer by the token. */
export const handshakeSchema = z.discriminatedUnion('party', [
  z.strictObject({
    protocol: z.int(),
    party: z.literal('customer'),
    endpoint: endpointIdSchema,
    token: z.string().max(128),
  }),
  z.strictObject({ protocol: z.int(), party: z.literal('technician'), endpoint: endpointIdSchema }),
]);
export type Handshake = z.input<typeof handshakeSchema>;

export const wireErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  reason: z.optional(z.enum(errorReasons)),
  retryable: z.boolean(),
  field: z.optional(z.string().max(64)),
  maxBytes: z.optional(z.int().positive()),
  traceId: z.string().max(64),
}) satisfies z.ZodType<WireError>;

/**
 * Everything a browser may ask over the socket: who may, what it hands over, what it gets. Answers
 * are `Reply<output>`; behind `bind()` on the server the input is trusted.
 */
export const requests = {
  ...desk.requests,
  ...team.requests,
  ...chat.requests,
  ...availability.requests,
  ...codes.requests,
  ...files.requests,
  ...notifications.requests,
  ...replies.requests,
  ...notes.requests,
  ...sharing.requests,
  ...helper.requests,
  ...tab.requests,
  ...survey.requests,
  ...link.requests,
  ...relay.requests,
} as const;

/** What a browser tells without waiting for an answer; a wrong one is answered by `refused`. */
export const notices = {
  ...chat.notices,
  ...team.notices,
  ...notifications.notices,
  ...helper.notices,
  ...link.notices,
  ...sealing.notices,
  ...traces.notices,
} as const;

/** What the server tells the browsers. */
export const told = {
  ...desk.told,
  ...team.told,
  ...chat.told,
  ...availability.told,
  ...codes.told,
  ...files.told,
  ...notifications.told,
  ...replies.told,
  ...notes.told,
  ...survey.told,
  ...helper.told,
  ...tab.told,
  ...link.told,
  ...sealing.told,
  ...relay.told,
  ...traces.told,
  refused: z.strictObject({ event: z.string().max(64), error: wireErrorSchema }),
  /** The server is going down or the right has gone; come back, or sign in again. */
  'socket:closing': z.strictObject({ why: z.enum(['draining', 'signed-out', 'replaced']) }),
  /** Something that the page should have been told may be missing: it asks as after a new connection. */
  'socket:behind': z.strictObject({}),
} as const;

/** The right without which a technician is refused; most events need none. */
export function rightFor(event: string): UserRight | undefined {
  const known: Record<string, { from: readonly string[]; needs?: UserRight }> = requests;
  return Object.hasOwn(known, event) ? known[event]?.needs : undefined;
}

export type RequestName = keyof typeof requests;
export type NoticeName = keyof typeof notices;
export type ToldName = keyof typeof told;
export type RequestInput<K extends RequestName> = z.input<(typeof requests)[K]['input']>;
export type ParsedRequest<K extends RequestName> = z.output<(typeof requests)[K]['input']>;
export type RequestOutput<K extends RequestName> = z.output<(typeof requests)[K]['output']>;
export type NoticeInput<K extends NoticeName> = z.input<(typeof notices)[K]['input']>;
export type ParsedNotice<K extends NoticeName> = z.output<(typeof notices)[K]['input']>;
export type Told<K extends ToldName> = z.output<(typeof told)[K]>;
