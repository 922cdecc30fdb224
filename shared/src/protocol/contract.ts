import * as z from 'zod';
import { controlEnds, controlLevels } from '../domain/control.ts';
import {
  endpointIdSchema,
  linkIdSchema,
  messageIdSchema,
  portalIdSchema,
  requestIdSchema,
  userIdSchema,
  uuidSchema,
} from '../domain/ids.ts';
import {
  entrySchema,
  requestDetailsSchema,
  supportRequestSchema,
  timeSchema,
} from '../domain/request.ts';
import { statuses } from '../domain/availability.ts';
import { maxMessageLength } from '../domain/limits.ts';
import { surfaces } from '../domain/sharing.ts';
import { outcomes, parties } from '../domain/words.ts';
import { errorCodes, errorReasons, type WireError } from './errors.ts';
import { codesPerPage, entriesPerPage, maxSdpLength, requestsPerPage } from './limits.ts';
import {
  channelLabelSchema,
  dtlsParametersSchema,
  mediaKindSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpStreamParametersSchema,
  transportOptionsSchema,
} from './media.ts';
import { dataProducerNoteSchema, producerNoteSchema } from './sfuContract.ts';

/** The two roads a picture and a hand can take. */
export const linkPaths = ['direct', 'relay'] as const;
export const linkPathSchema = z.enum(linkPaths);
export type LinkPath = (typeof linkPaths)[number];

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
  traceId: z.string().max(64),
}) satisfies z.ZodType<WireError>;

const of = { requestId: requestIdSchema };
const nothing = z.strictObject({});
const changed = z.strictObject({ request: supportRequestSchema });

const customer = ['customer'] as const;
const technician = ['technician'] as const;
const both = parties;

const signalSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['offer', 'answer']), sdp: z.string().max(maxSdpLength) }),
  z.strictObject({
    type: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(1024),
      sdpMid: z.optional(z.nullable(z.string().max(32))),
      sdpMLineIndex: z.optional(z.nullable(z.int().min(0).max(64))),
      usernameFragment: z.optional(z.nullable(z.string().max(256))),
    }),
  }),
  /** simple-peer's ways to ask the initiator for a new offer or a media section. */
  z.strictObject({ type: z.literal('renegotiate') }),
  z.strictObject({ type: z.literal('transceiver'), kind: mediaKindSchema }),
]);
export type LinkSignal = z.infer<typeof signalSchema>;

export const iceServerSchema = z.strictObject({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
});

/** Where an alert comes from (rule T6); its colour, and never only its colour, says so. */
export const alertOrigins = ['box', 'button', 'match', 'transfer', 'invitation'] as const;

/** One customer who waits for this technician to say yes or no. */
export const alertSchema = z.strictObject({
  request: supportRequestSchema,
  origin: z.enum(alertOrigins),
  /** By the server's clock. Afterwards an offer goes to the next one, and the request of an alert stays in the list. */
  until: timeSchema,
  /** Whether it is put before this technician alone, and may be declined to somebody else's good. */
  offer: z.boolean(),
});
export type Alert = z.infer<typeof alertSchema>;

/** A technician of the account, as colleagues see them. */
export const technicianSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  status: z.enum(statuses),
  /** Whether one of their pages is open, or was a moment ago. */
  present: z.boolean(),
});

/** An access code, as its maker sees it. The digits are there as long as they open something. */
export const codeSchema = z.strictObject({
  id: uuidSchema,
  state: z.enum(['live', 'used', 'expired', 'cancelled']),
  digits: z.nullable(z.string()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  /** Who joined with it. */
  joined: z.nullable(
    z.strictObject({ requestId: requestIdSchema, name: z.string(), at: timeSchema }),
  ),
});
export type AccessCode = z.infer<typeof codeSchema>;

const placeSchema = z.strictObject({
  /** 1 is next. */
  position: z.int().positive(),
  /** A guess, in milliseconds; `null` where nobody serves the line at the moment. */
  estimateMs: z.nullable(z.int().nonnegative()),
});

/**
 * Everything a browser may ask over the socket: who may, what it hands over, what it gets. Answers
 * are `Reply<output>`; behind `bind()` on the server the input is trusted.
 */
export const requests = {
  /** Starts (or goes on with) following one request: its entries and its live part. */
  'request:follow': {
    from: both,
    input: z.strictObject({ ...of, afterSeq: z.int().nonnegative() }),
    output: z.strictObject({
      request: supportRequestSchema,
      details: z.nullable(requestDetailsSchema),
      entries: z.array(entrySchema).max(entriesPerPage),
      more: z.boolean(),
      presence: z.array(z.strictObject({ endpoint: endpointIdSchema, party: z.enum(parties) })),
      read: z.strictObject({ customer: z.int(), technician: z.int() }),
      /** The place in the line of a queue-mode portal; absent or `null` where there is none. */
      place: z.optional(z.nullable(placeSchema)),
    }),
  },
  'request:unfollow': { from: both, input: z.strictObject(of), output: nothing },
  'chat:post': {
    from: both,
    input: z.strictObject({
      ...of,
      id: messageIdSchema,
      text: z
        .string()
        .max(maxMessageLength)
        .refine((text) => text.trim().length > 0),
    }),
    output: z.strictObject({ seq: z.int().positive(), at: timeSchema }),
  },
  /** The entries after `afterSeq`, oldest first: fills a gap. */
  'chat:since': {
    from: both,
    input: z.strictObject({ ...of, afterSeq: z.int().nonnegative() }),
    output: z.strictObject({
      entries: z.array(entrySchema).max(entriesPerPage),
      more: z.boolean(),
    }),
  },
  'request:end': { from: both, input: z.strictObject(of), output: changed },

  'requests:list': {
    from: technician,
    input: nothing,
    output: z.strictObject({ requests: z.array(supportRequestSchema).max(requestsPerPage) }),
  },
  'request:assign': { from: technician, input: z.strictObject(of), output: changed },
  'request:unassign': { from: technician, input: z.strictObject(of), output: changed },
  'request:join': { from: technician, input: z.strictObject(of), output: changed },
  'request:close': {
    from: technician,
    input: z.strictObject({ ...of, outcome: z.enum(outcomes), notes: z.string().max(10_000) }),
    output: changed,
  },

  /** Hands the request to another technician, or back to a portal of the account (rule T9). */
  'request:transfer': {
    from: technician,
    input: z.strictObject({
      ...of,
      to: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('technician'), id: userIdSchema }),
        z.strictObject({ kind: z.literal('portal'), id: portalIdSchema }),
      ]),
    }),
    output: changed,
  },

  /** Takes the customer of an alert; where several are alerted, the first gets it. */
  'alert:accept': { from: technician, input: z.strictObject(of), output: changed },
  /** An offer goes to the next one; any other alert goes away on this technician's pages. */
  'alert:decline': { from: technician, input: z.strictObject(of), output: nothing },

  'status:set': {
    from: technician,
    input: z.strictObject({ status: z.enum(statuses) }),
    output: technicianSchema,
  },
  /** Where the caller stands; `alerts` are those that are up now, for a page that has just come. */
  'status:get': {
    from: technician,
    input: nothing,
    output: z.strictObject({
      technician: technicianSchema,
      sessions: z.int().nonnegative(),
      limit: z.int().positive(),
      alerts: z.array(alertSchema),
    }),
  },
  /** Colleagues, e.g. to transfer to, and the portals that a request can go back to. */
  'technicians:list': {
    from: technician,
    input: nothing,
    output: z.strictObject({
      technicians: z.array(technicianSchema),
      portals: z.array(z.strictObject({ id: portalIdSchema, name: z.string() })),
    }),
  },

  /** Makes an access code that connects one customer to the caller (rule T7). */
  'code:create': { from: technician, input: nothing, output: z.strictObject({ code: codeSchema }) },
  'code:cancel': {
    from: technician,
    input: z.strictObject({ id: uuidSchema }),
    output: z.strictObject({ code: codeSchema }),
  },
  /** The caller's own codes, newest first. */
  'codes:list': {
    from: technician,
    input: nothing,
    output: z.strictObject({ codes: z.array(codeSchema).max(codesPerPage) }),
  },

  'share:propose': { from: technician, input: z.strictObject(of), output: changed },
  'share:withdraw': { from: technician, input: z.strictObject(of), output: changed },
  'share:decline': { from: customer, input: z.strictObject(of), output: changed },
  'share:cancel': { from: customer, input: z.strictObject(of), output: changed },
  'share:start': {
    from: customer,
    input: z.strictObject({ ...of, surface: z.enum(surfaces) }),
    output: changed,
  },
  'share:pause': { from: customer, input: z.strictObject(of), output: changed },
  'share:resume': { from: customer, input: z.strictObject(of), output: changed },
  'share:stop': { from: both, input: z.strictObject(of), output: changed },

  'control:request': {
    from: technician,
    input: z.strictObject({ ...of, level: z.enum(controlLevels) }),
    output: changed,
  },
  'control:grant': {
    from: customer,
    input: z.strictObject({
      ...of,
      level: z.enum(controlLevels),
      grantId: z.int().min(1).max(0xffffffff),
    }),
    output: changed,
  },
  'control:decline': { from: customer, input: z.strictObject(of), output: changed },
  'control:end': {
    from: both,
    input: z.strictObject({ ...of, why: z.enum(controlEnds) }),
    output: changed,
  },

  /** The STUN and TURN servers for the direct link of this request. */
  'link:servers': {
    from: both,
    input: z.strictObject(of),
    output: z.strictObject({ iceServers: z.array(iceServerSchema) }),
  },
  /** The viewer's record of which path carries the picture, and why it changed. */
  'link:carried': {
    from: technician,
    input: z.strictObject({
      ...of,
      linkId: linkIdSchema,
      epoch: z.int().positive(),
      path: linkPathSchema,
    }),
    output: nothing,
  },

  'relay:join': {
    from: both,
    input: z.strictObject(of),
    output: z.strictObject({
      rtpCapabilities: rtpCapabilitiesSchema,
      producers: z.array(producerNoteSchema),
      dataProducers: z.array(dataProducerNoteSchema),
    }),
  },
  'relay:open-transport': {
    from: both,
    input: z.strictObject({ ...of, direction: z.enum(['send', 'receive']) }),
    output: transportOptionsSchema,
  },
  'relay:connect-transport': {
    from: both,
    input: z.strictObject({
      ...of,
      transportId: z.string().max(64),
      dtlsParameters: dtlsParametersSchema,
    }),
    output: nothing,
  },
  'relay:produce': {
    from: both,
    input: z.strictObject({
      ...of,
      transportId: z.string().max(64),
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
    }),
    output: z.strictObject({ producerId: z.string() }),
  },
  'relay:close-producer': {
    from: both,
    input: z.strictObject({ ...of, producerId: z.string().max(64) }),
    output: nothing,
  },
  'relay:consume': {
    from: both,
    input: z.strictObject({
      ...of,
      transportId: z.string().max(64),
      producerId: z.string().max(64),
      rtpCapabilities: rtpCapabilitiesSchema,
    }),
    output: z.strictObject({
      consumerId: z.string(),
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
    }),
  },
  'relay:resume-consumer': {
    from: both,
    input: z.strictObject({ ...of, consumerId: z.string().max(64) }),
    output: nothing,
  },
  'relay:produce-data': {
    from: both,
    input: z.strictObject({
      ...of,
      transportId: z.string().max(64),
      label: channelLabelSchema,
      sctpStreamParameters: sctpStreamParametersSchema,
    }),
    output: z.strictObject({ dataProducerId: z.string() }),
  },
  'relay:consume-data': {
    from: both,
    input: z.strictObject({
      ...of,
      transportId: z.string().max(64),
      dataProducerId: z.string().max(64),
    }),
    output: z.strictObject({
      dataConsumerId: z.string(),
      label: channelLabelSchema,
      sctpStreamParameters: sctpStreamParametersSchema,
    }),
  },
  'relay:leave': { from: both, input: z.strictObject(of), output: nothing },
} as const;

/** What a browser tells without waiting for an answer; a wrong one is answered by `refused`. */
export const notices = {
  'chat:typing': { from: both, input: z.strictObject({ ...of, typing: z.boolean() }) },
  'chat:read': { from: both, input: z.strictObject({ ...of, seq: z.int().nonnegative() }) },
  /** A viewer is ready to be linked; every page of the customer hears it. */
  'link:open': { from: technician, input: z.strictObject({ ...of, linkId: linkIdSchema }) },
  /** One step of the direct link's negotiation, for one page of the other side. */
  'link:signal': {
    from: both,
    input: z.strictObject({
      ...of,
      to: endpointIdSchema,
      linkId: linkIdSchema,
      /** Counts the direct link's tries; a signal of an older one is thrown away. */
      attempt: z.int().positive().max(1_000_000),
      signal: signalSchema,
    }),
  },
  /** The viewer's decision; sent on both paths as well, the highest epoch is obeyed. */
  'link:want': {
    from: technician,
    input: z.strictObject({
      ...of,
      to: endpointIdSchema,
      linkId: linkIdSchema,
      epoch: z.int().positive(),
      path: linkPathSchema,
    }),
  },
} as const;

/** What the server tells the browsers. */
export const told = {
  'chat:entry': z.strictObject({ entry: entrySchema }),
  'chat:typing': z.strictObject({
    ...of,
    party: z.enum(parties),
    name: z.string(),
    typing: z.boolean(),
  }),
  'chat:read': z.strictObject({ ...of, party: z.enum(parties), seq: z.int().nonnegative() }),
  'request:changed': changed,
  'alert:raised': alertSchema,
  /** The alert of this request is over, wherever it is shown. */
  'alert:gone': z.strictObject({ ...of, why: z.enum(['taken', 'expired', 'declined', 'left']) }),
  /** A colleague's status, or one's own: set on another page, or by an offer that was not taken. */
  'status:changed': z.strictObject({
    technician: technicianSchema,
    why: z.enum(['chosen', 'offer-missed', 'came', 'left']),
  }),
  'code:changed': z.strictObject({ code: codeSchema }),
  /** To the customer who waits in a line, whenever the line has moved. */
  'queue:position': z.strictObject({ ...of, ...placeSchema.shape }),
  'presence:changed': z.strictObject({
    ...of,
    presence: z.array(z.strictObject({ endpoint: endpointIdSchema, party: z.enum(parties) })),
  }),
  'link:opened': z.strictObject({
    ...of,
    linkId: linkIdSchema,
    viewer: endpointIdSchema,
    by: userIdSchema,
  }),
  'link:signal': z.strictObject({
    ...of,
    from: endpointIdSchema,
    linkId: linkIdSchema,
    attempt: z.int(),
    signal: signalSchema,
  }),
  'link:want': z.strictObject({
    ...of,
    linkId: linkIdSchema,
    epoch: z.int(),
    path: linkPathSchema,
  }),
  'relay:producer-opened': z.strictObject({ ...of, ...producerNoteSchema.shape }),
  'relay:producer-closed': z.strictObject({ ...of, peerId: z.string(), producerId: z.string() }),
  'relay:data-producer-opened': z.strictObject({ ...of, ...dataProducerNoteSchema.shape }),
  'relay:lost': z.strictObject(of),
  refused: z.strictObject({ event: z.string().max(64), error: wireErrorSchema }),
  /** The server is going down or the right has gone; come back, or sign in again. */
  'socket:closing': z.strictObject({ why: z.enum(['draining', 'signed-out', 'replaced']) }),
} as const;

export type RequestName = keyof typeof requests;
export type NoticeName = keyof typeof notices;
export type ToldName = keyof typeof told;
export type RequestInput<K extends RequestName> = z.input<(typeof requests)[K]['input']>;
export type ParsedRequest<K extends RequestName> = z.output<(typeof requests)[K]['input']>;
export type RequestOutput<K extends RequestName> = z.output<(typeof requests)[K]['output']>;
export type NoticeInput<K extends NoticeName> = z.input<(typeof notices)[K]['input']>;
export type ParsedNotice<K extends NoticeName> = z.output<(typeof notices)[K]['input']>;
export type Told<K extends ToldName> = z.output<(typeof told)[K]>;
