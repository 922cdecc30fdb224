import * as z from 'zod';
import { requestIdSchema } from '../../domain/ids.ts';
import { chatFileSchema, entrySchema, surveySchema } from '../../domain/request.ts';
import { ratings } from '../../domain/survey.ts';
import { reportFilterShape, reportListShape, reportRowSchema } from '../admin/reports.ts';
import { component, markedPage, maybe, moment, none, type RestRoute } from './parts.ts';
import { restNoteSchema } from './requests.ts';

/** A session in figures; spans are milliseconds. */
export const restSessionSchema = component(
  'Session',
  z.strictObject({ ...reportRowSchema.shape, createdAt: moment }),
);

const [message, file, event] = entrySchema.options;
const at = moment;

/** One line of a transcript. */
export const restEntrySchema = component(
  'Entry',
  z.discriminatedUnion('kind', [message.extend({ at }), file.extend({ at }), event.extend({ at })]),
);

const { from: _, to: __, rating: ___, ...filters } = reportFilterShape;
const ofSession = z.strictObject({ id: requestIdSchema });

export const sessions = {
  listSessions: {
    method: 'get',
    path: '/sessions',
    scope: 'sessions:read',
    summary: 'Sessions with the filters of the reports; of the last 30 days unless said otherwise.',
    params: none,
    query: z.strictObject({
      ...filters,
      ...reportListShape,
      rating: z.optional(z.coerce.number().pipe(z.literal(ratings))),
      /** When they began: from then on, and before. */
      from: z.optional(moment),
      to: z.optional(moment),
    }),
    body: none,
    output: markedPage(restSessionSchema),
    status: 200,
  },
  getSession: {
    method: 'get',
    path: '/sessions/{id}',
    scope: 'sessions:read',
    summary: 'One session with its notes, files, survey and the beginning of its transcript.',
    params: ofSession,
    query: none,
    body: none,
    output: z.strictObject({
      session: restSessionSchema,
      survey: maybe(surveySchema.extend({ at: moment })),
      notes: z.array(restNoteSchema),
      files: z.array(chatFileSchema),
      transcript: markedPage(restEntrySchema),
    }),
    status: 200,
  },
  getTranscript: {
    method: 'get',
    path: '/sessions/{id}/transcript',
    scope: 'sessions:read',
    summary: 'The transcript of a session, oldest line first.',
    params: ofSession,
    query: z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) }),
    body: none,
    output: markedPage(restEntrySchema),
    status: 200,
  },
} as const satisfies Record<string, RestRoute>;
