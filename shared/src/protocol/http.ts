import * as z from 'zod';
import { requestIdSchema, uuidV7Schema, userIdSchema } from '../domain/ids.ts';
import { maxNameLength, maxQuestionLength } from '../domain/limits.ts';
import { sourceSchema } from '../domain/request.ts';

export const slugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

/** `GET /api/v1/portals/:slug`: what anybody may know of a portal. */
export const portalViewSchema = z.strictObject({
  slug: slugSchema,
  name: z.string(),
  accountName: z.string(),
  greeting: z.string(),
  /** CSS hex colour of the account, `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type PortalView = z.infer<typeof portalViewSchema>;

/**
 * `POST /api/v1/portals/:slug/requests`. `id` is made by the page and makes the call repeatable:
 * sent twice with the same `secret`, it opens one request.
 */
export const openRequestSchema = z.strictObject({
  id: uuidV7Schema,
  /** 32 random bytes of the page, base64url: becomes the customer's token. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  name: z.string().trim().min(1).max(maxNameLength),
  email: z.union([z.email().max(254), z.literal('')]).default(''),
  question: z.string().trim().min(1).max(maxQuestionLength),
  source: sourceSchema,
});
export type OpenRequest = z.input<typeof openRequestSchema>;

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
  accountName: z.string(),
});
export type Me = z.infer<typeof meSchema>;
