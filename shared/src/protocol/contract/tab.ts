import * as z from 'zod';
import { tabReaches } from '../../domain/sharing.ts';
import { maxSealedTabLength } from '../limits.ts';
import { both, changed, nothing, of } from './parts.ts';

/** Where two pages meet that know one secret: 128 bits, derived from it, base64url. */
export const meetingPlaceSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** What one of them says to the other there; nobody in between can read it. */
export const sealedForTabSchema = z
  .string()
  .min(1)
  .max(maxSealedTabLength)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

const sealed = { place: meetingPlaceSchema, sealed: sealedForTabSchema };

/** Another tab that is shared and carries our script (rule I3), as the page that shares speaks of it. */
export const tab = {
  requests: {
    /** Waits at a place, with an offer, in place of where it waited before. */
    'tab:open': { from: both, input: z.strictObject({ ...of, ...sealed }), output: nothing },
    'tab:close': { from: both, input: z.strictObject(of), output: nothing },
    /** What a hand reaches in that tab from now on; `null`: nothing, it can only point. */
    'tab:reach': {
      from: both,
      input: z.strictObject({ ...of, reach: z.nullable(z.enum(tabReaches)) }),
      output: changed,
    },
  },

  told: {
    /** The tab has answered the offer. */
    'tab:answer': z.strictObject({ ...of, ...sealed }),
  },
} as const;
