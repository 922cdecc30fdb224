import * as z from 'zod';

/** Any UUID, lower case. Versions 4 and 7 are in use; which one is the maker's affair. */
export const uuidSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

/** UUID version 7 (RFC 9562, section 5.7): sorts by the time it was made. */
export const uuidV7Schema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

export const accountIdSchema = uuidSchema.brand<'AccountId'>();
export const userIdSchema = uuidSchema.brand<'UserId'>();
export const portalIdSchema = uuidSchema.brand<'PortalId'>();
export const companyIdSchema = uuidSchema.brand<'CompanyId'>();
export const teamIdSchema = uuidSchema.brand<'TeamId'>();
export const requestIdSchema = uuidV7Schema.brand<'RequestId'>();
export const messageIdSchema = uuidV7Schema.brand<'MessageId'>();
/** One file that was sent, or is on its way. */
export const fileIdSchema = uuidV7Schema.brand<'FileId'>();
/** One mobile configuration profile of an account. */
export const profileIdSchema = uuidV7Schema.brand<'ProfileId'>();
/** One recording of a shared screen. */
export const recordingIdSchema = uuidV7Schema.brand<'RecordingId'>();
/** One open page (tab) of somebody; made by the page, kept over its reconnections. */
export const endpointIdSchema = uuidSchema.brand<'EndpointId'>();
/** One attempt of a viewer to be linked with a sharer, direct and relayed. */
export const linkIdSchema = uuidSchema.brand<'LinkId'>();

export type AccountId = z.infer<typeof accountIdSchema>;
export type UserId = z.infer<typeof userIdSchema>;
export type PortalId = z.infer<typeof portalIdSchema>;
export type CompanyId = z.infer<typeof companyIdSchema>;
export type TeamId = z.infer<typeof teamIdSchema>;
export type RequestId = z.infer<typeof requestIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
export type FileId = z.infer<typeof fileIdSchema>;
export type ProfileId = z.infer<typeof profileIdSchema>;
export type RecordingId = z.infer<typeof recordingIdSchema>;
export type EndpointId = z.infer<typeof endpointIdSchema>;
export type LinkId = z.infer<typeof linkIdSchema>;
