import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { OutboundChannel } from '@beside/shared/domain/channels';
import type {
  Preferences as Chosen,
  PushSubscriptionKeys,
} from '@beside/shared/domain/notifications';
import type { Language } from '@beside/shared/i18n/languages';
import type { Clock } from '@beside/shared/lib/clock';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import { type Storage } from '../ports.ts';
import { DeliveryError, type Courier, type Recipient } from '../ports/notices.ts';
import type { Technician } from './actor.ts';
import { addressOf, languageOf, preferencesOf, targetsOf } from './notifications.ts';

/** How technicians want to be notified (rule T1). */
export interface Preferences {
  get(technician: Technician, language: Language): Promise<RequestOutput<'preferences:get'>>;
  /** @returns the secret of a webhook where a new one was made */
  set(technician: Technician, chosen: Chosen, renewSecret: boolean): Promise<string | null>;
  /** @throws CodedError 'conflict' / 'channel-not-set-up', 'unavailable' / 'delivery-failed', 'rate-limited' */
  test(technician: Technician, channel: OutboundChannel): Promise<void>;
  subscribe(technician: Technician, subscription: PushSubscriptionKeys): Promise<void>;
  unsubscribe(technician: Technician, endpoint: string): Promise<void>;
  look(
    technician: Technician,
    page: { endpoint: string; node: string },
    at: RequestId | null,
  ): Promise<void>;
}

/** Tries cost money and fill letter boxes: so many in that time. */
const testLimit = { tries: 10, withinMs: 60_000 };

export function createPreferences({
  storage,
  clock,
  courier,
}: {
  storage: Storage;
  clock: Clock;
  courier: Courier;
}): Preferences {
  const tests = new Map<UserId, number[]>();

  /** @throws CodedError('not-found') */
  const recipientOf = async ({ accountId, user }: Technician): Promise<Recipient> => {
    const account = storage.forAccount(accountId);
    const [recipient] = await account.notices.recipients([user.id], clock.now());
    if (!recipient) throw new CodedError('not-found');
    return recipient;
  };

  /** @throws CodedError('rate-limited') */
  const takeTest = (id: UserId): void => {
    const now = clock.now();
    const recent = (tests.get(id) ?? []).filter((at) => at > now - testLimit.withinMs);
    if (recent.length >= testLimit.tries) throw new CodedError('rate-limited', 'too-fast');
    tests.set(id, [...recent, now]);
  };

  return {
    async get(technician, language) {
      const recipient = await recipientOf(technician);
      if (recipient.language !== language) {
        const { notices } = storage.forAccount(technician.accountId);
        await notices.savePreferences(technician.user.id, { language });
      }
      return {
        preferences: preferencesOf(recipient),
        available: [...courier.available],
        pushKey: courier.pushKey,
      };
    },

    async set(technician, chosen, renewSecret) {
      const recipient = await recipientOf(technician);
      const isNew = chosen.webhookUrl !== preferencesOf(recipient).webhookUrl;
      const hasUrl = chosen.webhookUrl !== '';
      const secret =
        hasUrl && (isNew || renewSecret || recipient.webhookSecret === null)
          ? `whsec_${randomBytes(32).toString('base64url')}`
          : null;
      const { notices } = storage.forAccount(technician.accountId);
      await notices.savePreferences(technician.user.id, {
        chosen,
        ...(secret !== null ? { webhookSecret: secret } : hasUrl ? {} : { webhookSecret: null }),
      });
      return secret;
    },

    async test(technician, channel) {
      const recipient = await recipientOf(technician);
      const targets = courier.available.includes(channel) ? targetsOf(recipient, channel) : [];
      if (targets.length === 0) throw new CodedError('conflict', 'channel-not-set-up');
      takeTest(technician.user.id);
      const outcomes = await Promise.allSettled(
        targets.map(async (target) => {
          const address = addressOf(recipient, { channel, target });
          if (!address) return;
          await courier.send(address, {
            id: `test:${randomUUID()}`,
            event: 'test',
            language: languageOf(recipient),
            at: clock.now(),
            recipient: recipient.user.name,
            messages: [],
            until: null,
          });
        }),
      );
      // One browser of several may be gone for good; the try is about whether any is reached.
      if (outcomes.some(({ status }) => status === 'fulfilled')) return;
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected' && !(outcome.reason instanceof DeliveryError)) {
          throw outcome.reason;
        }
      }
      throw new CodedError('unavailable', 'delivery-failed');
    },

    subscribe: ({ accountId, user }, subscription) =>
      storage.forAccount(accountId).notices.savePush(user.id, subscription, clock.now()),
    unsubscribe: ({ accountId, user }, endpoint) =>
      storage.forAccount(accountId).notices.removePush(user.id, endpoint),
    async look({ accountId, user }, page, at) {
      // Only what there is in the own account; anything else is as good as nothing.
      const isThere = at !== null && (await storage.forAccount(accountId).request(at));
      await storage.presence.look({ subject: user.id, ...page }, isThere ? at : null);
    },
  };
}
