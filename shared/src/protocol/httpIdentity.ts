import * as z from 'zod';
import { maxNameLength } from '../domain/limits.ts';
import { maxPasswordLength } from '../domain/passwordRules.ts';
import { secondSteps, signInWays } from '../domain/signIn.ts';
import { timeSchema } from '../domain/request.ts';
import { roles } from '../domain/rightsTable.ts';
import { languages } from '../i18n/languages.ts';
import type { Me } from './http.ts';

/*
 * Signing in and one's own account, under `/api/v1`. All that changes something is a POST of JSON;
 * tokens of links stand in bodies, never in addresses that are logged.
 */

const email = z.string().trim().max(254);
const emailAddress = email.pipe(z.email());
const password = z.string().min(1).max(maxPasswordLength);
const name = z.string().trim().min(1).max(maxNameLength);
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const base64url = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]*$/);

/** `GET sign-in/ways`: what the page of signing in can offer. */
export const signInWaysSchema = z.strictObject({
  /** Whether a password can be set anew by mail. */
  reset: z.boolean(),
  singleSignOn: z.boolean(),
});
export type SignInWays = z.infer<typeof signInWaysSchema>;

/** A right password, and one thing more is asked for; `ticket` is good for five minutes. */
export const secondStepAskedSchema = z.strictObject({
  ticket: token,
  ways: z.array(z.enum(secondSteps)),
});
export type SecondStepAsked = z.infer<typeof secondStepAskedSchema>;
/** `POST sign-in`, and what follows it. */
export type SignInAnswer = Me | { secondStep: SecondStepAsked };

/** `POST sign-in/second-step` */
export const secondStepSchema = z.union([
  z.strictObject({ ticket: token, code: z.string().max(16) }),
  z.strictObject({ ticket: token, recoveryCode: z.string().max(64) }),
]);
export type SecondStepAnswer = z.infer<typeof secondStepSchema>;

/** `POST sign-in/passkey/options`; with the ticket of a second step only that user's passkeys fit. */
export const passkeyAskSchema = z.strictObject({ ticket: z.optional(token) });

/** What the browser's authenticator said (W3C Web Authentication, section 5.1), as JSON. */
const credential = {
  id: base64url.max(2048),
  rawId: base64url.max(2048),
  type: z.literal('public-key'),
  authenticatorAttachment: z.optional(z.enum(['platform', 'cross-platform'])),
  clientExtensionResults: z.record(z.string().max(64), z.unknown()),
};
const assertionSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(base64url),
  }),
});
const attestationSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.optional(z.array(z.string().max(32)).max(8)),
  }),
});

/** `POST sign-in/passkey` */
export const passkeySignInSchema = z.strictObject({ ticket: token, response: assertionSchema });
export type PasskeySignIn = z.infer<typeof passkeySignInSchema>;

/** `POST sign-in/single` */
export const singleSignOnAskSchema = z.strictObject({ email });

/** `POST password/forgotten`; the answer is the same, whoever it is. */
export const forgottenSchema = z.strictObject({ email, language: z.enum(languages) });

/** `POST links`: whose a link is, before it is used. */
export const linkSchema = z.strictObject({
  kind: z.enum(['reset', 'invitation', 'set-up']),
  token,
});
export type LinkKind = z.infer<typeof linkSchema>['kind'];
export interface LinkView {
  email: string;
  name: string;
  accountName: string;
}

/** `POST password/reset` */
export const resetSchema = z.strictObject({ token, password });
/** `POST invitations/accept` */
export const acceptSchema = z.strictObject({ token, name, password });
export type AcceptInvitation = z.infer<typeof acceptSchema>;
/** `POST set-up` */
export const setUpSchema = z.strictObject({
  token,
  accountName: name,
  name,
  email: emailAddress,
  password,
});
export type SetUp = z.infer<typeof setUpSchema>;

/** `POST invitations`, for administrators. */
export const inviteSchema = z.strictObject({
  email: emailAddress,
  name: z.string().trim().max(maxNameLength).default(''),
  role: z.enum(roles),
  language: z.enum(languages).default('en'),
});
export type Invite = z.infer<typeof inviteSchema>;
/** Where no mail is set up, the administrator hands the link over. */
export type Invited = { mailed: true } | { mailed: false; link: string };

/** `GET account`: one's own. */
export const ownAccountSchema = z.strictObject({
  name: z.string(),
  email: z.string(),
  accountName: z.string(),
  /** `false`: signs in at the provider of the account alone. */
  hasPassword: z.boolean(),
  app: z.boolean(),
  recoveryCodes: z.int(),
  passkeys: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      createdAt: timeSchema,
      usedAt: z.nullable(timeSchema),
    }),
  ),
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      current: z.boolean(),
      way: z.enum(signInWays),
      userAgent: z.string(),
      address: z.string(),
      createdAt: timeSchema,
      seenAt: timeSchema,
    }),
  ),
});
export type OwnAccount = z.infer<typeof ownAccountSchema>;

/** `POST account/name` */
export const ownNameSchema = z.strictObject({ name });
/** `POST account/password` */
export const passwordChangeSchema = z.strictObject({ current: password, password });
/**
 * Who changes how they sign in says the password once more; who has none has to have signed in a
 * moment ago.
 */
export const provenSchema = z.strictObject({ password: z.optional(password) });
/** `POST account/app/start`: what an authenticator app is told, by QR code or by hand. */
export interface AppStart {
  /** Good for a quarter of an hour. */
  ticket: string;
  secret: string;
  uri: string;
}
/** `POST account/app/confirm` */
export const appConfirmSchema = z.strictObject({ ticket: token, code: z.string().max(16) });
/** The recovery codes, where there were none yet; shown this once. */
export interface RecoveryCodes {
  recoveryCodes: string[] | null;
}
/** `POST account/passkeys` */
export const passkeyAddSchema = z.strictObject({
  ticket: token,
  name,
  response: attestationSchema,
});
export type PasskeyAdd = z.infer<typeof passkeyAddSchema>;
/** `POST account/passkeys/rename` */
export const passkeyRenameSchema = z.strictObject({ id: base64url.max(2048), name });
/** `POST account/passkeys/remove` */
export const passkeyRemoveSchema = z.strictObject({
  id: base64url.max(2048),
  password: z.optional(password),
});
/** `POST account/sessions/end` */
export const sessionEndSchema = z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/) });

/** `GET` and `POST single-sign-on`, for administrators; the secret is never told. */
export const singleSignOnSchema = z.strictObject({
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().trim().min(1).max(255),
  /** Absent: as it was; `null`: a public client. */
  clientSecret: z.optional(z.nullable(z.string().min(1).max(1024))),
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(253)
        .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/),
    )
    .min(1)
    .max(50),
  /** What somebody becomes who comes for the first time; `null`: nobody is made. */
  newUsers: z.nullable(z.enum(roles)),
});
export type SingleSignOnSettings = z.infer<typeof singleSignOnSchema>;
