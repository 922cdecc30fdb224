import * as z from 'zod';
import { statuses } from '../../domain/availability.ts';
import { requestIdSchema, userIdSchema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import { requestPhases } from '../../domain/requestPhase.ts';
import { nothing, type AdminRoute } from './parts.ts';

/** How many requests the live view shows at the most. */
export const maxLiveRequests = 500;

const liveRequestSchema = z.strictObject({
  id: requestIdSchema,
  customer: z.string(),
  portal: z.string(),
  phase: z.enum(requestPhases),
  assignee: z.nullable(z.string()),
  /** Since when it is in this phase; of those that wait, since when they wait. */
  since: timeSchema,
  sharing: z.boolean(),
  /** Whether the reader may look on without the customer's knowing. */
  mayJoin: z.boolean(),
});
export type LiveRequest = z.infer<typeof liveRequestSchema>;

/** Who is available, what waits and what is running, now (rule M4). */
export const live = {
  'live/get': {
    right: 'see-live',
    input: nothing,
    output: z.strictObject({
      at: timeSchema,
      technicians: z.array(
        z.strictObject({
          id: userIdSchema,
          name: z.string(),
          status: z.enum(statuses),
          present: z.boolean(),
          sessions: z.int().nonnegative(),
          limit: z.int().positive(),
        }),
      ),
      requests: z.array(liveRequestSchema).max(maxLiveRequests),
    }),
  },
  /** Has the caller look on; then the console shows the session. */
  'live/join': {
    right: 'see-live',
    input: z.strictObject({ requestId: requestIdSchema }),
    output: nothing,
  },
} as const satisfies Record<string, AdminRoute>;
