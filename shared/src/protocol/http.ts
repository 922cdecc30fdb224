import * as z from 'zod';
import { requestIdSchema, uuidV7Schema, userIdSchema } from '../domain/ids.ts';
import {
  maxAnswerLength,
  maxCustomFields,
  maxNameLength,
  maxQuestionLength,
} from '../domain/limits.ts';
import { portalFieldsSchema, portalModes, portalTypes } from '../domain/portal.ts';
import { roles, userRights } from '../domain/rightsTable.ts';
import { sourceSchema, timeSchema } from '../domain/request.ts';
import { sealedForTabSchema } from './contract/tab.ts';

export const slugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

/** `GET /api/v1/portals/:slug`: what anybody may know of a portal. */
export const portalViewSchema = z.strictObject({
  slug: slugSchema,
  name: z.string(),
  accountName: z.string(),
  greeting: z.string(),
  /** CSS hex colour of the account, `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Where the account's logo is had; `null` where it has none. */
  logo: z.nullable(z.string()),
  type: z.enum(portalTypes),
  mode: z.enum(portalModes),
  /** What the form asks; what is sent is held against it (rule P5). */
  fields: portalFieldsSchema,
  /** Closed: what is sent is a message that was left, and nobody is called (rule P4). */
  open: z.boolean(),
  /** When the opening hours begin next; `null` where they are on, or none are set. */
  reopensAt: z.nullable(timeSchema),
  /** Whom the customer can pick: those available now on a SmartMatch portal, else nobody. */
  technicians: z.array(z.strictObject({ id: userIdSchema, name: z.string() })),
});
export type PortalView = z.infer<typeof portalViewSchema>;

const text = (max: number) => z.string().trim().max(max).default('');

/** What every way into a request sends along. */
const entrance = {
  id: uuidV7Schema,
  /** 32 random bytes of the page, base64url: becomes the customer's token. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  name: text(maxNameLength),
  email: z.union([z.email().max(254), z.literal('')]).default(''),
  company: text(maxAnswerLength),
  phone: text(maxAnswerLength),
  question: text(maxQuestionLength),
  source: sourceSchema,
};

/** Nine digits, however they were grouped when they were read out. */
export const accessCodeSchema = z
  .string()
  .max(32)
  .transform((typed) => typed.replaceAll(/[\s.-]/g, ''))
  .pipe(z.string().regex(/^[0-9]{9}$/));

/** `POST /api/v1/helpers`: what the desktop helper brings, once, to be let in from then on. */
export const helperEntrySchema = z.strictObject({
  code: accessCodeSchema,
  /** 32 random bytes of the helper, base64url: becomes its token. */
  secret: entrance.secret,
});
export type HelperEntry = z.input<typeof helperEntrySchema>;

/**
 * `POST /api/v1/portals/:slug/requests`. `id` is made by the page and makes the call repeatable:
 * sent twice with the same `secret`, it opens one request. Which fields have to be there is the
 * portal's affair; the error names the `field` that does not fit.
 */
export const openRequestSchema = z.strictObject({
  ...entrance,
  /** Answers to the portal's own questions, by their ids. */
  answers: z
    .record(z.string().max(32), z.string().trim().max(maxAnswerLength))
    .refine((answers) => Object.keys(answers).length <= maxCustomFields)
    .default({}),
  /** Whom the customer picked; needed on a SmartMatch portal. */
  technician: z.optional(userIdSchema),
  /** The access code; needed on a SmartPin portal. */
  code: z.optional(accessCodeSchema),
});
export type OpenRequest = z.input<typeof openRequestSchema>;

/** `POST /api/v1/join`: an access code of whichever portal (rule P3). Repeatable, like a form. */
export const joinSchema = z.strictObject({ ...entrance, code: accessCodeSchema });
export type Join = z.input<typeof joinSchema>;

export const openedRequestSchema = z.strictObject({
  requestId: requestIdSchema,
  /** Opens this request's socket and transcript, and nothing else. */
  token: z.string(),
});
export type OpenedRequest = z.infer<typeof openedRequestSchema>;

/** `POST /api/v1/sign-in`. The answer is a {@link Me} and a cookie that scripts cannot read. */
export const signInSchema = z.strictObject({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().min(1).max(1024),
});
export type SignIn = z.infer<typeof signInSchema>;

/** `GET /api/v1/me`: who is signed in. */
export const meSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** What they may where no portal says something else. */
  rights: z.array(z.enum(userRights)),
  accountName: z.string(),
  /** Whether the account lets sessions be recorded. */
  recordings: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/**
 * `GET /api/v1/tabs/<place>`: what a page that shares says to the tab that it shares; `null` where
 * nobody waits there for this site.
 */
export const tabOfferSchema = z.nullable(
  z.strictObject({ sealed: sealedForTabSchema, company: z.string() }),
);
export type TabOffer = z.infer<typeof tabOfferSchema>;

/** `POST /api/v1/tabs/<place>`: what the tab answers. */
export const tabAnswerSchema = z.strictObject({ sealed: sealedForTabSchema });
