import { backoffMs } from '@beside/shared/lib/backoff';
import type { Clock } from '@beside/shared/lib/clock';
import { type Storage } from '../ports.ts';
import { DeliveryError, type Courier } from '../ports/notices.ts';
import { type DueRow } from '../ports/due.ts';
import type { WebhookDelivery } from '../ports/webhooks.ts';
import type { Outcome } from './outbox.ts';

const retry = { baseMs: 10_000, maxMs: 60 * 60_000 };

interface Parts {
  storage: Storage;
  clock: Clock;
  courier: Pick<Courier, 'postSigned'>;
  count: (outcome: Outcome) => void;
}

/**
 * What becomes of a delivery that failed; `dueAt` where it is tried again. Others mend their servers,
 * so every answer is worth another try; an address that may not be reached is not.
 */
function afterFailure(
  delivery: WebhookDelivery,
  { kind, message }: DeliveryError,
  now: number,
): { delivery: WebhookDelivery; dueAt: number | undefined } {
  const tried = { ...delivery, tries: delivery.tries + 1, reason: message, triedAt: now };
  const isAnswer = message.startsWith('answered ');
  const dueAt = now + Math.ceil(backoffMs(delivery.tries, retry, Math.random()));
  return (kind === 'later' || isAnswer) && dueAt < delivery.until
    ? { delivery: tried, dueAt }
    : { delivery: { ...tried, state: 'failed' }, dueAt: undefined };
}

/** Posts to the webhooks of accounts what was written down for them. */
export function createWebhookOutbox({ storage, clock, courier, count }: Parts) {
  return async ({ accountId, subject }: DueRow): Promise<void> => {
    const account = storage.forAccount(accountId);
    const delivery = await account.webhooks.delivery(subject);
    if (delivery?.state !== 'pending') return;
    const webhook = (await account.webhooks.all()).find(({ id }) => id === delivery.webhookId);
    if (!webhook) return;
    const save = (next: WebhookDelivery, dueAt?: number): Promise<void> =>
      account.transaction(async (transaction) => {
        await transaction.webhooks.saveDelivery(next);
        if (dueAt !== undefined) await transaction.schedule('webhook', next.id, dueAt);
      });
    if (!webhook.enabled) {
      await save({ ...delivery, state: 'failed', reason: 'switched off' });
      count('dropped');
      return;
    }
    try {
      await courier.postSigned(webhook, delivery.body, clock.now());
    } catch (failure) {
      if (!(failure instanceof DeliveryError)) throw failure;
      const next = afterFailure(delivery, failure, clock.now());
      await save(next.delivery, next.dueAt);
      count(next.dueAt === undefined ? 'failed' : 'retried');
      return;
    }
    const tries = delivery.tries + 1;
    await save({ ...delivery, state: 'sent', reason: null, tries, triedAt: clock.now() });
    count('sent');
  };
}
