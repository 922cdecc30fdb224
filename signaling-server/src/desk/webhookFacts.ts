import { v7 as uuidV7 } from 'uuid';
import { webhookEventsOf, webhookTryMs, type WebhookEvent } from '@beside/shared/domain/webhooks';
import type { WebhookBody } from '@beside/shared/protocol/rest/webhooks';
import type { AccountTransaction, StoredRequest } from '../ports.ts';
import type { Webhook, WebhookDelivery } from '../ports/webhooks.ts';
import { momentOf, requestFacts } from './requestFacts.ts';

/** What of a change an account may have others told. */
export function factsOf(before: StoredRequest | undefined, after: StoredRequest): WebhookEvent[] {
  const told = ({ request, details }: StoredRequest) => ({
    phase: request.phase,
    assignee: request.assignee?.id ?? null,
    ratedAt: details.survey?.at ?? null,
  });
  return webhookEventsOf(before && told(before), told(after));
}

/** @param row as it is right after the event; `undefined` in a test */
export function newDelivery(
  { id: webhookId }: Webhook,
  event: WebhookDelivery['event'],
  row: StoredRequest | undefined,
  now: number,
): WebhookDelivery {
  const id = uuidV7();
  const survey = row?.details.survey;
  const body: WebhookBody = {
    ...{ id, event, at: momentOf(now) },
    request: row ? requestFacts(row.request) : null,
    survey: survey ? { rating: survey.rating, words: survey.words } : null,
  };
  return {
    ...{ id, webhookId, event, requestId: row?.request.id ?? null, body: JSON.stringify(body) },
    ...{ state: 'pending', tries: 0, reason: null, createdAt: now, triedAt: null },
    until: now + webhookTryMs,
  };
}

/** Writes down what is to be told, in the commit that makes it true. */
export async function writeFacts(
  transaction: AccountTransaction,
  row: StoredRequest,
  facts: readonly WebhookEvent[],
  now: number,
): Promise<void> {
  if (facts.length === 0) return;
  const listening = (await transaction.webhooks.all()).filter(({ enabled }) => enabled);
  for (const webhook of listening) {
    for (const event of facts.filter((fact) => webhook.events.includes(fact))) {
      const delivery = newDelivery(webhook, event, row, now);
      await transaction.webhooks.insertDelivery(delivery);
      await transaction.schedule('webhook', delivery.id, now);
    }
  }
}
