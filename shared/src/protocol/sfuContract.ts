import * as z from 'zod';
import {
  channelLabelSchema,
  dtlsParametersSchema,
  mediaKindSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpStreamParametersSchema,
  slotSchema,
  transportOptionsSchema,
} from './media.ts';

/**
 * What signaling asks of an SFU node, and what the node tells. A room is a support request's live
 * part, a peer one open page. The node trusts signaling alone: a browser's word has been checked
 * before it comes here, and is checked again for its shape.
 */
const id = z.string().min(1).max(64);
const inRoom = { roomId: id };
const where = { ...inRoom, peerId: id };
const onTransport = { ...where, transportId: id };
const nothing = z.strictObject({});

export const producerNoteSchema = z.strictObject({
  peerId: id,
  producerId: id,
  slot: slotSchema,
});
export const dataProducerNoteSchema = z.strictObject({
  peerId: id,
  dataProducerId: id,
  label: channelLabelSchema,
});

export const sfuRequests = {
  /**
   * Makes the room when it is not there yet, and says what the other peers offer in it. `holder` is
   * whose page it is, in signaling's words; the node only keeps it.
   */
  'room:join': {
    input: z.strictObject({ ...where, holder: id }),
    output: z.strictObject({
      rtpCapabilities: rtpCapabilitiesSchema,
      producers: z.array(producerNoteSchema),
      dataProducers: z.array(dataProducerNoteSchema),
    }),
  },
  'transport:open': {
    input: z.strictObject({ ...where, direction: z.enum(['send', 'receive']) }),
    output: transportOptionsSchema,
  },
  'transport:connect': {
    input: z.strictObject({ ...onTransport, dtlsParameters: dtlsParametersSchema }),
    output: nothing,
  },
  'producer:open': {
    input: z.strictObject({
      ...onTransport,
      slot: slotSchema,
      rtpParameters: rtpParametersSchema,
    }),
    output: z.strictObject({ producerId: id }),
  },
  'producer:close': { input: z.strictObject({ ...where, producerId: id }), output: nothing },
  'consumer:open': {
    input: z.strictObject({
      ...onTransport,
      producerId: id,
      rtpCapabilities: rtpCapabilitiesSchema,
    }),
    output: z.strictObject({
      consumerId: id,
      kind: mediaKindSchema,
      rtpParameters: rtpParametersSchema,
    }),
  },
  'consumer:resume': { input: z.strictObject({ ...where, consumerId: id }), output: nothing },
  'data-producer:open': {
    input: z.strictObject({
      ...onTransport,
      label: channelLabelSchema,
      sctpStreamParameters: sctpStreamParametersSchema,
    }),
    output: z.strictObject({ dataProducerId: id }),
  },
  'data-consumer:open': {
    input: z.strictObject({ ...onTransport, dataProducerId: id }),
    output: z.strictObject({
      dataConsumerId: id,
      label: channelLabelSchema,
      sctpStreamParameters: sctpStreamParametersSchema,
    }),
  },
  /** Everything of the peer goes; unknown peers are fine. A room without peers closes by itself. */
  'peer:close': { input: z.strictObject(where), output: nothing },
  /** Who is in a room; nobody in one that is not there. */
  'room:peers': {
    input: z.strictObject(inRoom),
    output: z.strictObject({ peers: z.array(z.strictObject({ peerId: id, holder: id })) }),
  },
  /** Everything of the room goes, without a notice; unknown rooms are fine. */
  'room:close': { input: z.strictObject(inRoom), output: nothing },
  'rooms:list': {
    input: z.strictObject({}),
    output: z.strictObject({ rooms: z.array(id) }),
  },
} as const;

export const sfuNotices = {
  'producer:opened': z.strictObject({ roomId: id, ...producerNoteSchema.shape }),
  'producer:closed': z.strictObject({ ...where, producerId: id }),
  /** A peer of the room has no decoder for it, and was refused a consumer. */
  'producer:refused': z.strictObject({ ...where, producerId: id }),
  'data-producer:opened': z.strictObject({ roomId: id, ...dataProducerNoteSchema.shape }),
  /** The room is gone with its worker; its peers come again with `room:join`. */
  'room:lost': z.strictObject({ roomId: id }),
} as const;

export type SfuRequestName = keyof typeof sfuRequests;
export type SfuInput<K extends SfuRequestName> = z.infer<(typeof sfuRequests)[K]['input']>;
export type SfuOutput<K extends SfuRequestName> = z.infer<(typeof sfuRequests)[K]['output']>;
export type SfuNotices = { [K in keyof typeof sfuNotices]: z.infer<(typeof sfuNotices)[K]> };

/**
 * What one peer may have at once. A producer for each slot, and one to spare for a page that comes
 * back; two pages send (the customer's and that of who has the request), so a peer takes six of them
 * at the most, and as many again while those come back.
 */
export const sfuLimits = {
  transportsPerPeer: 4,
  producersPerPeer: 4,
  consumersPerPeer: 32,
  dataProducersPerPeer: 6,
  peersPerRoom: 16,
} as const;
