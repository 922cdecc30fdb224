import * as z from 'zod';
import {
  endpointIdSchema,
  portalIdSchema,
  requestIdSchema,
  userIdSchema,
} from '../../domain/ids.ts';
import { maxSearchLength } from '../../domain/limits.ts';
import {
  entrySchema,
  requestDetailsSchema,
  supportRequestSchema,
  surveySchema,
  timeSchema,
} from '../../domain/request.ts';
import { maxLinkLength } from '../../domain/pushedLink.ts';
import { shareAbilities } from '../../domain/sharing.ts';
import { outcomes, parties } from '../../domain/words.ts';
import { entriesPerPage, previousPerPage, requestsPerPage } from '../limits.ts';
import { both, changed, nothing, of, technician } from './parts.ts';

/** An open page; `share`: what it said of its browser. */
const presentSchema = z.strictObject({
  endpoint: endpointIdSchema,
  party: z.enum(parties),
  share: z.optional(z.enum(shareAbilities)),
  /** A session window of the customer's (rule S2). */
  session: z.optional(z.literal(true)),
});

const placeSchema = z.strictObject({
  /** 1 is next. */
  position: z.int().positive(),
  /** A guess, in milliseconds; `null` where nobody serves the line at the moment. */
  estimateMs: z.nullable(z.int().nonnegative()),
});

/** The last request of a page: the next one goes on after it. */
const listCursorSchema = z.strictObject({
  isOver: z.boolean(),
  createdAt: timeSchema,
  id: requestIdSchema,
});
export type ListCursor = z.infer<typeof listCursorSchema>;

/** Following a request, and what a technician does with one. */
export const desk = {
  requests: {
    /** Starts (or goes on with) following one request: its entries and its live part. */
    'request:follow': {
      from: both,
      input: z.strictObject({
        ...of,
        afterSeq: z.int().nonnegative(),
        /** What this page's browser can. */
        share: z.optional(z.enum(shareAbilities)),
        /** That this page is a session window; of customers alone. */
        session: z.optional(z.literal(true)),
      }),
      output: z.strictObject({
        request: supportRequestSchema,
        details: z.nullable(requestDetailsSchema),
        entries: z.array(entrySchema).max(entriesPerPage),
        more: z.boolean(),
        presence: z.array(presentSchema),
        read: z.strictObject({ customer: z.int(), technician: z.int() }),
        /** The place in the line of a queue-mode portal; absent or `null` where there is none. */
        place: z.optional(z.nullable(placeSchema)),
        /** Whether the customer is asked afterwards, and what they said. */
        survey: z.optional(z.strictObject({ asked: z.boolean(), given: z.nullable(surveySchema) })),
      }),
    },
    'request:unfollow': { from: both, input: z.strictObject(of), output: nothing },
    'request:end': { from: both, input: z.strictObject(of), output: changed },
    /**
     * A page of what the technician may see: open ones before those that are over, newest first.
     * `search` takes those in whose customer, question, portal or assignee it is found.
     */
    'requests:list': {
      from: technician,
      input: z.strictObject({
        after: z.optional(listCursorSchema),
        search: z.optional(z.string().trim().max(maxSearchLength)),
      }),
      output: z.strictObject({
        requests: z.array(supportRequestSchema).max(requestsPerPage),
        /** Where the next page goes on; `null` where there is none. */
        next: z.nullable(listCursorSchema),
      }),
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
      needs: 'transfer',
      input: z.strictObject({
        ...of,
        to: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('technician'), id: userIdSchema }),
          z.strictObject({ kind: z.literal('portal'), id: portalIdSchema }),
        ]),
      }),
      output: changed,
    },
    /** Takes back a transfer that nobody has accepted yet. */
    'transfer:withdraw': { from: technician, input: z.strictObject(of), output: changed },
    /** Sends the customer an address, which opens on the customer's own click (rule T10). */
    'request:push-link': {
      from: technician,
      needs: 'push-links',
      input: z.strictObject({ ...of, url: z.string().max(maxLinkLength) }),
      output: changed,
    },
    /**
     * Other requests of the same customer, newest first: of the same e-mail address, or else of the
     * same phone number. `before` is the last one of the page that came before.
     */
    'request:previous': {
      from: technician,
      input: z.strictObject({
        ...of,
        before: z.optional(z.strictObject({ id: requestIdSchema, createdAt: timeSchema })),
      }),
      output: z.strictObject({
        requests: z.array(supportRequestSchema).max(previousPerPage),
        more: z.boolean(),
      }),
    },
  },

  told: {
    'request:changed': changed,
    /**
     * The caller may not see this request any more, as it was at `version` or before: it goes from
     * view as if it did not exist.
     */
    'request:hidden': z.strictObject({ ...of, version: z.int().positive() }),
    /** What the caller may see has changed: whatever lists requests is to be asked for again. */
    'sight:changed': nothing,
    /** To the customer who waits in a line, whenever the line has moved. */
    'queue:position': z.strictObject({ ...of, ...placeSchema.shape }),
    'presence:changed': z.strictObject({
      ...of,
      presence: z.array(presentSchema),
    }),
  },
} as const;
