import * as z from 'zod';
import { recordingIdSchema, userIdSchema } from '../../domain/ids.ts';
import { timeSchema } from '../../domain/request.ts';
import type { AdminRoute } from './parts.ts';

/** A recording as a session's report names it (rule M3). */
export const recordingViewSchema = z.strictObject({
  id: recordingIdSchema,
  by: z.strictObject({ id: userIdSchema, name: z.string() }),
  startedAt: timeSchema,
  /** `null` while it runs. */
  endedAt: z.nullable(timeSchema),
  /** Where its newest piece ends. */
  until: timeSchema,
  pieces: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
});
export type RecordingView = z.infer<typeof recordingViewSchema>;

/** All that it takes to watch one; times are by the server's clock. */
const openedSchema = z.strictObject({
  id: recordingIdSchema,
  startedAt: timeSchema,
  pieces: z.array(
    z.strictObject({
      number: z.int().nonnegative(),
      from: timeSchema,
      to: timeSchema,
      bytes: z.int().nonnegative(),
    }),
  ),
  /** Opens its pieces and its events, for this reader, until then. */
  key: z.string(),
  expiresAt: timeSchema,
});
export type OpenedRecording = z.infer<typeof openedSchema>;

const input = z.strictObject({ id: recordingIdSchema });

/**
 * Beside these, with the `key`: `GET /api/admin/recordings/<id>/pieces/<number>` (WebM), `…/events`
 * (JSON lines) and `…/file` (all of it as one WebM).
 */
export const recordings = {
  'recordings/open': { right: 'see-reports', input, output: openedSchema },
  'recordings/download': {
    right: 'see-reports',
    input,
    output: z.strictObject({ url: z.string(), expiresAt: timeSchema }),
  },
  'recordings/remove': { right: 'manage-privacy', input, output: z.strictObject({}) },
} as const satisfies Record<string, AdminRoute>;
