import * as z from 'zod';
import { linkWays, reportStates } from '../../domain/figures.ts';
import {
  companyIdSchema,
  fileIdSchema,
  portalIdSchema,
  requestIdSchema,
  userIdSchema,
} from '../../domain/ids.ts';
import { requestPhases } from '../../domain/requestPhase.ts';
import {
  chatFileSchema,
  entrySchema,
  requestDetailsSchema,
  supportRequestSchema,
  timeSchema,
} from '../../domain/request.ts';
import { ratings } from '../../domain/survey.ts';
import { outcomes, teamRoles } from '../../domain/words.ts';
import { noteSchema } from '../contract/notes.ts';
import { recordingViewSchema } from './recordings.ts';
import type { AdminRoute } from './parts.ts';

/*
 * Reports (rule M2). Who asks sees the sessions of their companies, and nothing else. Spans are
 * milliseconds, times milliseconds since the Unix epoch.
 */

/** Longest period that is counted at once. */
export const maxReportMs = 10 * 366 * 24 * 60 * 60_000;
export const sessionsPerPage = 50;
/** Longer lists are counted up to here, and then called more. */
export const maxCounted = 20_000;
export const maxReportSearch = 200;

/** What is counted. Absent: all of it. */
export const reportFilterShape = {
  /** When the sessions began: from then on, and before. */
  from: timeSchema,
  to: timeSchema,
  portal: z.optional(portalIdSchema),
  technician: z.optional(userIdSchema),
  company: z.optional(z.union([companyIdSchema, z.literal('none')])),
  state: z.optional(z.enum(reportStates)),
  outcome: z.optional(z.enum(outcomes)),
  rating: z.optional(z.literal(ratings)),
  way: z.optional(z.enum(linkWays)),
  /** A text of the customer's form, or the request's id. */
  search: z.optional(z.string().trim().max(maxReportSearch)),
};

const backwards = { path: ['to'], message: 'backwards' };
const isPeriod = ({ from, to }: { from: number; to: number }): boolean =>
  from < to && to - from <= maxReportMs;

export const reportFilterSchema = z.strictObject(reportFilterShape).refine(isPeriod, backwards);
export type ReportFilter = z.output<typeof reportFilterSchema>;

/** What a list can be put in the order of; what has no such figure comes last. */
export const reportSorts = [
  'started',
  'waiting',
  'answer',
  'handling',
  'sharing',
  'rating',
] as const;
export type ReportSort = (typeof reportSorts)[number];

export const reportListShape = {
  sort: z.enum(reportSorts).default('started'),
  order: z.enum(['asc', 'desc']).default('desc'),
  /** The `next` of the page before, with the same filters and order. */
  after: z.optional(z.string().max(400)),
};

/** A list of sessions; the same for the table that is exported. */
export const reportListSchema = z
  .strictObject({ ...reportFilterShape, ...reportListShape })
  .refine(isPeriod, backwards);
export type ReportListQuery = z.output<typeof reportListSchema>;

const measured = z.nullable(z.int().nonnegative());
const named = <T extends z.ZodType>(id: T) => z.strictObject({ id, name: z.string() });

export const reportRowSchema = z.strictObject({
  id: requestIdSchema,
  createdAt: timeSchema,
  phase: z.enum(requestPhases),
  state: z.enum(reportStates),
  customer: z.strictObject({
    name: z.string(),
    email: z.nullable(z.string()),
    phone: z.nullable(z.string()),
    company: z.nullable(z.string()),
  }),
  question: z.string(),
  company: z.nullable(named(companyIdSchema)),
  portal: named(portalIdSchema),
  technician: z.nullable(named(userIdSchema)),
  outcome: z.nullable(z.enum(outcomes)),
  rating: z.nullable(z.literal(ratings)),
  waitingMs: measured,
  answerMs: measured,
  handlingMs: measured,
  sharingMs: measured,
  way: z.enum(linkWays),
});
export type ReportRow = z.infer<typeof reportRowSchema>;

export const reportPageSchema = z.strictObject({
  rows: z.array(reportRowSchema),
  next: z.nullable(z.string()),
  /** Of all pages; `more`: at least as many. */
  count: z.strictObject({ sessions: z.int(), more: z.boolean() }),
});
export type ReportPage = z.infer<typeof reportPageSchema>;

const mean = z.nullable(z.number().nonnegative());

/** What many sessions come to. Means are of those that have the figure. */
export const reportTotalsSchema = z.strictObject({
  sessions: z.int(),
  open: z.int(),
  served: z.int(),
  unserved: z.int(),
  messages: z.int(),
  resolved: z.int(),
  unresolved: z.int(),
  /** Of those that a technician had. */
  waitingMs: mean,
  longestWaitingMs: measured,
  /** How many a technician had, and how many of these within a minute. */
  taken: z.int(),
  takenSoon: z.int(),
  /** How long those waited who were never served. */
  unservedMs: mean,
  answerMs: mean,
  handlingMs: mean,
  handledMs: z.int(),
  shared: z.int(),
  sharingMs: mean,
  direct: z.int(),
  relayed: z.int(),
  ratings: z.int(),
  rating: mean,
});
export type ReportTotals = z.infer<typeof reportTotalsSchema>;

export const reportSteps = ['day', 'week', 'month'] as const;
export type ReportStep = (typeof reportSteps)[number];

/** With the reader's time zone, in which days begin. */
export const reportSummaryQuerySchema = z
  .strictObject({ ...reportFilterShape, zone: z.string().min(1).max(64) })
  .refine(isPeriod, backwards);
export type ReportSummaryQuery = z.output<typeof reportSummaryQuerySchema>;

export const reportSummarySchema = z.strictObject({
  totals: reportTotalsSchema,
  step: z.enum(reportSteps),
  /** In the order of time, without gaps. */
  over: z.array(z.strictObject({ from: timeSchema, to: timeSchema, totals: reportTotalsSchema })),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

/** Those with sessions, most of them first. */
export const reportGroupsSchema = z.array(
  z.strictObject({
    /** `null`: sessions of no technician, or of no company. */
    id: z.nullable(z.string()),
    name: z.string(),
    totals: reportTotalsSchema,
  }),
);
export type ReportGroups = z.infer<typeof reportGroupsSchema>;

/** What the filters offer. */
export const reportChoicesSchema = z.strictObject({
  portals: z.array(named(portalIdSchema)),
  technicians: z.array(named(userIdSchema)),
  companies: z.array(named(companyIdSchema)),
  /** Whether there may be sessions of no company. */
  noCompany: z.boolean(),
});
export type ReportChoices = z.infer<typeof reportChoicesSchema>;

/** All that there is of one session; its transcript goes on where there is `more`. */
export const sessionReportSchema = z.strictObject({
  row: reportRowSchema,
  request: supportRequestSchema,
  details: requestDetailsSchema,
  notes: z.array(noteSchema),
  guests: z.array(
    z.strictObject({
      ...named(userIdSchema).shape,
      role: z.enum(teamRoles),
      masked: z.boolean(),
      since: timeSchema,
      endedAt: z.nullable(timeSchema),
    }),
  ),
  files: z.array(chatFileSchema),
  recordings: z.array(recordingViewSchema),
  entries: z.array(entrySchema),
  more: z.boolean(),
});
export type SessionReport = z.infer<typeof sessionReportSchema>;

export const reportGroups = ['technician', 'portal', 'company'] as const;
export type ReportGroup = (typeof reportGroups)[number];

const right = 'see-reports';

/** `GET /api/admin/reports/sessions.csv?list=…`, with the JSON of a list, is beside these. */
export const reports = {
  'reports/sessions': { right, input: reportListSchema, output: reportPageSchema },
  'reports/summary': { right, input: reportSummaryQuerySchema, output: reportSummarySchema },
  'reports/groups': {
    right,
    input: z
      .strictObject({ ...reportFilterShape, group: z.enum(reportGroups) })
      .refine(isPeriod, backwards),
    output: z.strictObject({ groups: reportGroupsSchema }),
  },
  'reports/choices': { right, input: z.strictObject({}), output: reportChoicesSchema },
  'reports/session': {
    right,
    input: z.strictObject({ id: requestIdSchema }),
    output: sessionReportSchema,
  },
  'reports/entries': {
    right,
    input: z.strictObject({ id: requestIdSchema, after: z.int().nonnegative() }),
    output: z.strictObject({ entries: z.array(entrySchema), more: z.boolean() }),
  },
  /** A link to one of its files, good for a moment. */
  'reports/file': {
    right,
    input: z.strictObject({ id: requestIdSchema, file: fileIdSchema }),
    output: z.strictObject({ url: z.string(), expiresAt: timeSchema }),
  },
} as const satisfies Record<string, AdminRoute>;
