import * as z from 'zod';
import { controlEnds, controlLevels, controlSpans } from './control.ts';
import { helperEnds } from './helper.ts';
import {
  companyIdSchema,
  endpointIdSchema,
  fileIdSchema,
  messageIdSchema,
  portalIdSchema,
  profileIdSchema,
  requestIdSchema,
  userIdSchema,
  uuidSchema,
} from './ids.ts';
import { maxAnswerLength, maxMessageLength, maxSurveyLength, maxTechnicians } from './limits.ts';
import { portalTypes } from './portal.ts';
import { maxLinkLength } from './pushedLink.ts';
import { requestPhases } from './requestPhase.ts';
import { sessionWindows } from './sessionWindow.ts';
import { recordEnds, recordStateSchema } from './recording.ts';
import { pathReasons, shareEnds, surfaces, tabReaches } from './sharing.ts';
import { showEnds } from './show.ts';
import { ratings } from './survey.ts';
import { outcomes, parties, teamRoles } from './words.ts';

/** Milliseconds since the Unix epoch, by the server's clock. */
export const timeSchema = z.int().nonnegative();

const personSchema = z.strictObject({ id: userIdSchema, name: z.string() });
const byTechnician = { by: personSchema };

/**
 * What happened, stored as a code and shown in the reader's own words. Each is an automatic
 * message of the chat (rule C1).
 */
export const systemEventSchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('opened') }),
  z.strictObject({ code: z.literal('assigned'), ...byTechnician }),
  z.strictObject({ code: z.literal('unassigned'), ...byTechnician }),
  z.strictObject({ code: z.literal('joined'), ...byTechnician }),
  /** Somebody who was invited has gone, and whom the customer could see. */
  z.strictObject({ code: z.literal('left'), ...byTechnician }),
  /** `to` is the name of the technician or the portal. */
  z.strictObject({ code: z.literal('transferred'), to: z.string(), ...byTechnician }),
  z.strictObject({ code: z.literal('transfer-returned'), ...byTechnician }),
  z.strictObject({ code: z.literal('abandoned') }),
  z.strictObject({ code: z.literal('returned') }),
  z.strictObject({ code: z.literal('ended'), party: z.enum(parties) }),
  z.strictObject({ code: z.literal('closed'), outcome: z.enum(outcomes), ...byTechnician }),
  /** An address for the customer to open; checked, http or https. */
  z.strictObject({
    code: z.literal('link-pushed'),
    url: z.string().max(maxLinkLength),
    ...byTechnician,
  }),
  z.strictObject({ code: z.literal('share-proposed'), ...byTechnician }),
  z.strictObject({ code: z.literal('share-started'), surface: z.enum(surfaces) }),
  z.strictObject({ code: z.literal('share-switched'), surface: z.enum(surfaces) }),
  z.strictObject({ code: z.literal('share-cancelled') }),
  z.strictObject({ code: z.literal('share-paused') }),
  z.strictObject({ code: z.literal('share-resumed') }),
  z.strictObject({
    code: z.literal('share-ended'),
    why: z.enum(shareEnds),
    /** Who stopped it: `null` is the customer; absent where nobody did, or it was not kept. */
    by: z.optional(z.nullable(personSchema)),
  }),
  z.strictObject({
    code: z.literal('show-started'),
    surface: z.enum(surfaces),
    ...byTechnician,
  }),
  z.strictObject({ code: z.literal('show-switched'), surface: z.enum(surfaces) }),
  z.strictObject({ code: z.literal('show-paused') }),
  z.strictObject({ code: z.literal('show-resumed') }),
  z.strictObject({ code: z.literal('show-ended'), why: z.enum(showEnds) }),
  /** Each side's own microphone; being muted meanwhile is told, and not written down. */
  z.strictObject({ code: z.literal('voice-on'), party: z.enum(parties) }),
  z.strictObject({ code: z.literal('voice-off'), party: z.enum(parties) }),
  z.strictObject({
    code: z.literal('path-changed'),
    path: z.enum(['direct', 'relay']),
    why: z.optional(z.enum(pathReasons)),
  }),
  z.strictObject({
    code: z.literal('control-requested'),
    level: z.enum(controlLevels),
    ...byTechnician,
  }),
  z.strictObject({
    code: z.literal('control-granted'),
    level: z.enum(controlLevels),
    to: z.optional(personSchema),
    span: z.optional(z.enum(controlSpans)),
    /** Without a new question: the customer had agreed to it before. */
    again: z.optional(z.boolean()),
  }),
  z.strictObject({ code: z.literal('control-ended'), why: z.enum(controlEnds) }),
  /** The customer's hand on the technician's screen (rule I6). */
  z.strictObject({ code: z.literal('hand-requested'), level: z.enum(controlLevels) }),
  z.strictObject({
    code: z.literal('hand-granted'),
    level: z.enum(controlLevels),
    span: z.enum(controlSpans),
    /** Without a new question: it had been agreed to before. */
    again: z.boolean(),
    ...byTechnician,
  }),
  /** In the tab that is shown, which carries our script, the technician has agreed to it as well. */
  z.strictObject({ code: z.literal('hand-agreed') }),
  z.strictObject({ code: z.literal('hand-ended'), why: z.enum(controlEnds) }),
  /** In the shared tab, which carries our script, the customer has agreed to the hand as well. */
  z.strictObject({ code: z.literal('tab-agreed') }),
  /** The hand reaches nothing in the shared tab any more: it has left the site, for example. */
  z.strictObject({ code: z.literal('tab-left') }),
  z.strictObject({ code: z.literal('helper-ready') }),
  z.strictObject({ code: z.literal('helper-ended'), why: z.enum(helperEnds) }),
  /** Text of a clipboard went to that side, with the consent of whose it is; the text is not kept. */
  z.strictObject({ code: z.literal('clipboard-sent'), to: z.enum(parties) }),
  /** The customer is asked whether the session may be recorded (rule M3). */
  z.strictObject({ code: z.literal('record-proposed'), ...byTechnician }),
  /** The customer has agreed to it. */
  z.strictObject({ code: z.literal('record-started'), ...byTechnician }),
  z.strictObject({
    code: z.literal('record-ended'),
    why: z.enum(recordEnds),
    /** Who stopped it: `null` is the customer; absent where nobody did. */
    by: z.optional(z.nullable(personSchema)),
  }),
  /** A mobile configuration profile that the customer's device can install (rule F4). */
  z.strictObject({
    code: z.literal('profile-sent'),
    profile: z.strictObject({ id: profileIdSchema, name: z.string() }),
    ...byTechnician,
  }),
]);
export type SystemEvent = z.infer<typeof systemEventSchema>;

const entryBase = {
  requestId: requestIdSchema,
  id: messageIdSchema,
  /** Place in the conversation: 1, 2, 3 … without a gap, given by the server in the transaction. */
  seq: z.int().positive(),
  at: timeSchema,
};

const authorSchema = z.strictObject({
  party: z.enum(parties),
  id: z.nullable(userIdSchema),
  name: z.string(),
});
export type Author = z.infer<typeof authorSchema>;

/** A file of the conversation, checked and clean; its bytes are fetched by a link (rule F3). */
export const chatFileSchema = z.strictObject({
  id: fileIdSchema,
  name: z.string(),
  /** Bytes. */
  size: z.int().positive(),
  /** Media type, decided from the content. */
  type: z.string(),
  /** Pixels, as it is shown upright; null where it is no picture that shows itself. */
  picture: z.nullable(z.strictObject({ width: z.int().positive(), height: z.int().positive() })),
});
export type ChatFile = z.infer<typeof chatFileSchema>;

/** One line of a conversation. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...entryBase,
    kind: z.literal('message'),
    from: authorSchema,
    text: z.string().max(maxMessageLength),
  }),
  z.strictObject({
    ...entryBase,
    kind: z.literal('file'),
    from: authorSchema,
    file: chatFileSchema,
  }),
  z.strictObject({ ...entryBase, kind: z.literal('event'), event: systemEventSchema }),
]);
export type Entry = z.infer<typeof entrySchema>;

export const shareStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('off'), last: z.optional(z.enum(shareEnds)) }),
  z.strictObject({
    phase: z.literal('proposed'),
    by: userIdSchema,
    last: z.optional(z.enum(shareEnds)),
  }),
  z.strictObject({
    phase: z.literal('sharing'),
    by: userIdSchema,
    endpoint: endpointIdSchema,
    surface: z.enum(surfaces),
    sound: z.boolean().default(false),
    paused: z.boolean(),
    since: z.optional(timeSchema),
    tab: z.optional(z.enum(tabReaches)),
  }),
]);

/** @param who who can hold a hand there */
function controlSchema<Who extends z.ZodType>(who: Who) {
  const ask = { by: who, level: z.enum(controlLevels) };
  return z.discriminatedUnion('phase', [
    z.strictObject({ phase: z.literal('none'), last: z.optional(z.enum(controlEnds)) }),
    z.strictObject({ phase: z.literal('requested'), ...ask }),
    z.strictObject({
      phase: z.literal('granted'),
      to: who,
      level: z.enum(controlLevels),
      grantId: z.int().min(1).max(0xffffffff),
      span: z.optional(z.enum(controlSpans)),
      next: z.optional(z.strictObject(ask)),
    }),
  ]);
}

export const showStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('off'), last: z.optional(z.enum(showEnds)) }),
  z.strictObject({
    phase: z.literal('showing'),
    by: userIdSchema,
    endpoint: endpointIdSchema,
    surface: z.enum(surfaces),
    sound: z.boolean(),
    paused: z.boolean(),
    tab: z.optional(z.enum(tabReaches)),
    control: controlSchema(z.null()).default({ phase: 'none' }),
  }),
]);

const sideVoiceSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('off') }),
  z.strictObject({ phase: z.literal('on'), endpoint: endpointIdSchema, muted: z.boolean() }),
]);

export const controlStateSchema = controlSchema(userIdSchema);

/** Pixels. */
export const pictureSizeSchema = z.strictObject({
  width: z.int().min(1).max(65_535),
  height: z.int().min(1).max(65_535),
});

export const helperStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('none'), last: z.optional(z.enum(helperEnds)) }),
  z.strictObject({
    phase: z.enum(['invited', 'asking', 'ready']),
    id: uuidSchema,
    picture: pictureSizeSchema,
  }),
]);

const silence = { customer: { phase: 'off' }, technician: { phase: 'off' } } as const;

/** The live part of a request. What rows of an earlier version lack has not begun in them. */
export const liveStateSchema = z.strictObject({
  share: shareStateSchema,
  control: controlStateSchema,
  /** Absent where there has never been one. */
  helper: z.optional(helperStateSchema),
  /** Absent where nobody has asked for one. */
  record: z.optional(recordStateSchema),
  /**
   * What the newest upgrade did to the chat, where it had a session window of its own; absent: it was
   * in the portal's page.
   */
  sessionWindow: z.optional(z.enum(sessionWindows)),
  show: showStateSchema.default({ phase: 'off' }),
  voice: z
    .strictObject({ customer: sideVoiceSchema, technician: sideVoiceSchema })
    .default(silence),
});
export type LiveState = z.infer<typeof liveStateSchema>;

export const idleLiveState: LiveState = {
  share: { phase: 'off' },
  control: { phase: 'none' },
  show: { phase: 'off' },
  voice: silence,
};

/** What the customer's browser told when the request was made (rule P6). */
export const sourceSchema = z.strictObject({
  userAgent: z.string().max(512),
  language: z.string().max(64),
  timeZone: z.string().max(64),
  /** CSS pixels of the screen. */
  screenWidth: z.int().min(0).max(100_000),
  screenHeight: z.int().min(0).max(100_000),
  referrer: z.string().max(1024),
});
export type Source = z.infer<typeof sourceSchema>;

/** Who is asked to take a request, until when, and who asked: `null` is the line of the portal. */
export const offerSchema = z.strictObject({
  to: personSchema,
  by: z.nullable(personSchema),
  until: timeSchema,
});
export type Offer = z.infer<typeof offerSchema>;

/**
 * A technician beside the one who has the request (rule T9). `masked`: the customer is not to know
 * of them. `until` is when an invitation runs out.
 */
export const memberSchema = z.strictObject({
  id: userIdSchema,
  name: z.string(),
  role: z.enum(teamRoles),
  masked: z.boolean(),
  state: z.enum(['invited', 'joined']),
  by: personSchema,
  /** Since when they are invited, or have been there. */
  since: timeSchema,
  until: z.nullable(timeSchema),
});
export type Member = z.infer<typeof memberSchema>;

const teamSchema = z.strictObject({
  members: z.array(memberSchema).max(maxTechnicians - 1),
  /** How many versions the customer was not told of; theirs are counted without them. */
  unseen: z.int().nonnegative(),
});

/** One line of the technicians' own chat. Its `seq` is its own: 1, 2, 3 … for each request. */
export const sideEntrySchema = z.strictObject({
  ...entryBase,
  from: personSchema,
  text: z.string().max(maxMessageLength),
});
export type SideEntry = z.infer<typeof sideEntrySchema>;

/** A question of the portal's own and its answer, in the words of the day it was asked. */
export const answerSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  value: z.string().max(maxAnswerLength),
});

/**
 * A support request as everyone who may see it is told. `version` rises by one with each change;
 * a page keeps the highest it has seen.
 */
export const supportRequestSchema = z.strictObject({
  id: requestIdSchema,
  version: z.int().positive(),
  phase: z.enum(requestPhases),
  portal: z.strictObject({
    id: portalIdSchema,
    slug: z.string(),
    name: z.string(),
    type: z.optional(z.enum(portalTypes)),
  }),
  customer: z.strictObject({
    name: z.string(),
    email: z.nullable(z.string()),
    company: z.optional(z.nullable(z.string())),
    phone: z.optional(z.nullable(z.string())),
  }),
  /** Whose customer it is, which decides who may see the request (rule T12); `null`: no company's. */
  companyId: z.optional(z.nullable(companyIdSchema)),
  question: z.string(),
  answers: z.optional(z.array(answerSchema)),
  assignee: z.nullable(personSchema),
  /** The technician whom the customer picked on a SmartMatch portal. */
  wanted: z.optional(z.nullable(personSchema)),
  /** Set in phase `offered`, and only there. */
  offer: z.optional(z.nullable(offerSchema)),
  /** Absent where it has never been anybody but the assignee. */
  team: z.optional(teamSchema),
  createdAt: timeSchema,
  /** The place in the line: the earlier goes first. */
  queuedAt: z.optional(timeSchema),
  /** When the phase last changed. */
  phaseSince: timeSchema,
  lastSeq: z.int().nonnegative(),
  live: liveStateSchema,
  outcome: z.nullable(z.enum(outcomes)),
});
export type SupportRequest = z.infer<typeof supportRequestSchema>;

/** What a customer thought of it, as the last sending said (rule P12). */
export const surveySchema = z.strictObject({
  rating: z.literal(ratings),
  words: z.string().max(maxSurveyLength),
  at: timeSchema,
});
export type Survey = z.infer<typeof surveySchema>;

/** What only technicians are told of a request. */
export const requestDetailsSchema = z.strictObject({
  source: z.strictObject({ ...sourceSchema.shape, address: z.string() }),
  notes: z.string(),
  survey: z.optional(surveySchema),
});
export type RequestDetails = z.infer<typeof requestDetailsSchema>;
