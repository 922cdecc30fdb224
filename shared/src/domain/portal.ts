import * as z from 'zod';
import { embedOriginsSchema } from './embedOrigins.ts';
import { maxAnswerLength, maxCustomFields } from './limits.ts';
import { openingHoursSchema } from './openingHours.ts';

/** What a portal is to its customers (rule P2). */
export const portalTypes = ['smart-match', 'smart-box', 'smart-button', 'smart-pin'] as const;
export type PortalType = (typeof portalTypes)[number];

/** How its requests reach a technician (rule R1). */
export const portalModes = ['web', 'phone', 'queue'] as const;
export type PortalMode = (typeof portalModes)[number];

/** Which types a mode offers (rule R1): the whole truth about the combinations. */
const offers: Record<PortalMode, readonly PortalType[]> = {
  web: ['smart-match', 'smart-box', 'smart-button'],
  phone: ['smart-pin'],
  queue: ['smart-box'],
};

export function isOffered(mode: PortalMode, type: PortalType): boolean {
  return offers[mode].includes(type);
}

/** The questions that every portal knows, in the order of its form. */
export const knownFields = ['name', 'email', 'company', 'phone', 'question'] as const;
export type KnownField = (typeof knownFields)[number];

const use = z.enum(['off', 'optional', 'required']);

/** A question of the portal's own. `id` never changes, `label` is what people read. */
export const customFieldSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/),
  label: z.string().min(1).max(100),
  kind: z.enum(['text', 'choice']),
  /** What can be chosen; empty where the kind is text. */
  choices: z.array(z.string().min(1).max(maxAnswerLength)).max(50),
  required: z.boolean(),
});

/** What a portal asks of its customers (rule P5). */
export const portalFieldsSchema = z.strictObject({
  name: use,
  email: use,
  company: use,
  phone: use,
  question: use,
  custom: z.array(customFieldSchema).max(maxCustomFields),
  /** Stands for whatever would be typed; `null` where the portal belongs to no company. */
  fixedCompany: z.nullable(z.string().min(1).max(100)),
});
export type PortalFields = z.infer<typeof portalFieldsSchema>;

/** What an administrator sets for a portal, beside its name. */
export const portalSettingsSchema = z.strictObject({
  fields: portalFieldsSchema,
  /** `null`: no hours are set. */
  hours: z.nullable(openingHoursSchema),
  /** The sites that may carry it; a portal that was stored before there were any has none. */
  embedOrigins: embedOriginsSchema.default([]),
  /** Whether customers are asked afterwards what they thought (rule P12); absent: they are. */
  survey: z.optional(z.boolean()),
  /** CSS hex colour, `#rrggbb`, in place of the account's. */
  colour: z.optional(z.string().regex(/^#[0-9a-f]{6}$/)),
});
export type PortalSettings = z.infer<typeof portalSettingsSchema>;

/** What a portal of this type asks before anybody has set anything. */
export function defaultFields(type: PortalType): PortalFields {
  const base = { company: 'off', phone: 'off', custom: [], fixedCompany: null } as const;
  switch (type) {
    case 'smart-box':
    case 'smart-match':
      return { ...base, name: 'required', email: 'optional', question: 'required', custom: [] };
    case 'smart-pin':
      return { ...base, name: 'required', email: 'off', question: 'off', custom: [] };
    case 'smart-button':
      return { ...base, name: 'off', email: 'off', question: 'off', custom: [] };
  }
}
