import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import type { OutboundChannel } from '@beside/shared/domain/channels';
import { maySee } from '@beside/shared/domain/rights';
import type { Clock } from '@beside/shared/lib/clock';
import { type Storage, type StoredRequest } from '../ports.ts';
import {
  DeliveryError,
  type Courier,
  type Delivery,
  type Notice,
  type Recipient,
} from '../ports/notices.ts';
import { type DueRow } from '../ports/due.ts';
import type { Alerts } from './alerts.ts';
import { messagesAfter } from './notices.ts';
import { addressOf, afterFailure, languageOf, wants } from './notifications.ts';

export type Outcome = 'sent' | 'retried' | 'dropped' | 'failed';

/** Sends what was written down, where it is still worth it. */
export interface Outbox {
  deliver(row: DueRow): Promise<void>;
}

interface Parts {
  storage: Storage;
  clock: Clock;
  alerts: Alerts;
  courier: Courier;
  count: (channel: OutboundChannel, outcome: Outcome) => void;
}

/** Either what is to be said, or why nothing is. */
type Worth = { mark: number; messages: string[]; event: Notice['event'] } | { needless: string };

export function createOutbox({ storage, clock, alerts, courier, count }: Parts): Outbox {
  const worthOf = async (
    accountId: AccountId,
    row: StoredRequest,
    { event, userId, requestId, mark, channel, target }: Delivery,
  ): Promise<Worth> => {
    const { request } = row;
    const account = storage.forAccount(accountId);
    const companies = await account.grants(userId);
    if (!companies || !maySee({ party: 'technician', id: userId, companies }, request)) {
      return { needless: 'not theirs to see' };
    }
    switch (event) {
      case 'alert': {
        const calls = await alerts.called(accountId, row);
        const call = calls.find(({ technician, until }) => technician === userId && until === mark);
        if (!call) return { needless: 'the alert is over' };
        return { mark, messages: [], event: call.origin === 'invitation' ? 'invitation' : event };
      }
      case 'message': {
        if (request.assignee?.id !== userId) return { needless: 'the request has gone on' };
        const { technician: read } = await account.reads(requestId);
        const told = (await account.notices.deliveries(requestId, userId))
          .filter((one) => one.state === 'sent' && one.event === event)
          .filter((one) => one.channel === channel && one.target === target)
          .map((one) => one.mark);
        const from = Math.max(read, ...told);
        const unread = await messagesAfter(storage, accountId, requestId, from);
        const last = unread.at(-1);
        if (!last) return { needless: 'read meanwhile' };
        return { mark: last.seq, messages: unread.map(({ text }) => text), event };
      }
      case 'left-message':
        return request.phase === 'message-left'
          ? { mark, messages: [], event }
          : { needless: 'somebody has taken it' };
    }
  };

  const save = (accountId: AccountId, delivery: Delivery, dueAt?: number) =>
    storage.forAccount(accountId).transaction(async (transaction) => {
      await transaction.saveDelivery(delivery);
      if (dueAt !== undefined) await transaction.schedule('delivery', delivery.id, dueAt);
      // What came while this one was on its way was left to it, and is looked at again.
      else if (delivery.event === 'message') {
        await transaction.schedule('notice', `message:${delivery.requestId}`, clock.now());
      }
    });

  const send = async (
    accountId: AccountId,
    delivery: Delivery,
    recipient: Recipient,
    notice: Notice,
    mark: number,
  ): Promise<void> => {
    const address = addressOf(recipient, delivery);
    if (!address) return drop(accountId, delivery, 'no address');
    try {
      await courier.send(address, notice);
    } catch (failure) {
      if (!(failure instanceof DeliveryError)) throw failure;
      const account = storage.forAccount(accountId);
      if (failure.kind === 'gone' && address.channel === 'push') {
        await account.notices.removePush(recipient.user.id, address.subscription.endpoint);
      }
      const next = afterFailure(delivery, failure, clock.now(), Math.random());
      await save(accountId, next.delivery, next.dueAt);
      count(delivery.channel, next.dueAt === undefined ? 'failed' : 'retried');
      return;
    }
    await save(accountId, { ...delivery, mark, state: 'sent', reason: null });
    count(delivery.channel, 'sent');
  };

  const drop = async (accountId: AccountId, delivery: Delivery, reason: string): Promise<void> => {
    await save(accountId, { ...delivery, state: 'dropped', reason });
    count(delivery.channel, 'dropped');
  };

  return {
    async deliver({ accountId, subject }) {
      const account = storage.forAccount(accountId);
      const delivery = await account.notices.delivery(subject);
      if (delivery?.state !== 'pending') return;
      const { event, channel, userId, requestId } = delivery;
      const [recipient] = await account.notices.recipients([userId], clock.now());
      const row = await account.request(requestId);
      if (!recipient || !row) return drop(accountId, delivery, 'gone');
      if (!wants(recipient, event, channel, requestId)) {
        return drop(accountId, delivery, 'seen or switched off');
      }
      const worth = await worthOf(accountId, row, delivery);
      if ('needless' in worth) return drop(accountId, delivery, worth.needless);
      const notice: Notice = {
        id: delivery.id,
        event: worth.event,
        language: languageOf(recipient),
        at: clock.now(),
        recipient: recipient.user.name,
        request: describe(row, requestId),
        messages: worth.messages,
        until: event === 'alert' ? delivery.mark : null,
      };
      await send(accountId, delivery, recipient, notice, worth.mark);
    },
  };
}

function describe({ request }: StoredRequest, id: RequestId): NonNullable<Notice['request']> {
  const { customer, portal, question } = request;
  return { id, customer: customer.name, portal: portal.name, question };
}
