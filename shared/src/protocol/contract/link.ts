import * as z from 'zod';
import { endpointIdSchema, linkIdSchema, userIdSchema } from '../../domain/ids.ts';
import { pathReasons } from '../../domain/sharing.ts';
import { maxFrameMs, maxSdpLength } from '../limits.ts';
import { both, nothing, of, technician } from './parts.ts';

/** The two roads a picture and a hand can take. */
export const linkPaths = ['direct', 'relay'] as const;
export const linkPathSchema = z.enum(linkPaths);
export type LinkPath = (typeof linkPaths)[number];

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
  /** Who answers asks for another try. */
  z.strictObject({ type: z.literal('renegotiate') }),
]);
export type LinkSignal = z.infer<typeof signalSchema>;

export const iceServerSchema = z.strictObject({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
});

/** The direct link between two browsers. */
export const link = {
  requests: {
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
        why: z.optional(z.enum(pathReasons)),
        /** ms from the moment that a picture was to come to its first frame; only with that frame. */
        frameMs: z.optional(z.int().nonnegative().max(maxFrameMs)),
      }),
      output: nothing,
    },
  },

  notices: {
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
  },

  told: {
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
  },
} as const;
