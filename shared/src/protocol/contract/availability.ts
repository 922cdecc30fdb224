import * as z from 'zod';
import { statuses } from '../../domain/availability.ts';
import { portalIdSchema, requestIdSchema, userIdSchema } from '../../domain/ids.ts';
import { supportRequestSchema, timeSchema } from '../../domain/request.ts';
import { changed, nothing, of, technician } from './parts.ts';

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

/** Who is available, and whom the alerts of new customers call. */
export const availability = {
  requests: {
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
    /**
     * Colleagues, and the portals that a request can go back to. With a request: those who may see
     * it, to whom it can be transferred.
     */
    'technicians:list': {
      from: technician,
      input: z.strictObject({ requestId: z.optional(requestIdSchema) }),
      output: z.strictObject({
        technicians: z.array(technicianSchema),
        portals: z.array(z.strictObject({ id: portalIdSchema, name: z.string() })),
      }),
    },
  },

  told: {
    'alert:raised': alertSchema,
    /** The alert of this request is over, wherever it is shown. */
    'alert:gone': z.strictObject({
      ...of,
      why: z.enum(['taken', 'expired', 'declined', 'left']),
      /** Whether an invitation is meant; otherwise it is any other alert of the request. */
      invitation: z.optional(z.literal(true)),
    }),
    /** One's own status: set on another page, or by an offer that was not taken. */
    'status:changed': z.strictObject({
      technician: technicianSchema,
      why: z.enum(['chosen', 'offer-missed', 'came', 'left']),
    }),
    /** What has become of some of the account's technicians, oneself among them, as it is now. */
    'colleagues:changed': z.strictObject({ technicians: z.array(technicianSchema) }),
  },
} as const;
