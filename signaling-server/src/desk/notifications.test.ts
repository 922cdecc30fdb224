import { describe, expect, it } from 'vitest';
import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import { usualPreferences } from '@beside/shared/domain/channels';
import { DeliveryError, type Delivery, type Recipient } from '../ports/notices.ts';
import {
  addressOf,
  afterFailure,
  dueAtFirst,
  languageOf,
  quietMs,
  readingMs,
  tryingMs,
  wants,
  waysOut,
} from './notifications.ts';

const requestId = 'request' as RequestId;
const subscription = { endpoint: 'https://push.example.test', keys: { p256dh: 'a', auth: 'b' } };

function recipient(more: Partial<Recipient> = {}): Recipient {
  return {
    user: {
      id: 'user' as UserId,
      accountId: 'account' as AccountId,
      email: 'toni@example.test',
      name: 'Toni',
      role: 'technician',
    },
    chosen: {
      ...usualPreferences,
      channels: {
        ...usualPreferences.channels,
        alert: ['mail', 'sms', 'push', 'webhook'],
      },
    },
    language: null,
    webhookSecret: null,
    pushes: [],
    lookingAt: [],
    ...more,
  };
}

const all = ['mail', 'sms', 'push', 'webhook'] as const;

describe('whom and how', () => {
  it('[T1] sends nothing out of who has chosen nothing', () => {
    const nobody = recipient({ chosen: null });
    expect(waysOut(nobody, 'alert', requestId, all)).toEqual([]);
    expect(wants(nobody, 'message', 'sound', requestId)).toBe(true);
  });

  it('[T1] takes the ways that are chosen, set up, and lead somewhere', () => {
    expect(waysOut(recipient(), 'alert', requestId, all)).toEqual([
      { channel: 'mail', target: '' },
    ]);
    const pushes = ['one', 'two'].map((id) => ({ id, subscription }));
    expect(waysOut(recipient({ pushes }), 'alert', requestId, ['push'])).toEqual([
      { channel: 'push', target: 'one' },
      { channel: 'push', target: 'two' },
    ]);
    expect(waysOut(recipient(), 'alert', requestId, [])).toEqual([]);
  });

  it('[T1] is silent about what is looked at, and about nothing else', () => {
    const looking = recipient({ lookingAt: [requestId] });
    expect(waysOut(looking, 'alert', requestId, all)).toEqual([]);
    expect(waysOut(looking, 'alert', 'another' as RequestId, all)).toHaveLength(1);
  });

  it('[T1] calls no webhook that it cannot sign for', () => {
    const chosen = { ...usualPreferences, webhookUrl: 'https://hooks.example.test' };
    const way = { channel: 'webhook', target: '' } as const;
    expect(addressOf(recipient({ chosen }), way)).toBeUndefined();
    expect(addressOf(recipient({ chosen, webhookSecret: 's' }), way)).toBeDefined();
  });

  it('[P10] writes in the language chosen, else in the one of the console', () => {
    const chosen = { ...usualPreferences, language: 'de' as const };
    expect(languageOf(recipient({ chosen, language: 'es' }))).toBe('de');
    expect(languageOf(recipient({ language: 'es' }))).toBe('es');
    expect(languageOf(recipient())).toBe('en');
  });
});

describe('when', () => {
  it('[T1] lets mails and text messages about a conversation wait, and nothing else', () => {
    expect(dueAtFirst('message', 'mail', 1000, undefined)).toBe(1000 + readingMs);
    expect(dueAtFirst('message', 'sms', 1000, 900)).toBe(900 + quietMs);
    expect(dueAtFirst('message', 'push', 1000, 900)).toBe(1000);
    expect(dueAtFirst('alert', 'mail', 1000, undefined)).toBe(1000);
  });

  const delivery: Delivery = {
    id: 'd',
    userId: 'user' as UserId,
    requestId,
    event: 'message',
    channel: 'mail',
    target: '',
    mark: 7,
    state: 'pending',
    tries: 0,
    reason: null,
    createdAt: 0,
  };
  const later = new DeliveryError('later', 'answered 503');

  it('[T1] tries again ever later, for a day, and says then why it gave up', () => {
    let now = 0;
    let next = afterFailure(delivery, later, now, 1);
    const waits: number[] = [];
    while (next.dueAt !== undefined) {
      waits.push(next.dueAt - now);
      now = next.dueAt;
      next = afterFailure(next.delivery, later, now, 1);
    }
    expect(waits.slice(0, 3)).toEqual([30_000, 60_000, 120_000]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(now).toBeLessThan(tryingMs);
    expect(next.delivery).toMatchObject({ state: 'failed', reason: 'answered 503' });
  });

  it('[T6] tries an alert for as long as it is up', () => {
    const alert: Delivery = { ...delivery, event: 'alert', mark: 5_000 };
    expect(afterFailure(alert, later, 0, 1).dueAt).toBe(2_000);
    expect(afterFailure(alert, later, 4_000, 1).dueAt).toBeUndefined();
  });

  it.each(['never', 'gone'] as const)(
    '[T1] does not try again what fails for good (%s)',
    (kind) => {
      expect(afterFailure(delivery, new DeliveryError(kind, 'no'), 0, 0).dueAt).toBeUndefined();
    },
  );
});
