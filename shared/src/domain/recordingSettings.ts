import * as z from 'zod';
import { maxRetentionDays } from './limits.ts';

/** What an account says of recordings (rule M3). */
export const recordingSettingsSchema = z.strictObject({
  /** Whether there can be any: off until an administrator says so. */
  allowed: z.boolean(),
  /** How many days one is kept; `null`: as long as its session. */
  days: z.nullable(z.int().min(1).max(maxRetentionDays)),
});
export type RecordingSettings = z.infer<typeof recordingSettingsSchema>;

export const usualRecordingSettings: RecordingSettings = { allowed: false, days: 90 };
