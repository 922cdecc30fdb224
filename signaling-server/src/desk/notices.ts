import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { noticeEvents, type NoticeEvent } from '@beside/shared/domain/channels';
import type { Entry } from '@beside/shared/domain/request';
import { maySee } from '@beside/shared/domain/rights';
import { serves } from '@beside/shared/domain/routing';
import type { Clock } from '@beside/shared/lib/clock';
import type { Storage, StoredRequest } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';
import type { Courier, Delivery, Recipient } from '../ports/notices.ts';
import type { DueRow } from '../ports/due.ts';
import type { Alerts } from './alerts.ts';
import { dueAtFirst, wants, waysOut, type Way } from './notifications.ts';

/** From a committed fact to the deliveries that follow from it. */
export interface Notices {
  /** Writes down whom the fact is told, and over which ways; once, however often it is called. */
  raise(row: DueRow): Promise<void>;
}

interface Parts {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
  alerts: Alerts;
  courier: Pick<Courier, 'available'>;
  /** Deliveries may be due. */
  onWritten: () => void;
}

/** How many of the unread messages are looked at. */
export const unreadLimit = 50;

/** What the customer wrote after that place, oldest first. */
export async function messagesAfter(
  storage: Storage,
  accountId: AccountId,
  requestId: RequestId,
  afterSeq: number,
): Promise<Extract<Entry, { kind: 'message' }>[]> {
  const entries = await storage
    .forAccount(accountId)
    .entriesAfter(requestId, afterSeq, unreadLimit);
  return entries.filter(
    (entry): entry is Extract<Entry, { kind: 'message' }> =>
      entry.kind === 'message' && entry.from.party === 'customer',
  );
}

export function createNotices({
  storage,
  publisher,
  clock,
  alerts,
  courier,
  onWritten,
}: Parts): Notices {
  /** Whom it concerns, each with the mark that tells this occasion from the next. */
  const concerned = async (
    accountId: AccountId,
    event: NoticeEvent,
    row: StoredRequest,
  ): Promise<Map<UserId, number>> => {
    const account = storage.forAccount(accountId);
    const { request } = row;
    switch (event) {
      case 'alert': {
        const calls = await alerts.called(accountId, row);
        return new Map(calls.map(({ technician, until }) => [technician, until]));
      }
      case 'message': {
        if (!request.assignee) return new Map();
        const ids = [request.assignee.id];
        const [recipient] = await account.notices.recipients(ids, clock.now());
        // Most messages are read where they are written: looking for those that are not costs more.
        const ways = recipient && waysOut(recipient, event, request.id, courier.available);
        if (!ways?.length) return new Map();
        const { technician: read } = await account.reads(request.id);
        const unread = await messagesAfter(storage, accountId, request.id, read);
        const mark = unread.at(-1)?.seq;
        return new Map(mark === undefined ? [] : [[request.assignee.id, mark]]);
      }
      case 'left-message': {
        if (request.phase !== 'message-left') return new Map();
        const [portals, workers] = await Promise.all([
          account.portals(),
          account.workers(clock.now()),
        ]);
        const portal = portals.find(({ id }) => id === request.portal.id);
        const readers = workers.filter(
          ({ id, companies }) =>
            portal && serves(id, portal) && maySee({ party: 'technician', id, companies }, request),
        );
        return new Map(readers.map(({ id }) => [id, 0]));
      }
    }
  };

  const write = async (
    accountId: AccountId,
    event: NoticeEvent,
    requestId: RequestId,
    mark: number,
    { recipient: { user }, ways }: { recipient: Recipient; ways: Way[] },
  ): Promise<void> => {
    const account = storage.forAccount(accountId);
    await account.transaction(async (transaction) => {
      if (!(await transaction.lockRequest(requestId))) return;
      const now = clock.now();
      const earlier = await transaction.deliveries(requestId, user.id);
      for (const { channel, target } of ways) {
        const same = earlier.filter(
          (one) => one.event === event && one.channel === channel && one.target === target,
        );
        // One that waits takes along what has come meanwhile.
        if (event === 'message' && same.some(({ state }) => state === 'pending')) continue;
        if (event === 'message' && same.some((one) => one.mark >= mark)) continue;
        const delivery: Delivery = {
          id: [event, requestId, mark, user.id, channel, target].join(':'),
          ...{ userId: user.id, requestId, event, channel, target, mark },
          ...{ state: 'pending', tries: 0, reason: null, createdAt: now },
        };
        if (!(await transaction.insertDelivery(delivery))) continue;
        const last = same.findLast(({ state }) => state === 'sent')?.createdAt;
        await transaction.schedule('delivery', delivery.id, dueAtFirst(event, channel, now, last));
      }
    });
  };

  return {
    async raise({ accountId, subject }) {
      const at = subject.indexOf(':');
      const event = noticeEvents.find((known) => known === subject.slice(0, at));
      const requestId = subject.slice(at + 1) as RequestId;
      const account = storage.forAccount(accountId);
      const row = await account.request(requestId);
      if (!event || !row) return;
      const marks = await concerned(accountId, event, row);
      const { available } = courier;
      for (const recipient of await account.notices.recipients([...marks.keys()], clock.now())) {
        // The page shows alerts and messages by itself.
        if (event === 'left-message' && wants(recipient, event, 'desktop', requestId)) {
          publisher.noticeRaised(recipient.user.id, { event, request: row.request });
        }
        const ways = waysOut(recipient, event, requestId, available);
        const mark = marks.get(recipient.user.id);
        if (mark !== undefined && ways.length > 0) {
          await write(accountId, event, requestId, mark, { recipient, ways });
        }
      }
      onWritten();
    },
  };
}
