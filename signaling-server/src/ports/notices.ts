import type { RequestId, UserId } from '@beside/shared/domain/ids';
import type { NoticeEvent, OutboundChannel } from '@beside/shared/domain/channels';
import type { Preferences, PushSubscriptionKeys } from '@beside/shared/domain/notifications';
import type { Language } from '@beside/shared/i18n/languages';
import type { User } from '../ports.ts';

/** Somebody who may be notified, with all that decides about it. */
export interface Recipient {
  user: User;
  /** `null`: nothing was chosen yet. */
  chosen: Preferences | null;
  /** The one that the console was last used in. */
  language: Language | null;
  webhookSecret: string | null;
  /** The browsers that take pushes for them. */
  pushes: { id: string; subscription: PushSubscriptionKeys }[];
  /** What their open pages have in front of their eyes. */
  lookingAt: RequestId[];
}

/** Something on its way out to one person over one channel, or what became of it. */
export interface Delivery {
  /** Says what it is about, so that it is written once. */
  id: string;
  userId: UserId;
  requestId: RequestId;
  event: NoticeEvent;
  channel: OutboundChannel;
  /** The id of a push subscription, else empty. */
  target: string;
  /** An alert's end, or how far a conversation is told of, as a `seq`. */
  mark: number;
  state: 'pending' | 'sent' | 'dropped' | 'failed';
  /** How many have failed so far. */
  tries: number;
  /** Why it was given up or became needless. */
  reason: string | null;
  createdAt: number;
}

/** How the people of an account are notified, and what was sent to them. */
export interface NoticeStorage {
  /** Those of them that there are. */
  recipients(ids: readonly UserId[], now: number): Promise<Recipient[]>;
  /** Members that are absent stay as they are. */
  savePreferences(
    id: UserId,
    values: {
      chosen?: Preferences;
      language?: Language;
      webhookSecret?: string | null;
    },
  ): Promise<void>;
  /** A browser belongs to who came last. */
  savePush(id: UserId, subscription: PushSubscriptionKeys, now: number): Promise<void>;
  removePush(id: UserId, endpoint: string): Promise<void>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** Oldest first. */
  deliveries(requestId: RequestId, userId: UserId): Promise<Delivery[]>;
}

/** What one person is told of, whichever way it goes. */
export interface Notice {
  /** The same in every try: who gets it twice can tell. */
  id: string;
  event: NoticeEvent | 'invitation' | 'test';
  language: Language;
  at: number;
  recipient: string;
  /** Not there in a test. */
  request?: { id: RequestId; customer: string; portal: string; question: string };
  /** What the customer wrote, oldest first. */
  messages: string[];
  /** Until when it is worth being told; null: it does not matter. */
  until: number | null;
}

/** Where a notice goes. */
export type Address =
  | { channel: 'mail'; to: string }
  | { channel: 'sms'; to: string }
  | { channel: 'push'; subscription: PushSubscriptionKeys }
  | { channel: 'webhook'; url: string; secret: string };

/** A notice was not delivered. The message holds nothing of the address or the text. */
export class DeliveryError extends Error {
  /** `later`: worth another try; `never`: it is not; `gone`: there is nobody at that address. */
  readonly kind: 'later' | 'never' | 'gone';

  constructor(kind: DeliveryError['kind'], message: string) {
    super(message);
    this.name = 'DeliveryError';
    this.kind = kind;
  }
}

/** The ways out of the installation. */
export interface Courier {
  /** What the installation has been set up for. */
  readonly available: readonly OutboundChannel[];
  /** The application server's key for pushes, base64url. */
  readonly pushKey: string;
  /** @throws DeliveryError; answers within 20 s */
  send(address: Address, notice: Notice): Promise<void>;
  /**
   * Posts JSON to a webhook of an account, signed at that time.
   *
   * @throws DeliveryError; answers within 20 s
   */
  postSigned(webhook: { url: string; secret: string }, body: string, at: number): Promise<void>;
  close(): void;
}
