import * as z from 'zod';
import { companyIdSchema, teamIdSchema, userIdSchema } from '../../domain/ids.ts';
import { maxCompanyNameLength } from '../../domain/company.ts';
import { maxNameLength } from '../../domain/limits.ts';
import { rightChangesSchema } from '../../domain/rightsTable.ts';
import { listInput, listOutput, nameOf, nothing, type AdminRoute } from './parts.ts';

const maxMembers = 5_000;

export const teamFormSchema = z.strictObject({
  /** Absent: a new one. */
  id: z.optional(teamIdSchema),
  name: nameOf(maxNameLength),
  rights: rightChangesSchema,
  members: z.array(userIdSchema).max(maxMembers),
});
export type TeamForm = z.infer<typeof teamFormSchema>;

export const teamViewSchema = z.strictObject({ ...teamFormSchema.shape, id: teamIdSchema });
export type TeamView = z.infer<typeof teamViewSchema>;

export const companyFormSchema = z.strictObject({
  /** Absent: a new one. */
  id: z.optional(companyIdSchema),
  name: nameOf(maxCompanyNameLength),
});

export const companyViewSchema = z.strictObject({
  id: companyIdSchema,
  name: z.string(),
  requests: z.int().nonnegative(),
  /** To how many users it is granted by name. */
  users: z.int().nonnegative(),
});
export type CompanyView = z.infer<typeof companyViewSchema>;

/** Teams of users, and the companies that are supported. */
export const teams = {
  'teams/list': {
    right: 'manage-users',
    input: listInput(['name', 'members']),
    output: listOutput(teamViewSchema),
  },
  'teams/save': {
    right: 'manage-users',
    input: teamFormSchema,
    output: z.strictObject({ team: teamViewSchema }),
  },
  'teams/remove': {
    right: 'manage-users',
    input: z.strictObject({ id: teamIdSchema }),
    output: nothing,
  },
  'companies/list': {
    right: 'manage-companies',
    input: listInput(['name', 'requests', 'users']),
    output: listOutput(companyViewSchema),
  },
  'companies/save': {
    right: 'manage-companies',
    input: companyFormSchema,
    output: z.strictObject({ company: companyViewSchema }),
  },
  /** One that has requests stays. */
  'companies/remove': {
    right: 'manage-companies',
    input: z.strictObject({ id: companyIdSchema }),
    output: nothing,
  },
} as const satisfies Record<string, AdminRoute>;
