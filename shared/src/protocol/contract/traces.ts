import * as z from 'zod';
import { errorCodes } from '../errors.ts';
import { maxSpanMs, maxToldSpans } from '../limits.ts';
import { both } from './parts.ts';

/** Which trace something is part of, and under which span: `traceparent` of W3C Trace Context, version 00. */
export const traceparentSchema = z
  .string()
  .regex(/^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/);

const spanMs = z.number().nonnegative().max(maxSpanMs);

/** One request of a page, from its call to its answer. */
const toldSpanSchema = z.strictObject({
  /** As it went along with the request. */
  traceparent: traceparentSchema,
  event: z.string().max(64),
  outcome: z.enum(['ok', ...errorCodes]),
  /** How long ago it was asked when this is told; clocks of pages differ. */
  agoMs: spanMs,
  durationMs: spanMs,
});
export type ToldSpan = z.infer<typeof toldSpanSchema>;

/** What an installation that is traced says and hears about it (rule S10). */
export const traces = {
  notices: {
    'trace:spans': {
      from: both,
      input: z.strictObject({ spans: z.array(toldSpanSchema).min(1).max(maxToldSpans) }),
    },
  },

  told: {
    /** The page is to begin traces: so many of its requests, from 0 to 1, are part of one that is kept. */
    'trace:wanted': z.strictObject({ ratio: z.number().min(0).max(1) }),
  },
} as const;
