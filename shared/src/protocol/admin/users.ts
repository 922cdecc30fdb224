import * as z from 'zod';
import { companyIdSchema, teamIdSchema, userIdSchema } from '../../domain/ids.ts';
import { maxNameLength } from '../../domain/limits.ts';
import { timeSchema } from '../../domain/request.ts';
import { rightChangesSchema, roleChangesSchema, roles } from '../../domain/rightsTable.ts';
import { languages } from '../../i18n/languages.ts';
import { errorReasons } from '../errors.ts';
import { listInput, listOutput, nameOf, nothing, type AdminRoute } from './parts.ts';

/** Largest table of users that is imported at once, in UTF-16 code units and in rows. */
export const maxImportLength = 100_000;
export const maxImportRows = 500;
export const maxSessionLimit = 50;
const maxTeams = 500;
const maxCompanies = 10_000;

const email = z.string().trim().max(254).pipe(z.email());

/** Somebody of the account, as those see them who manage users. */
export const managedUserSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** What was set for them alone. */
  rights: rightChangesSchema,
  /** Technicians see these companies alone. */
  companies: z.union([z.literal('all'), z.array(companyIdSchema).max(maxCompanies)]),
  teams: z.array(teamIdSchema).max(maxTeams),
  sessionLimit: z.int().positive(),
  /** Since when they are kept out. */
  disabledAt: z.nullable(timeSchema),
  seenAt: z.nullable(timeSchema),
});
export type ManagedUserView = z.infer<typeof managedUserSchema>;

export const userFormSchema = z.strictObject({
  id: userIdSchema,
  name: nameOf(maxNameLength),
  role: z.enum(roles),
  rights: rightChangesSchema,
  companies: managedUserSchema.shape.companies,
  teams: managedUserSchema.shape.teams,
  sessionLimit: z.int().min(1).max(maxSessionLimit),
});
export type UserForm = z.infer<typeof userFormSchema>;

export const inviteFormSchema = z.strictObject({
  name: nameOf(maxNameLength),
  email,
  role: z.enum(roles),
  language: z.enum(languages),
});

/** Without mail, the link is for who invites to hand over. */
export const invitedUserSchema = z.strictObject({
  email: z.string(),
  link: z.nullable(z.string()),
});

const importRowSchema = z.strictObject({
  line: z.int().positive(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  /** What is wrong with it; `null`: nothing. */
  problem: z.nullable(
    z.enum(['columns', 'name', 'email', 'role', 'twice', 'email-taken', 'not-yours-to-give']),
  ),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** Users, their rights, and teams. */
export const users = {
  'users/list': {
    right: 'manage-users',
    input: listInput(['name', 'email', 'role', 'seen']).extend({
      /** Those who are kept out, those who are not, or both. */
      state: z.enum(['all', 'active', 'disabled']).default('all'),
    }),
    output: listOutput(managedUserSchema),
  },
  'users/get': {
    right: 'manage-users',
    input: z.strictObject({ id: userIdSchema }),
    output: z.strictObject({ user: managedUserSchema }),
  },
  /** What the forms about users and teams choose from. */
  'users/choices': {
    right: 'manage-users',
    input: nothing,
    output: z.strictObject({
      users: z.array(z.strictObject({ id: userIdSchema, name: z.string(), role: z.enum(roles) })),
      teams: z.array(
        z.strictObject({ id: teamIdSchema, name: z.string(), rights: rightChangesSchema }),
      ),
      companies: z.array(z.strictObject({ id: companyIdSchema, name: z.string() })),
      roles: roleChangesSchema,
    }),
  },
  'users/save': {
    right: 'manage-users',
    input: userFormSchema,
    output: z.strictObject({ user: managedUserSchema }),
  },
  'users/invite': { right: 'manage-users', input: inviteFormSchema, output: invitedUserSchema },
  /** Keeps somebody out, at once and on every page they have open; and the way back. */
  'users/disable': {
    right: 'manage-users',
    input: z.strictObject({ id: userIdSchema }),
    output: z.strictObject({ user: managedUserSchema }),
  },
  'users/enable': {
    right: 'manage-users',
    input: z.strictObject({ id: userIdSchema }),
    output: z.strictObject({ user: managedUserSchema }),
  },
  /** Reads a table of users; only where it is confirmed, and every row is right, are they invited. */
  'users/import': {
    right: 'manage-users',
    input: z.strictObject({
      text: z.string().max(maxImportLength),
      language: z.enum(languages),
      confirm: z.boolean(),
    }),
    output: z.strictObject({
      rows: z.array(importRowSchema).max(maxImportRows),
      /** Why it is no table that can be read. */
      problem: z.nullable(z.enum(['no-table', 'no-columns', 'too-many'])),
      invited: z.nullable(
        z.array(invitedUserSchema.extend({ failed: z.nullable(z.enum(errorReasons)) })),
      ),
    }),
  },
  'roles/save': {
    right: 'manage-users',
    input: z.strictObject({ roles: roleChangesSchema }),
    output: nothing,
  },
} as const satisfies Record<string, AdminRoute>;
