import { v7 as uuidV7 } from 'uuid';
import { pageOf } from '@beside/shared/domain/lists';
import { webhookEvents, webhookTryMs } from '@beside/shared/domain/webhooks';
import type { Clock } from '@beside/shared/lib/clock';
import type { AdminOutput, ParsedAdmin } from '@beside/shared/protocol/admin';
import { rowsPerPage } from '@beside/shared/protocol/admin/parts';
import {
  maxWebhooks,
  type WebhookForm,
  type WebhookView,
} from '@beside/shared/protocol/admin/webhooks';
import { CodedError } from '@beside/shared/protocol/errors';
import { auditOf } from '../identity/auditTable.ts';
import type { Note } from '../identity/events.ts';
import type { Manager } from '../identity/managers.ts';
import { createToken } from '../identity/tokens.ts';
import type { Storage } from '../ports.ts';
import type { Webhook } from '../ports/webhooks.ts';
import { newDelivery } from './webhookFacts.ts';

/**
 * The webhooks of an account (rule O7). They are told of every company's requests, so they are for
 * those who see all companies; all others are refused with CodedError('forbidden', 'no-right').
 */
export interface Webhooks {
  list(by: Manager, query: ParsedAdmin<'webhooks/list'>): Promise<AdminOutput<'webhooks/list'>>;
  /** @throws CodedError('not-found') */
  get(by: Manager, id: string): Promise<WebhookView>;
  /** @throws CodedError 'not-found', 'conflict' / 'too-many' */
  save(by: Manager, form: WebhookForm): Promise<{ webhook: WebhookView; secret: string | null }>;
  renewSecret(by: Manager, id: string): Promise<string>;
  remove(by: Manager, id: string): Promise<void>;
  test(by: Manager, id: string): Promise<void>;
  deliveries(
    by: Manager,
    query: ParsedAdmin<'webhooks/deliveries'>,
  ): Promise<AdminOutput<'webhooks/deliveries'>>;
  resend(by: Manager, deliveryId: string): Promise<void>;
}

interface Parts {
  storage: Pick<Storage, 'forAccount'>;
  clock: Clock;
  note: Note;
  /** Deliveries may be due. */
  onWritten: () => void;
}

const viewOf = ({ secret: _, ...webhook }: Webhook): WebhookView => webhook;

export function createWebhooks({ storage, clock, note, onWritten }: Parts): Webhooks {
  const enter = async ({ user }: Manager) => {
    const account = storage.forAccount(user.accountId);
    if ((await account.grants(user.id)) !== 'all') throw new CodedError('forbidden', 'no-right');
    return account;
  };
  const find = (all: readonly Webhook[], id: string): Webhook => {
    const found = all.find((webhook) => webhook.id === id);
    if (!found) throw new CodedError('not-found');
    return found;
  };
  const entryOf = ({ user }: Manager, act: 'webhook-changed' | 'webhook-removed', id: string) =>
    auditOf(clock, user, act, { kind: 'webhook', id });
  const noteOf = ({ user }: Manager, what: 'webhook changed' | 'webhook removed', id: string) =>
    note({ what, userId: user.id, accountId: user.accountId, subject: id });

  return {
    async list(by, query) {
      const all = await (await enter(by)).webhooks.all();
      const page = pageOf(
        all,
        query,
        {
          words: ({ name, url }) => [name, url],
          by: { name: ({ name }) => name, url: ({ url }) => url },
        },
        rowsPerPage,
      );
      return { ...page, rows: page.rows.map(viewOf) };
    },

    async get(by, id) {
      return viewOf(find(await (await enter(by)).webhooks.all(), id));
    },

    async save(by, { id, events, ...form }) {
      const account = await enter(by);
      const wanted = webhookEvents.filter((event) => events.includes(event));
      const { webhook, secret } = await account.transaction(
        async ({ lockLines, webhooks, audit }) => {
          // One at a time, so that there are not more than there can be.
          await lockLines();
          const all = await webhooks.all();
          const before = id === undefined ? undefined : find(all, id);
          if (!before && all.length >= maxWebhooks) throw new CodedError('conflict', 'too-many');
          const made = createToken();
          const base = before ?? { id: uuidV7(), secret: made, createdAt: clock.now() };
          const next: Webhook = { ...base, ...form, events: wanted };
          await webhooks.save(next);
          await audit(entryOf(by, 'webhook-changed', next.id));
          return { webhook: viewOf(next), secret: before ? null : made };
        },
      );
      noteOf(by, 'webhook changed', webhook.id);
      return { webhook, secret };
    },

    async renewSecret(by, id) {
      const account = await enter(by);
      const secret = createToken();
      await account.transaction(async ({ lockLines, webhooks, audit }) => {
        await lockLines();
        await webhooks.save({ ...find(await webhooks.all(), id), secret });
        await audit(entryOf(by, 'webhook-changed', id));
      });
      noteOf(by, 'webhook changed', id);
      return secret;
    },

    async remove(by, id) {
      const account = await enter(by);
      const isGone = await account.transaction(async ({ webhooks, audit }) => {
        const removed = await webhooks.remove(id);
        if (removed) await audit(entryOf(by, 'webhook-removed', id));
        return removed;
      });
      if (!isGone) throw new CodedError('not-found');
      noteOf(by, 'webhook removed', id);
    },

    async test(by, id) {
      const account = await enter(by);
      await account.transaction(async ({ webhooks, schedule }) => {
        const now = clock.now();
        const delivery = newDelivery(find(await webhooks.all(), id), 'test', undefined, now);
        await webhooks.insertDelivery(delivery);
        await schedule('webhook', delivery.id, now);
      });
      onWritten();
    },

    async deliveries(by, { id, search, state, descending, page }) {
      const { webhooks } = await enter(by);
      find(await webhooks.all(), id);
      const query = { webhookId: id, search, state, descending, limit: rowsPerPage };
      const found = await webhooks.deliveries({ ...query, offset: page * rowsPerPage });
      const rows = found.rows.map(({ webhookId: _, until: __, ...delivery }) => delivery);
      return { rows, total: found.total, page };
    },

    async resend(by, deliveryId) {
      const account = await enter(by);
      const delivery = await account.webhooks.delivery(deliveryId);
      if (!delivery) throw new CodedError('not-found');
      await account.transaction(async ({ webhooks, schedule }) => {
        const now = clock.now();
        const until = now + webhookTryMs;
        await webhooks.saveDelivery({ ...delivery, state: 'pending', tries: 0, until });
        await schedule('webhook', delivery.id, now);
      });
      onWritten();
    },
  };
}
