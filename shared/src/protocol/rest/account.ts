import * as z from 'zod';
import { companyIdSchema, userIdSchema } from '../../domain/ids.ts';
import { maxSearchLength } from '../../domain/limits.ts';
import { portalFieldsSchema } from '../../domain/portal.ts';
import { live } from '../admin/live.ts';
import { portalRowSchema } from '../admin/portals.ts';
import { companyFormSchema, companyViewSchema } from '../admin/teams.ts';
import {
  inviteFormSchema,
  invitedUserSchema,
  managedUserSchema,
  userFormSchema,
} from '../admin/users.ts';
import { component, maybe, moment, none, numberedPage, type RestRoute } from './parts.ts';

const list = z.strictObject({
  search: z.string().trim().max(maxSearchLength).default(''),
  page: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const restPortalSchema = component(
  'Portal',
  portalRowSchema
    .pick({ id: true, slug: true, name: true, greeting: true, type: true, mode: true })
    .extend({
      /** What it asks of its customers. */
      fields: portalFieldsSchema,
      /** Where customers find it. */
      url: z.string(),
    }),
);

export const restUserSchema = component(
  'User',
  managedUserSchema.extend({
    /** Since when they are kept out. */
    disabledAt: maybe(moment),
    seenAt: maybe(moment),
  }),
);

export const restCompanySchema = component('Company', companyViewSchema);
const restTechnicianSchema = component(
  'Technician',
  live['live/get'].output.shape.technicians.element,
);

const ofUser = z.strictObject({ id: userIdSchema });
const ofCompany = z.strictObject({ id: companyIdSchema });
const companyBody = companyFormSchema.omit({ id: true });

export const account = {
  listPortals: {
    method: 'get',
    path: '/portals',
    scope: 'portals:read',
    summary: 'The portals that are there, by their names.',
    params: none,
    query: list,
    body: none,
    output: numberedPage(restPortalSchema),
    status: 200,
  },
  listTechnicians: {
    method: 'get',
    path: '/technicians',
    scope: 'technicians:read',
    summary: 'Who is available now, and how many sessions they have.',
    params: none,
    query: none,
    body: none,
    output: z.strictObject({ items: z.array(restTechnicianSchema) }),
    status: 200,
  },
  listUsers: {
    method: 'get',
    path: '/users',
    scope: 'users:read',
    summary: 'The users of the account, by their names.',
    params: none,
    query: list.extend({ state: z.enum(['all', 'active', 'disabled']).default('all') }),
    body: none,
    output: numberedPage(restUserSchema),
    status: 200,
  },
  inviteUser: {
    method: 'post',
    path: '/users',
    scope: 'users:write',
    summary: 'Invites somebody. Without mail, the link is there to be handed over.',
    params: none,
    query: none,
    body: inviteFormSchema,
    output: component('Invitation', invitedUserSchema),
    status: 201,
  },
  getUser: {
    method: 'get',
    path: '/users/{id}',
    scope: 'users:read',
    summary: 'One user.',
    params: ofUser,
    query: none,
    body: none,
    output: restUserSchema,
    status: 200,
  },
  changeUser: {
    method: 'patch',
    path: '/users/{id}',
    scope: 'users:write',
    summary: 'Changes what is given of a user; the rest stays.',
    params: ofUser,
    query: none,
    body: userFormSchema.omit({ id: true }).partial(),
    output: restUserSchema,
    status: 200,
  },
  disableUser: {
    method: 'post',
    path: '/users/{id}/disable',
    scope: 'users:write',
    summary: 'Keeps a user out at once, with every page they have open.',
    params: ofUser,
    query: none,
    body: none,
    output: restUserSchema,
    status: 200,
  },
  enableUser: {
    method: 'post',
    path: '/users/{id}/enable',
    scope: 'users:write',
    summary: 'Lets a user in again.',
    params: ofUser,
    query: none,
    body: none,
    output: restUserSchema,
    status: 200,
  },
  listCompanies: {
    method: 'get',
    path: '/companies',
    scope: 'companies:read',
    summary: 'The companies that are supported, by their names.',
    params: none,
    query: list,
    body: none,
    output: numberedPage(restCompanySchema),
    status: 200,
  },
  createCompany: {
    method: 'post',
    path: '/companies',
    scope: 'companies:write',
    summary: 'Adds a company.',
    params: none,
    query: none,
    body: companyBody,
    output: restCompanySchema,
    status: 201,
  },
  getCompany: {
    method: 'get',
    path: '/companies/{id}',
    scope: 'companies:read',
    summary: 'One company.',
    params: ofCompany,
    query: none,
    body: none,
    output: restCompanySchema,
    status: 200,
  },
  renameCompany: {
    method: 'patch',
    path: '/companies/{id}',
    scope: 'companies:write',
    summary: 'Gives a company another name.',
    params: ofCompany,
    query: none,
    body: companyBody,
    output: restCompanySchema,
    status: 200,
  },
  removeCompany: {
    method: 'delete',
    path: '/companies/{id}',
    scope: 'companies:write',
    summary: 'Removes a company that has no requests.',
    params: ofCompany,
    query: none,
    body: none,
    output: none,
    status: 200,
  },
} as const satisfies Record<string, RestRoute>;
