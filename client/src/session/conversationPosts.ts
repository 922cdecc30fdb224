import type { MessageId } from '@beside/shared/domain/ids';
import type { ErrorCode, ErrorReason } from '@beside/shared/protocol/errors';
import { v7 } from 'uuid';
import type { TextStorage } from '../lib/keptText.ts';
import { RequestFailed } from '../signaling/signaling.ts';

/** A message of this page that the server has not acknowledged yet. */
export interface PendingPost {
  readonly id: MessageId;
  readonly text: string;
  /** When it was written, by the wall clock of this machine. */
  readonly at: number;
  readonly state: 'sending' | 'failed';
  /** Why the server refused it; null while it was never answered, and then it is sent again. */
  readonly refusal: { code: ErrorCode; reason: ErrorReason | undefined } | null;
}

interface Parts {
  /** Where unsent text outlives a reload, and under which name. */
  storage: TextStorage;
  key: string;
  now: () => number;
  send: (post: PendingPost) => Promise<void>;
  changed: () => void;
}

/**
 * The outbox of one conversation: one message under way at a time, so that they arrive in the
 * order in which they were written; each keeps its id over every further try, so none is doubled.
 */
export class PendingPosts {
  readonly #parts: Parts;
  readonly #key: string;
  #posts: readonly PendingPost[];
  #sending = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#key = parts.key;
    this.#posts = readPosts(parts.storage.getItem(this.#key));
  }

  get posts(): readonly PendingPost[] {
    return this.#posts;
  }

  add(text: string): void {
    const post = { id: v7() as MessageId, text, at: this.#parts.now() };
    this.#replace([...this.#posts, { ...post, state: 'sending', refusal: null }]);
    void this.#pump();
  }

  /** Tries a failed one again. */
  retry(id: MessageId): void {
    this.#update(id, { state: 'sending', refusal: null });
    void this.#pump();
  }

  discard(id: MessageId): void {
    this.placed(id);
  }

  /** Tries everything again that was never answered. */
  resume(): void {
    if (this.#posts.length === 0) return;
    this.#replace(
      this.#posts.map((post) => (post.refusal === null ? { ...post, state: 'sending' } : post)),
    );
    void this.#pump();
  }

  /** The message stands in the conversation now. */
  placed(id: MessageId): void {
    if (this.#posts.some((post) => post.id === id)) {
      this.#replace(this.#posts.filter((post) => post.id !== id));
    }
  }

  async #pump(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (;;) {
        const next = this.#posts.find((post) => post.state === 'sending');
        if (!next) return;
        try {
          await this.#parts.send(next);
          this.placed(next.id);
        } catch (error) {
          this.#update(next.id, { state: 'failed', refusal: refusalOf(error) });
        }
      }
    } finally {
      this.#sending = false;
    }
  }

  #update(id: MessageId, change: Pick<PendingPost, 'state' | 'refusal'>): void {
    this.#replace(this.#posts.map((post) => (post.id === id ? { ...post, ...change } : post)));
  }

  #replace(posts: readonly PendingPost[]): void {
    this.#posts = posts;
    if (posts.length === 0) this.#parts.storage.removeItem(this.#key);
    else {
      const kept = posts.map(({ id, text, at }) => ({ id, text, at }));
      this.#parts.storage.setItem(this.#key, JSON.stringify(kept));
    }
    this.#parts.changed();
  }
}

function refusalOf(error: unknown): PendingPost['refusal'] {
  if (!(error instanceof RequestFailed)) throw error;
  return error.code === 'unavailable' ? null : { code: error.code, reason: error.reason };
}

/** What an earlier life of this page left; anything that is not ours is dropped. */
function readPosts(stored: string | null): PendingPost[] {
  if (stored === null) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.filter(isKept).map((kept) => ({ ...kept, state: 'failed', refusal: null }));
}

function isKept(item: unknown): item is Pick<PendingPost, 'id' | 'text' | 'at'> {
  if (typeof item !== 'object' || item === null) return false;
  const { id, text, at } = item as Record<string, unknown>;
  return typeof id === 'string' && typeof text === 'string' && typeof at === 'number';
}
