import type { RequestId } from '@beside/shared/domain/ids';
import type { WebhookEvent } from '@beside/shared/domain/webhooks';

/** An address that an account has told of what happens. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  /** Of its signatures. */
  secret: string;
  enabled: boolean;
  createdAt: number;
}

/** One telling of one webhook, or what became of it. */
export interface WebhookDelivery {
  id: string;
  webhookId: string;
  event: WebhookEvent | 'test';
  requestId: RequestId | null;
  /** JSON, as it is sent. */
  body: string;
  state: 'pending' | 'sent' | 'failed';
  /** How often it was sent, or tried to be. */
  tries: number;
  /** Why the last try came to nothing. */
  reason: string | null;
  createdAt: number;
  /** Until when it is tried. */
  until: number;
  triedAt: number | null;
}

export interface DeliveryQuery {
  webhookId: string;
  /** Part of an event's name, of a request's id or of a reason. */
  search: string;
  state: WebhookDelivery['state'] | 'all';
  descending: boolean;
  offset: number;
  limit: number;
}

export interface WebhookStorage {
  /** By their names. */
  all(): Promise<Webhook[]>;
  delivery(id: string): Promise<WebhookDelivery | undefined>;
  /** In the order of time; with how many there are in all. */
  deliveries(query: DeliveryQuery): Promise<{ rows: WebhookDelivery[]; total: number }>;
}

export interface WebhookTransaction {
  /** By their names. */
  all(): Promise<Webhook[]>;
  /** Adds it, or replaces the account's one of that id. */
  save(webhook: Webhook): Promise<void>;
  /** With its deliveries. @returns whether there was one */
  remove(id: string): Promise<boolean>;
  insertDelivery(delivery: WebhookDelivery): Promise<void>;
  /** What becomes of it; the rest of the row stays. */
  saveDelivery(delivery: WebhookDelivery): Promise<void>;
}
