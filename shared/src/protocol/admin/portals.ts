import * as z from 'zod';
import { portalIdSchema, userIdSchema } from '../../domain/ids.ts';
import { maxNameLength } from '../../domain/limits.ts';
import { isOffered, portalModes, portalSettingsSchema, portalTypes } from '../../domain/portal.ts';
import { timeSchema } from '../../domain/request.ts';
import { rightChangesSchema } from '../../domain/rightsTable.ts';
import { slugSchema } from '../http.ts';
import { listInput, listOutput, nameOf, nothing, type AdminRoute } from './parts.ts';

const maxGreetingLength = 500;
const maxListed = 5_000;

const base = z.strictObject({
  /** Absent: a new one. */
  id: z.optional(portalIdSchema),
  slug: slugSchema,
  name: nameOf(maxNameLength),
  greeting: z.string().trim().max(maxGreetingLength),
  type: z.enum(portalTypes),
  mode: z.enum(portalModes),
  settings: portalSettingsSchema,
  /** Nobody listed means everybody of the account. */
  technicians: z.array(userIdSchema).max(maxListed),
  rights: rightChangesSchema,
});

/** A portal as it is set up. Whether the mode offers the type is one rule for all of them (R1). */
export const portalFormSchema = base
  .refine(({ mode, type }) => isOffered(mode, type), { path: ['type'] })
  .refine(
    ({ settings: { fields } }) =>
      fields.custom.every(({ kind, choices }) => kind === 'text' || choices.length > 0),
    { path: ['settings', 'fields', 'custom'] },
  )
  .refine(
    ({ settings: { fields } }) =>
      new Set(fields.custom.map(({ id }) => id)).size === fields.custom.length,
    { path: ['settings', 'fields', 'custom'] },
  );
export type PortalFormValues = z.infer<typeof portalFormSchema>;

export const portalRowSchema = z.strictObject({
  ...base.shape,
  id: portalIdSchema,
  /** Since when it is closed to everybody; `null`: it is there. */
  removedAt: z.nullable(timeSchema),
});
export type PortalRow = z.infer<typeof portalRowSchema>;

/** Portals: what customers come in by. */
export const portals = {
  'portals/list': {
    right: 'manage-portals',
    input: listInput(['name', 'slug', 'type', 'mode']).extend({
      state: z.enum(['open', 'removed']).default('open'),
    }),
    output: listOutput(portalRowSchema),
  },
  'portals/get': {
    right: 'manage-portals',
    input: z.strictObject({ id: portalIdSchema }),
    output: z.strictObject({ portal: portalRowSchema }),
  },
  /** What a portal's form chooses from, and what its preview needs of the account. */
  'portals/choices': {
    right: 'manage-portals',
    input: nothing,
    output: z.strictObject({
      technicians: z.array(z.strictObject({ id: userIdSchema, name: z.string() })),
      companies: z.array(z.string()),
      account: z.strictObject({
        name: z.string(),
        colour: z.string(),
        logo: z.nullable(z.string()),
      }),
      /** What people reach the installation by, without a slash at its end. */
      baseUrl: z.string(),
    }),
  },
  'portals/save': {
    right: 'manage-portals',
    input: portalFormSchema,
    output: z.strictObject({ portal: portalRowSchema }),
  },
  /** Closes it to everybody; its address is kept for the way back. */
  'portals/remove': {
    right: 'manage-portals',
    input: z.strictObject({ id: portalIdSchema }),
    output: nothing,
  },
  'portals/restore': {
    right: 'manage-portals',
    input: z.strictObject({ id: portalIdSchema }),
    output: nothing,
  },
} as const satisfies Record<string, AdminRoute>;
