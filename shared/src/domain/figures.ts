import * as z from 'zod';
import { timeSchema, type Author, type SupportRequest, type SystemEvent } from './request.ts';
import { isOver, type RequestPhase } from './requestPhase.ts';
import { isFirstAnswer } from './writing.ts';

const momentSchema = z.nullable(timeSchema);

/** What reports count of one request, gathered while it goes on (rule M2). Spans in milliseconds. */
export const figuresSchema = z.strictObject({
  /** Left while nobody was there (rule P4): nobody waited for an answer. */
  isMessage: z.boolean(),
  /** When a technician first had it, and when one first wrote or sent something. */
  takenAt: momentSchema,
  answeredAt: momentSchema,
  overAt: momentSchema,
  /** For how long technicians have had it; `since` where one has it now. */
  handledMs: z.int().nonnegative(),
  handledSince: momentSchema,
  /** For how long a screen of either side was shared. */
  sharedMs: z.int().nonnegative(),
  sharedSince: momentSchema,
  customerShares: z.boolean(),
  technicianShows: z.boolean(),
  direct: z.boolean(),
  relayed: z.boolean(),
});
export type Figures = z.infer<typeof figuresSchema>;

export const noFigures: Figures = {
  isMessage: false,
  takenAt: null,
  answeredAt: null,
  overAt: null,
  handledMs: 0,
  handledSince: null,
  sharedMs: 0,
  sharedSince: null,
  customerShares: false,
  technicianShows: false,
  direct: false,
  relayed: false,
};

const inHand: ReadonlySet<RequestPhase> = new Set(['offered', 'assigned', 'active']);

/** A line of the chat, as far as it is counted. */
export type CountedEntry = { at: number } & (
  { kind: 'message' | 'file'; from: Pick<Author, 'party'> } | { kind: 'event'; event: SystemEvent }
);

/** What a line of the chat adds. */
export function withEntry(figures: Figures, entry: CountedEntry): Figures {
  const { at } = entry;
  if (entry.kind !== 'event') {
    return isFirstAnswer(entry.from, figures.answeredAt) ? { ...figures, answeredAt: at } : figures;
  }
  switch (entry.event.code) {
    case 'share-started':
      return withScreens({ ...figures, customerShares: true }, at);
    case 'share-ended':
      return withScreens({ ...figures, customerShares: false }, at);
    case 'show-started':
      return withScreens({ ...figures, technicianShows: true }, at);
    case 'show-ended':
      return withScreens({ ...figures, technicianShows: false }, at);
    case 'path-changed':
      return entry.event.path === 'direct'
        ? { ...figures, direct: true }
        : { ...figures, relayed: true };
    default:
      return figures;
  }
}

/** Two screens at a time count once. */
function withScreens(figures: Figures, at: number): Figures {
  const { sharedSince: since, sharedMs, customerShares, technicianShows } = figures;
  const isShared = customerShares || technicianShows;
  if (isShared === (since !== null)) return figures;
  return since === null
    ? { ...figures, sharedSince: at }
    : { ...figures, sharedSince: null, sharedMs: sharedMs + Math.max(0, at - since) };
}

/** What the request, as it is now, adds. */
export function withRequest(
  figures: Figures,
  { phase, phaseSince: at, assignee }: Pick<SupportRequest, 'phase' | 'phaseSince' | 'assignee'>,
): Figures {
  const next = {
    ...figures,
    isMessage: figures.isMessage || phase === 'message-left',
    overAt: isOver(phase) ? (figures.overAt ?? at) : null,
  };
  const isHandled = inHand.has(phase) && assignee !== null;
  const { handledSince: since } = figures;
  if (isHandled === (since !== null)) return next;
  return since === null
    ? { ...next, handledSince: at, takenAt: figures.takenAt ?? at }
    : { ...next, handledSince: null, handledMs: figures.handledMs + Math.max(0, at - since) };
}

/**
 * What became of a request, as reports tell them apart. `unserved`: it was over before a technician
 * had it. `message`: left while nobody was there, and nobody has taken it up.
 */
export const reportStates = ['open', 'served', 'unserved', 'message'] as const;
export type ReportState = (typeof reportStates)[number];

export function reportStateOf({ isMessage, takenAt, overAt }: Figures): ReportState {
  if (takenAt === null && isMessage) return 'message';
  if (overAt === null) return 'open';
  return takenAt === null ? 'unserved' : 'served';
}

/** By which way a screen or a voice went. */
export const linkWays = ['none', 'direct', 'relay', 'both'] as const;
export type LinkWay = (typeof linkWays)[number];

/** The figures as reports show them; `null` where there is nothing to be measured, yet or ever. */
export interface Timings {
  /** Until a technician had it, or until the customer was gone. */
  waitingMs: number | null;
  /** Until a technician first said something. */
  answerMs: number | null;
  handlingMs: number | null;
  sharingMs: number | null;
  way: LinkWay;
}

/** Spans that go on are not measured yet. */
export function timingsOf(figures: Figures, createdAt: number): Timings {
  const { isMessage, takenAt, answeredAt, overAt, handledMs, sharedMs } = figures;
  const since = (moment: number | null): number | null =>
    moment === null || isMessage ? null : Math.max(0, moment - createdAt);
  return {
    waitingMs: since(takenAt ?? overAt),
    answerMs: since(answeredAt),
    handlingMs: takenAt === null || figures.handledSince !== null ? null : handledMs,
    sharingMs: sharedMs > 0 ? sharedMs : null,
    way: figures.direct
      ? figures.relayed
        ? 'both'
        : 'direct'
      : figures.relayed
        ? 'relay'
        : 'none',
  };
}
