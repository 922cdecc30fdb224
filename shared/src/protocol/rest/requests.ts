import * as z from 'zod';
import { companyIdSchema, requestIdSchema, userIdSchema, uuidV7Schema } from '../../domain/ids.ts';
import { maxSearchLength } from '../../domain/limits.ts';
import { answerSchema, supportRequestSchema } from '../../domain/request.ts';
import { requestPhases } from '../../domain/requestPhase.ts';
import { outcomes } from '../../domain/words.ts';
import { codeSchema } from '../contract/codes.ts';
import { noteSchema, noteTextSchema } from '../contract/notes.ts';
import { openRequestSchema, slugSchema } from '../http.ts';
import { component, markedPage, maybe, moment, none, person, type RestRoute } from './parts.ts';

const text = maybe(z.string());

/** A support request, as programs are told. */
export const restRequestSchema = component(
  'Request',
  z.strictObject({
    id: requestIdSchema,
    /** Rises with each change. */
    version: z.int(),
    phase: z.enum(requestPhases),
    portal: supportRequestSchema.shape.portal.pick({ id: true, slug: true, name: true }),
    customer: z.strictObject({ name: z.string(), email: text, phone: text, company: text }),
    /** Whose customer it is. */
    company: maybe(companyIdSchema),
    question: z.string(),
    answers: z.array(answerSchema),
    assignee: maybe(person(userIdSchema)),
    outcome: maybe(z.enum(outcomes)),
    createdAt: moment,
    /** When the phase last changed. */
    phaseSince: moment,
  }),
);
export type RestRequest = z.infer<typeof restRequestSchema>;

export const restNoteSchema = component(
  'Note',
  z.strictObject({
    id: uuidV7Schema,
    author: noteSchema.shape.author,
    text: z.string(),
    createdAt: moment,
    editedAt: maybe(moment),
  }),
);

export const restCodeSchema = component(
  'AccessCode',
  z.strictObject({
    id: z.string(),
    state: codeSchema.shape.state,
    /** Nine digits, as long as they open something. */
    digits: maybe(z.string()),
    createdAt: moment,
    expiresAt: moment,
    /** The request of whoever joined with it. */
    request: maybe(requestIdSchema),
  }),
);

const ofRequest = z.strictObject({ id: requestIdSchema });
const ofTechnician = z.strictObject({ technician: userIdSchema });

export const requests = {
  listRequests: {
    method: 'get',
    path: '/requests',
    scope: 'requests:read',
    summary: 'Requests, newest first: open ones before those that are over.',
    params: none,
    query: z.strictObject({
      search: z.optional(z.string().trim().max(maxSearchLength)),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      after: z.optional(z.string().max(400)),
    }),
    body: none,
    output: markedPage(restRequestSchema),
    status: 200,
  },
  createRequest: {
    method: 'post',
    path: '/requests',
    scope: 'requests:write',
    summary:
      'Opens a request by the rules of a portal. The customer goes on by the link; one who does not come within a minute counts as gone.',
    params: none,
    query: none,
    body: openRequestSchema.omit({ id: true, secret: true, source: true }).extend({
      portal: slugSchema,
      /** Sent again with the same id, it opens one request. */
      id: z.optional(uuidV7Schema),
    }),
    output: z.strictObject({ request: restRequestSchema, link: z.string() }),
    status: 201,
  },
  getRequest: {
    method: 'get',
    path: '/requests/{id}',
    scope: 'requests:read',
    summary: 'One request.',
    params: ofRequest,
    query: none,
    body: none,
    output: restRequestSchema,
    status: 200,
  },
  closeRequest: {
    method: 'post',
    path: '/requests/{id}/close',
    scope: 'requests:write',
    summary: 'Closes a request, whoever has it.',
    params: ofRequest,
    query: none,
    body: z.strictObject({
      outcome: z.enum(outcomes),
      notes: z.string().max(10_000).default(''),
    }),
    output: restRequestSchema,
    status: 200,
  },
  listNotes: {
    method: 'get',
    path: '/requests/{id}/notes',
    scope: 'requests:read',
    summary: 'Notes on a request, oldest first. Customers never see them.',
    params: ofRequest,
    query: none,
    body: none,
    output: z.strictObject({ items: z.array(restNoteSchema) }),
    status: 200,
  },
  addNote: {
    method: 'post',
    path: '/requests/{id}/notes',
    scope: 'requests:write',
    summary: 'Adds a note to a request.',
    params: ofRequest,
    query: none,
    body: z.strictObject({ text: noteTextSchema }),
    output: restNoteSchema,
    status: 201,
  },
  listCodes: {
    method: 'get',
    path: '/technicians/{technician}/codes',
    scope: 'codes:write',
    summary: 'The access codes of a technician, newest first.',
    params: ofTechnician,
    query: none,
    body: none,
    output: z.strictObject({ items: z.array(restCodeSchema) }),
    status: 200,
  },
  createCode: {
    method: 'post',
    path: '/technicians/{technician}/codes',
    scope: 'codes:write',
    summary: 'Makes a code that connects one customer to that technician.',
    params: ofTechnician,
    query: none,
    body: none,
    output: restCodeSchema,
    status: 201,
  },
  cancelCode: {
    method: 'delete',
    path: '/technicians/{technician}/codes/{id}',
    scope: 'codes:write',
    summary: 'Cancels a code that nobody has used.',
    params: ofTechnician.extend({ id: codeSchema.shape.id }),
    query: none,
    body: none,
    output: restCodeSchema,
    status: 200,
  },
} as const satisfies Record<string, RestRoute>;
