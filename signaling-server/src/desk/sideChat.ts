import type { MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { SideEntry, SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { teamOf } from '@beside/shared/domain/team';
import { CodedError } from '@beside/shared/protocol/errors';
import { entriesPerPage } from '@beside/shared/protocol/limits';
import { assertTakesPart, findSeen, type Technician } from './actor.ts';
import type { DeskParts } from './change.ts';

/** What the technicians of one session say among themselves; the customer never learns of it. */
export interface SideChat {
  /** Stores a message, once for its id; answers after the commit with its place and time. */
  post(
    technician: Technician,
    requestId: RequestId,
    id: MessageId,
    text: string,
  ): Promise<{ seq: number; at: number }>;
  since(
    technician: Technician,
    requestId: RequestId,
    afterSeq: number,
  ): Promise<{ entries: SideEntry[]; more: boolean; read: number }>;
  read(technician: Technician, requestId: RequestId, seq: number): Promise<void>;
  /** Whom a sign of this technician reaches: the others who take part. */
  others(technician: Technician, requestId: RequestId): Promise<UserId[]>;
}

export function createSideChat({ storage, publisher, clock }: DeskParts): SideChat {
  /** @throws CodedError 'not-found', 'forbidden' */
  const find = async (technician: Technician, id: RequestId): Promise<SupportRequest> => {
    const { request } = await findSeen(storage, technician, id);
    assertTakesPart(technician, request, 'follow');
    return request;
  };

  return {
    async post(technician, requestId, id, text) {
      await find(technician, requestId);
      const { entry, team } = await storage
        .forAccount(technician.accountId)
        .transaction(async (transaction) => {
          const row = await transaction.lockRequest(requestId);
          if (!row) throw new CodedError('not-found');
          const { request } = row;
          assertTakesPart(technician, request, 'follow');
          const known = await transaction.sideEntry(requestId, id);
          if (known) {
            if (known.from.id !== technician.user.id) throw new CodedError('conflict');
            return { entry: known, team: [] };
          }
          if (!chatIsOpen(request.phase)) throw new CodedError('conflict', 'phase-forbids');
          const from = { id: technician.user.id, name: technician.user.name };
          const entry = await transaction.appendSide(requestId, {
            ...{ id, from, text },
            at: clock.now(),
          });
          return { entry, team: teamOf(request) };
        });
      if (team.length > 0) publisher.sideEntryAppended(team, entry);
      return { seq: entry.seq, at: entry.at };
    },

    async since(technician, requestId, afterSeq) {
      await find(technician, requestId);
      const account = storage.forAccount(technician.accountId);
      const entries = await account.sideEntriesAfter(requestId, afterSeq, entriesPerPage + 1);
      return {
        entries: entries.slice(0, entriesPerPage),
        more: entries.length > entriesPerPage,
        read: await account.sideRead(requestId, technician.user.id),
      };
    },

    async read(technician, requestId, seq) {
      await find(technician, requestId);
      const account = storage.forAccount(technician.accountId);
      const [next] = await account.sideEntriesAfter(requestId, seq - 1, 1);
      // A mark beyond the end would hide what is still to come.
      if (seq > 0 && next?.seq !== seq) throw new CodedError('bad-request');
      await account.saveSideRead(requestId, technician.user.id, seq);
    },

    async others(technician, requestId) {
      const team = teamOf(await find(technician, requestId));
      return team.filter((user) => user !== technician.user.id);
    },
  };
}
