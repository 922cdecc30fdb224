import * as z from 'zod';
import { channelLabels } from './channels.ts';
import { slots } from './slots.ts';

/**
 * The RTP, ICE, DTLS and SCTP parameters that a browser sends for its part of a relay, bounded
 * after the shapes that mediasoup 3 documents (https://mediasoup.org/documentation/v3). Unknown
 * members are dropped; mediasoup itself checks what the members mean.
 */
const parameterValue = z.union([z.string().max(256), z.number(), z.boolean(), z.null()]);
const parameters = z.record(z.string().max(64), parameterValue);
const rtcpFeedback = z
  .array(z.object({ type: z.string().max(32), parameter: z.optional(z.string().max(32)) }))
  .max(16);
const payloadType = z.int().min(0).max(127);
const ssrc = z.int().min(0).max(0xffffffff);
const headerExtension = z.object({
  uri: z.string().max(128),
  id: z.int().min(1).max(255),
  encrypt: z.optional(z.boolean()),
  parameters: z.optional(parameters),
});

export const mediaKindSchema = z.enum(['audio', 'video']);

export const rtpParametersSchema = z.object({
  mid: z.optional(z.string().max(32)),
  msid: z.optional(z.string().max(256)),
  codecs: z
    .array(
      z.object({
        mimeType: z.string().max(64),
        payloadType,
        clockRate: z.int().min(1).max(1_000_000),
        channels: z.optional(z.int().min(1).max(32)),
        parameters: z.optional(parameters),
        rtcpFeedback: z.optional(rtcpFeedback),
      }),
    )
    .min(1)
    .max(8),
  headerExtensions: z.optional(z.array(headerExtension).max(32)),
  encodings: z
    .array(
      z.object({
        ssrc: z.optional(ssrc),
        rid: z.optional(z.string().max(16)),
        codecPayloadType: z.optional(payloadType),
        rtx: z.optional(z.object({ ssrc })),
        dtx: z.optional(z.boolean()),
        scalabilityMode: z.optional(z.string().max(16)),
        scaleResolutionDownBy: z.optional(z.number().min(1).max(64)),
        maxBitrate: z.optional(z.int().min(0).max(1_000_000_000)),
      }),
    )
    .min(1)
    .max(4),
  rtcp: z.optional(
    z.object({ cname: z.optional(z.string().max(256)), reducedSize: z.optional(z.boolean()) }),
  ),
});

export const rtpCapabilitiesSchema = z.object({
  codecs: z
    .array(
      z.object({
        kind: mediaKindSchema,
        mimeType: z.string().max(64),
        preferredPayloadType: z.optional(payloadType),
        clockRate: z.int().min(1).max(1_000_000),
        channels: z.optional(z.int().min(1).max(32)),
        parameters: z.optional(parameters),
        rtcpFeedback: z.optional(rtcpFeedback),
      }),
    )
    .max(64),
  headerExtensions: z
    .array(
      z.object({
        kind: mediaKindSchema,
        uri: z.string().max(128),
        preferredId: z.int().min(1).max(255),
        preferredEncrypt: z.optional(z.boolean()),
        direction: z.optional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
    )
    .max(64),
});

export const dtlsParametersSchema = z.object({
  role: z.enum(['auto', 'client', 'server']),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().regex(/^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){15,63}$/),
      }),
    )
    .min(1)
    .max(8),
});

export const sctpStreamParametersSchema = z.object({
  streamId: z.int().min(0).max(65_534),
  ordered: z.optional(z.boolean()),
  maxPacketLifeTime: z.optional(z.int().min(0).max(65_535)),
  maxRetransmits: z.optional(z.int().min(0).max(65_535)),
});

/** What the relay itself says of a transport; made by us, so only its outline is held. */
export const transportOptionsSchema = z.object({
  id: z.string(),
  iceParameters: z.looseObject({ usernameFragment: z.string(), password: z.string() }),
  iceCandidates: z.array(z.looseObject({ ip: z.string(), port: z.int() })),
  dtlsParameters: dtlsParametersSchema,
  sctpParameters: z.looseObject({ port: z.int() }),
});

export type RtpParametersMessage = z.infer<typeof rtpParametersSchema>;
export type RtpCapabilitiesMessage = z.infer<typeof rtpCapabilitiesSchema>;
export type DtlsParametersMessage = z.infer<typeof dtlsParametersSchema>;
export type SctpStreamParametersMessage = z.infer<typeof sctpStreamParametersSchema>;
export type TransportOptionsMessage = z.infer<typeof transportOptionsSchema>;

export const channelLabelSchema = z.enum(channelLabels);
export const slotSchema = z.enum(slots);
