import { v7 as uuidV7 } from 'uuid';
import type { MessageId, RequestId } from '@beside/shared/domain/ids';
import type { Entry, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { AccountTransaction, Publisher, Storage, StoredRequest } from '../ports.ts';
import { maySee, type Actor } from './actor.ts';

/** What a decision makes of a request: the members that change, and what the chat says of it. */
export interface Change {
  request?: Partial<SupportRequest>;
  notes?: string;
  events: SystemEvent[];
}

export interface DeskParts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
}

/** Carries a decision about one request out; see {@link createChanger}. */
export type Changer = (
  actor: Actor,
  requestId: RequestId,
  decide: (row: StoredRequest, now: number) => Change | undefined,
) => Promise<SupportRequest>;

/** Gives an event of the chat its id; its place follows in the transaction. */
export function newEvent(
  event: SystemEvent,
  at: number,
): Parameters<AccountTransaction['append']>[1] {
  return { kind: 'event', id: uuidV7() as MessageId, at, event };
}

/**
 * The one way in which a request changes: the row is locked, `decide` looks at it (and throws a
 * CodedError to refuse), the row and the chat are written in one commit, and only then is anybody
 * told. Deciding nothing changes nothing.
 */
export function createChanger({ storage, publisher, clock }: DeskParts): Changer {
  return async (actor, requestId, decide) => {
    if (!maySee(actor, requestId)) throw new CodedError('not-found');
    const now = clock.now();
    const result = await storage.forAccount(actor.accountId).transaction(async (transaction) => {
      const row = await transaction.lockRequest(requestId);
      if (!row) throw new CodedError('not-found');
      const change = decide(row, now);
      if (!change) return { request: row.request, entries: [], changed: false };
      const entries: Entry[] = [];
      for (const event of change.events) {
        entries.push(await transaction.append(requestId, newEvent(event, now)));
      }
      const phaseChanged =
        change.request?.phase !== undefined && change.request.phase !== row.request.phase;
      const request: SupportRequest = {
        ...row.request,
        ...change.request,
        version: row.request.version + 1,
        phaseSince: phaseChanged ? now : row.request.phaseSince,
        lastSeq: entries.at(-1)?.seq ?? row.request.lastSeq,
      };
      const details = { ...row.details, notes: change.notes ?? row.details.notes };
      await transaction.saveRequest({ request, details });
      return { request, entries, changed: true };
    });
    for (const entry of result.entries) publisher.entryAppended(actor.accountId, entry);
    if (result.changed) publisher.requestChanged(actor.accountId, result.request);
    return result.request;
  };
}
