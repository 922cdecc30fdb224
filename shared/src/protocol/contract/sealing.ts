import * as z from 'zod';
import { endpointIdSchema, userIdSchema, uuidSchema } from '../../domain/ids.ts';
import { maxEnvelopeLength } from '../limits.ts';
import { both, of } from './parts.ts';

/** Exactly so many bytes, in base64 (RFC 4648, section 4). */
function bytes(count: number): z.ZodString {
  const length = Math.ceil(count / 3) * 4;
  return z
    .string()
    .length(length)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);
}

/** What a page agrees upon its keys with: its public key (P-256, uncompressed) and what it can. */
const opening = {
  key: bytes(65),
  nonce: bytes(32),
  /** Whether its browser can seal pictures. */
  can: z.boolean(),
};

const stepSchema = z.discriminatedUnion('type', [
  /** SHA-256 of an opening that is told later; without one it could be chosen after the other's. */
  z.strictObject({ type: z.literal('commit'), hash: bytes(32) }),
  z.strictObject({ type: z.literal('answer'), ...opening }),
  z.strictObject({ type: z.literal('reveal'), ...opening }),
  /** Sealed for the one page that it is addressed to. */
  z.strictObject({
    type: z.literal('envelope'),
    bytes: z
      .string()
      .max(maxEnvelopeLength)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  }),
  /** This page has no cryptography at all. */
  z.strictObject({ type: z.literal('cannot') }),
  /** What came does not fit together; begin again. */
  z.strictObject({ type: z.literal('failed') }),
]);
export type SealStep = z.infer<typeof stepSchema>;

/** How two pages agree upon the keys of what they send each other. The server only carries it. */
export const sealing = {
  notices: {
    /**
     * One step, for one page of the live part. A masked technician names no page: theirs goes to the
     * pages of whoever has the request.
     */
    'seal:step': {
      from: both,
      input: z.strictObject({
        ...of,
        to: z.nullable(endpointIdSchema),
        /** Names the agreement; made by the page that begins it. */
        bond: uuidSchema,
        step: stepSchema,
      }),
    },
  },

  told: {
    'seal:step': z.strictObject({
      ...of,
      from: endpointIdSchema,
      /** The technician; `null` for the customer. */
      by: z.nullable(userIdSchema),
      to: z.nullable(endpointIdSchema),
      bond: uuidSchema,
      step: stepSchema,
    }),
  },
} as const;
