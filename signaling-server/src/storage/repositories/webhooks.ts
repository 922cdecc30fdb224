import { sql, type Kysely, type Selectable } from 'kysely';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { webhookEvents, webhookKeptMs } from '@beside/shared/domain/webhooks';
import type {
  DeliveryQuery,
  Webhook,
  WebhookDelivery,
  WebhookStorage,
  WebhookTransaction,
} from '../../ports/webhooks.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { parseJson, storableText } from './json.ts';

type Db = Kysely<Schema>;

export function createWebhookStorage(database: Database, accountId: AccountId): WebhookStorage {
  return {
    all: () => database.run((db) => listWebhooks(db, accountId)),
    delivery: (id) => database.run((db) => findDelivery(db, accountId, id)),
    deliveries: (query) => database.run((db) => listDeliveries(db, accountId, query)),
  };
}

export function createWebhookTransaction(
  database: Database,
  db: Db,
  accountId: AccountId,
): WebhookTransaction {
  return {
    all: () => database.coded(listWebhooks(db, accountId)),
    save: (webhook) => database.coded(saveWebhook(db, accountId, webhook)),
    remove: (id) => database.coded(removeWebhook(db, accountId, id)),
    insertDelivery: (delivery) => database.coded(insertDelivery(db, accountId, delivery)),
    saveDelivery: (delivery) => database.coded(saveDelivery(db, accountId, delivery)),
  };
}

async function listWebhooks(db: Db, accountId: AccountId): Promise<Webhook[]> {
  const rows = await db
    .selectFrom('webhooks')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toWebhook);
}

async function saveWebhook(db: Db, accountId: AccountId, webhook: Webhook): Promise<void> {
  const { id, createdAt, name, url, events, secret, enabled } = webhook;
  const values = {
    ...{ name: storableText(name), url: storableText(url), secret },
    ...{ events: JSON.stringify(events), enabled: enabled ? 1 : 0 },
  };
  const known = await db
    .updateTable('webhooks')
    .set(values)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (known) return;
  await db
    .insertInto('webhooks')
    .values({ id, account_id: accountId, created_at: createdAt, ...values })
    .execute();
}

async function removeWebhook(db: Db, accountId: AccountId, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('webhooks')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function insertDelivery(
  db: Db,
  accountId: AccountId,
  delivery: WebhookDelivery,
): Promise<void> {
  // Nobody else clears them away.
  await db
    .deleteFrom('webhook_deliveries')
    .where('created_at', '<', delivery.createdAt - webhookKeptMs)
    .execute();
  const { id, webhookId, event, requestId, body, state, tries, reason } = delivery;
  await db
    .insertInto('webhook_deliveries')
    .values({
      ...{ id, account_id: accountId, webhook_id: webhookId, event, request_id: requestId },
      ...{ body, state, tries, reason, created_at: delivery.createdAt },
      ...{ until: delivery.until, tried_at: delivery.triedAt },
    })
    .execute();
}

async function saveDelivery(
  db: Db,
  accountId: AccountId,
  { id, state, tries, reason, until, triedAt }: WebhookDelivery,
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ state, tries, reason, until, tried_at: triedAt })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
}

async function findDelivery(
  db: Db,
  accountId: AccountId,
  id: string,
): Promise<WebhookDelivery | undefined> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toDelivery(row);
}

async function listDeliveries(
  db: Db,
  accountId: AccountId,
  { webhookId, search, state, descending, offset, limit }: DeliveryQuery,
): Promise<{ rows: WebhookDelivery[]; total: number }> {
  const pattern = `%${storableText(search).toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`;
  let wanted = db
    .selectFrom('webhook_deliveries')
    .where('account_id', '=', accountId)
    .where('webhook_id', '=', webhookId);
  if (state !== 'all') wanted = wanted.where('state', '=', state);
  if (search !== '') {
    wanted = wanted.where(
      sql<boolean>`(event like ${pattern} escape '!'
        or lower(coalesce(request_id, '')) like ${pattern} escape '!'
        or lower(coalesce(reason, '')) like ${pattern} escape '!')`,
    );
  }
  const order = descending ? 'desc' : 'asc';
  const rows = await wanted
    .selectAll()
    .orderBy('created_at', order)
    .orderBy('id', order)
    .offset(offset)
    .limit(limit)
    .execute();
  const counted = await wanted.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst();
  return { rows: rows.map(toDelivery), total: Number(counted?.count ?? 0) };
}

/** An event that there is not any more is told to nobody. */
function toWebhook(row: Selectable<Schema['webhooks']>): Webhook {
  const events = parseJson(row.events) as string[];
  return {
    ...{ id: row.id, name: row.name, url: row.url, secret: row.secret },
    ...{ enabled: row.enabled !== 0, createdAt: row.created_at },
    events: webhookEvents.filter((event) => events.includes(event)),
  };
}

/** Names of kinds come from {@link insertDelivery} alone, which is handed them typed. */
function toDelivery(row: Selectable<Schema['webhook_deliveries']>): WebhookDelivery {
  return {
    ...{ id: row.id, webhookId: row.webhook_id, body: row.body, tries: row.tries },
    event: row.event as WebhookDelivery['event'],
    requestId: row.request_id as RequestId | null,
    state: row.state as WebhookDelivery['state'],
    ...{ reason: row.reason, createdAt: row.created_at },
    ...{ until: row.until, triedAt: row.tried_at },
  };
}
