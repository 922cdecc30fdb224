import * as z from 'zod';
import { fileExtensions } from '../../domain/fileTypes.ts';
import { maxNameLength, maxRetentionDays } from '../../domain/limits.ts';
import { upgradeChats } from '../../domain/sessionWindow.ts';
import { recordingSettingsSchema } from '../../domain/recordingSettings.ts';
import { nameOf, nothing, type AdminRoute } from './parts.ts';

/** Largest file that an account can allow, in bytes. */
export const maxFileBytes = 2 * 1024 ** 3;
/** Longest picture that is sent as a logo, in base64. */
const maxLogoLength = 280_000;

/** What holds for all of an account. */
export const settingsFormSchema = z.strictObject({
  name: nameOf(maxNameLength),
  /** CSS hex colour, `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  upgradeChat: z.enum(upgradeChats),
  files: z.strictObject({
    extensions: z.array(z.enum(fileExtensions)).min(1).max(fileExtensions.length),
    maxBytes: z.int().min(1024).max(maxFileBytes),
  }),
  /** How many days what is over is kept of customers; `null`: for ever (rule C3). */
  retentionDays: z.nullable(z.int().min(1).max(maxRetentionDays)),
  /** Whether sessions can be recorded at all, and for how many days recordings are kept (rule M3). */
  recordings: recordingSettingsSchema,
});
export type SettingsForm = z.infer<typeof settingsFormSchema>;

const settingsView = z.strictObject({
  settings: settingsFormSchema,
  /** Where the logo is had; `null` where there is none, or no portal to have it from. */
  logo: z.nullable(z.string()),
});

export const settings = {
  'settings/get': { right: 'manage-settings', input: nothing, output: settingsView },
  'settings/save': { right: 'manage-settings', input: settingsFormSchema, output: settingsView },
  /** A PNG, JPEG or WebP of at most 200,000 bytes, in base64; `null`: none. */
  'settings/logo': {
    right: 'manage-settings',
    input: z.strictObject({ data: z.nullable(z.base64().max(maxLogoLength)) }),
    output: settingsView,
  },
} as const satisfies Record<string, AdminRoute>;
