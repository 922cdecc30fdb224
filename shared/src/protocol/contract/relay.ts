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
} from '../media.ts';
import { dataProducerNoteSchema, producerNoteSchema } from '../sfuContract.ts';
import { iceServerSchema } from './link.ts';
import { both, nothing, of } from './parts.ts';

/**
 * Which of the session's places in the relay: it moves to another SFU node when its own dies or
 * drains, and `epoch` rises by one.
 */
const place = { ...of, epoch: z.int().min(1) };

/** The way through the SFU. */
export const relay = {
  requests: {
    'relay:join': {
      from: both,
      input: z.strictObject(of),
      output: z.strictObject({
        epoch: place.epoch,
        rtpCapabilities: rtpCapabilitiesSchema,
        producers: z.array(producerNoteSchema),
        dataProducers: z.array(dataProducerNoteSchema),
      }),
    },
    'relay:open-transport': {
      from: both,
      input: z.strictObject({ ...of, direction: z.enum(['send', 'receive']) }),
      /** With the TURN servers by which a page comes to the node where no straight way is open. */
      output: transportOptionsSchema.extend({ iceServers: z.array(iceServerSchema) }),
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
        slot: slotSchema,
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
  },

  told: {
    'relay:producer-opened': z.strictObject({ ...place, ...producerNoteSchema.shape }),
    'relay:producer-closed': z.strictObject({
      ...place,
      peerId: z.string(),
      producerId: z.string(),
    }),
    /**
     * Somebody in the room has no decoder for it: its page goes on with a codec that everybody has.
     * By whom is not told.
     */
    'relay:producer-refused': z.strictObject({
      ...place,
      peerId: z.string(),
      producerId: z.string(),
    }),
    'relay:data-producer-opened': z.strictObject({ ...place, ...dataProducerNoteSchema.shape }),
    /** That place carries nothing any more; whoever is there joins again. */
    'relay:lost': z.strictObject(place),
  },
} as const;
