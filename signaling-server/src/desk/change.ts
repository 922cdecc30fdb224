import { v7 as uuidV7 } from 'uuid';
import type { AccountId, MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import { recordOf } from '@beside/shared/domain/recording';
import type { Entry, SupportRequest, Survey, SystemEvent } from '@beside/shared/domain/request';
import { customerView, isUnseen } from '@beside/shared/domain/team';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AccountTransaction, RequestRouting, Storage, StoredRequest } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import { assertSees, viewerOf, type Actor } from './actor.ts';
import { consequencesOf, writeConsequences } from './consequences.ts';

/** What a decision makes of a request: the members that change, and what the chat says of it. */
export interface Change {
  request?: Partial<SupportRequest>;
  routing?: Partial<RequestRouting>;
  notes?: string;
  survey?: Survey;
  events: SystemEvent[];
  /** A technician who is set away with it. */
  away?: UserId;
}

export interface DeskParts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  /** Hears of each committed change of a request, `before` undefined where it is new. */
  onChanged(accountId: AccountId, before: StoredRequest | undefined, after: StoredRequest): void;
}

type Decide = (
  row: StoredRequest,
  now: number,
  transaction: AccountTransaction,
) => Change | undefined | Promise<Change | undefined>;

/**
 * Whether a change gives somebody a request, or takes their availability away: it then stands in one
 * order with the decisions of the lines, which count on both.
 */
interface Order {
  withLines?: boolean;
}

/** Carries a decision about one request out; see {@link createChanger}. */
export type Changer = (
  actor: Actor,
  requestId: RequestId,
  decide: Decide,
  order?: Order,
) => Promise<SupportRequest>;

/** The same, of what happens by itself. */
export type SystemChanger = (
  accountId: AccountId,
  requestId: RequestId,
  decide: Decide,
  order?: Order,
) => Promise<SupportRequest>;

/** Gives an event of the chat its id; its place follows in the transaction. */
export function newEvent(
  event: SystemEvent,
  at: number,
): Parameters<AccountTransaction['append']>[1] {
  return { kind: 'event', id: uuidV7() as MessageId, at, event };
}

/** The row as a change makes it, not yet written. */
export function applied(row: StoredRequest, change: Change, now: number): StoredRequest {
  const phaseChanged =
    change.request?.phase !== undefined && change.request.phase !== row.request.phase;
  return {
    request: {
      ...row.request,
      ...change.request,
      version: row.request.version + 1,
      phaseSince: phaseChanged ? now : row.request.phaseSince,
    },
    details: {
      ...row.details,
      notes: change.notes ?? row.details.notes,
      ...(change.survey && { survey: change.survey }),
    },
    routing: { ...row.routing, ...change.routing },
  };
}

/**
 * The one way in which a request changes: the row is locked, `decide` looks at it (and throws a
 * CodedError to refuse), the row, the chat and what follows are written in one commit, and only then
 * is anybody told. Deciding nothing changes nothing.
 */
export function createSystemChanger({
  storage,
  publisher,
  clock,
  onChanged,
}: DeskParts): SystemChanger {
  return async (accountId, requestId, decide, { withLines = false } = {}) => {
    const now = clock.now();
    const result = await storage.forAccount(accountId).transaction(async (transaction) => {
      if (withLines) await transaction.lockLines();
      const before = await transaction.lockRequest(requestId);
      if (!before) throw new CodedError('not-found');
      const change = await decide(before, now, transaction);
      if (!change) return { before, after: before, entries: [], changed: false, unseen: false };
      const entries: Entry[] = [];
      for (const event of change.events) {
        entries.push(await transaction.append(requestId, newEvent(event, now)));
      }
      const consequences = consequencesOf(before, applied(before, change, now), now);
      const lastSeq = entries.at(-1)?.seq ?? before.request.lastSeq;
      const request = { ...consequences.row.request, lastSeq };
      const unseen = isUnseen(before.request, request);
      const after = {
        ...consequences.row,
        request: unseen ? countUnseen(request) : request,
      };
      await transaction.saveRequest(after);
      const had = before.request.live.helper;
      // Its code and token go with it: what opens nothing is not kept.
      if (had && had.phase !== 'none' && (after.request.live.helper?.phase ?? 'none') === 'none') {
        await transaction.removeHelper(requestId);
      }
      const wasRecorded = recordOf(before.request.live);
      if (wasRecorded.phase === 'recording' && recordOf(after.request.live).phase === 'off') {
        await transaction.recordings.end(wasRecorded.id, now);
      }
      const teams = { before: before.request.team, after: after.request.team, now };
      await transaction.saveMembers(requestId, teams);
      if (change.away) {
        await transaction.saveAvailability(change.away, { status: 'away', waitingSince: now });
      }
      await writeConsequences(transaction, consequences, now);
      return { before, after, entries, changed: true, unseen };
    });
    for (const entry of result.entries) publisher.entryAppended(accountId, entry);
    if (result.changed) {
      publisher.requestChanged(accountId, result.after.request, result.unseen);
      onChanged(accountId, result.before, result.after);
    }
    return result.after.request;
  };
}

/** The customer's versions are counted without this one, so that no gap tells of it. */
function countUnseen(request: SupportRequest): SupportRequest {
  const { members = [], unseen = 0 } = request.team ?? {};
  return { ...request, team: { members, unseen: unseen + 1 } };
}

/** A change by somebody: who may not see the request is told that there is none. */
export function createChanger(storage: Storage, change: SystemChanger): Changer {
  return async (actor, requestId, decide, order) => {
    const viewer = await viewerOf(storage.forAccount(actor.accountId), actor);
    const decideSeen: Decide = (row, now, transaction) => {
      assertSees(viewer, row.request);
      return decide(row, now, transaction);
    };
    const request = await change(actor.accountId, requestId, decideSeen, order);
    return actor.party === 'customer' ? customerView(request) : request;
  };
}
