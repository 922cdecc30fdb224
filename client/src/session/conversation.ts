import type { MessageId, RequestId, UserId } from '@beside/shared/domain/ids';
import type {
  Author,
  Entry,
  RequestDetails,
  SupportRequest,
  Survey,
} from '@beside/shared/domain/request';
import type { ShareAbility } from '@beside/shared/domain/sharing';
import type { Rating } from '@beside/shared/domain/survey';
import type { Party } from '@beside/shared/domain/words';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import type { ErrorCode } from '@beside/shared/protocol/errors';
import { createStore } from 'zustand/vanilla';
import { keptInTab, type TextStorage } from '../lib/keptText.ts';
import { RequestFailed, type Connection, type Signaling } from '../signaling/signaling.ts';
import { EntrySequence } from './conversationEntries.ts';
import { PendingPosts, type PendingPost } from './conversationPosts.ts';
import { OthersTyping, OwnTyping, type Typist } from './conversationTyping.ts';
import type { ReadonlyStore } from './live.ts';

/** `position` 1 is next; `estimateMs` is null where nobody serves the line at the moment. */
type Place = NonNullable<RequestOutput<'request:follow'>['place']>;

export type SurveyState = NonNullable<RequestOutput<'request:follow'>['survey']>;

export interface ConversationState {
  connection: Connection;
  /** Null until the first answer; afterwards the highest version that was heard of. */
  request: SupportRequest | null;
  /** What only technicians are told. */
  details: RequestDetails | null;
  /** By `seq`, from 1, without a gap. */
  entries: readonly Entry[];
  /** Whether everything that stood when the line came up has been fetched. */
  complete: boolean;
  pending: readonly PendingPost[];
  presence: RequestOutput<'request:follow'>['presence'];
  /** How far each side has read, as a `seq`. */
  read: Record<Party, number>;
  typing: readonly Typist[];
  /** Where the customer stands in the line; null where there is none, or it is not known yet. */
  place: Place | null;
  /** Whether the customer is asked afterwards, and what they said; null until it is known. */
  survey: SurveyState | null;
  /** Why this request cannot be followed at all; null while it can. */
  failure: ErrorCode | null;
}

/** One request's conversation, as one page sees it. Every method is safe at any time. */
export interface Conversation {
  readonly requestId: RequestId;
  readonly state: ReadonlyStore<ConversationState>;
  post(text: string): void;
  retry(id: MessageId): void;
  discard(id: MessageId): void;
  /** To be called at every keystroke in the message field. */
  typing(): void;
  /** To be called while the end of the conversation is in front of the person's eyes. */
  markRead(): void;
  /** Takes a newer state of the request that an answer brought. */
  accept(request: SupportRequest): void;
  /** Asks for everything again that is not repeated in events, as the technician's notes. */
  refresh(): void;
  end(): Promise<void>;
  /** Says what the customer thought of it. @throws RequestFailed */
  sendSurvey(rating: Rating, words: string): Promise<void>;
  /** Text that was not sent yet; outlives a reload of the page. */
  readonly draft: { read(): string; write(text: string): void };
  close(): void;
}

export interface ConversationParts {
  signaling: Signaling;
  requestId: RequestId;
  /** Who a technician's page belongs to. */
  me?: { id: UserId; name: string };
  /** What this page's browser can, for the other side to know. */
  share?: ShareAbility;
  /** Whether this page is a session window (rule S2). */
  session?: boolean;
  storage?: TextStorage;
  now?: () => number;
}

const retry = { baseMs: 500, maxMs: 10_000 };

export function createConversation({
  signaling,
  requestId,
  me,
  share,
  session = false,
  storage = keptInTab,
  now = Date.now,
}: ConversationParts): Conversation {
  const scope = new Scope();
  const sequence = new EntrySequence<Entry>();
  const posts = new PendingPosts({
    key: `beside.unsent.${requestId}`,
    storage,
    now,
    changed: () => store.setState({ pending: posts.posts }),
    async send({ id, text }) {
      ownTyping.stop();
      const { seq, at } = await signaling.request('chat:post', { requestId, id, text });
      if (scope.closed) return;
      const from = author();
      if (from) take([{ requestId, id, seq, at, kind: 'message', from, text }]);
      // The conversation is still on its way, perhaps as it was before this message.
      else await fill();
    },
  });
  const store = createStore<ConversationState>(() => ({
    connection: signaling.connection,
    request: null,
    details: null,
    entries: [],
    complete: false,
    pending: posts.posts,
    presence: [],
    read: { customer: 0, technician: 0 },
    typing: [],
    place: null,
    survey: null,
    failure: null,
  }));
  const ownTyping = new OwnTyping(scope, now, (typing) =>
    signaling.notice('chat:typing', { requestId, typing }),
  );
  const othersTyping = new OthersTyping(scope, (typing) => store.setState({ typing }));

  let following = false;
  let filling: Promise<void> | null = null;

  /** How this page's messages are signed: it is told of others' alone. */
  function author(): Author | null {
    const name = me?.name ?? store.getState().request?.customer.name;
    return name === undefined ? null : { party: signaling.party, id: me?.id ?? null, name };
  }

  function take(entries: readonly Entry[]): void {
    sequence.add(entries);
    for (const entry of entries) {
      posts.placed(entry.id);
      if (entry.kind !== 'event') othersTyping.clear(entry.from.party);
    }
    if (store.getState().entries !== sequence.entries) {
      store.setState({ entries: sequence.entries });
    }
    if (sequence.hasGap) void fill();
  }

  function accept(request: SupportRequest): void {
    const known = store.getState().request;
    if (request.id === requestId && (!known || request.version > known.version)) {
      store.setState({ request });
    }
  }

  /** It may not be seen any more, as it was at that version. */
  function hide(version: number): void {
    if (version >= (store.getState().request?.version ?? 0))
      store.setState({ failure: 'not-found' });
  }

  function takeSurvey(given: Survey): void {
    const { survey } = store.getState();
    store.setState({ survey: { asked: true, ...survey, given } });
  }

  function takeRead(party: Party, seq: number): void {
    const { read } = store.getState();
    if (seq > read[party]) store.setState({ read: { ...read, [party]: seq } });
  }

  /** Runs until it succeeds, the line goes down, or the server says that it never will. */
  async function untilDone(task: () => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await task();
        return;
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        if (scope.closed || signaling.connection.state !== 'connected') return;
        if (!error.retryable) {
          store.setState({ failure: error.code });
          return;
        }
        await pause(tries);
      }
    }
  }

  function pause(tries: number): Promise<void> {
    return new Promise((resolve) => {
      scope.after(backoffMs(tries, retry, Math.random()), resolve);
    });
  }

  /** Fetches what is missing; whoever asks meanwhile waits for the same. */
  function fill(): Promise<void> {
    filling ??= untilDone(fetchMissing).finally(() => {
      filling = null;
    });
    return filling;
  }

  async function fetchMissing(): Promise<void> {
    for (let tries = 0; !scope.closed; tries += 1) {
      const afterSeq = sequence.lastSeq;
      const { entries, more } = await signaling.request('chat:since', { requestId, afterSeq });
      take(entries);
      if (more) continue;
      if (!sequence.hasGap) return;
      // Told of something whose predecessors the server could not read yet.
      await pause(tries);
    }
  }

  async function follow(): Promise<void> {
    if (following || scope.closed) return;
    following = true;
    await untilDone(async () => {
      const answer = await signaling.request('request:follow', {
        requestId,
        afterSeq: sequence.lastSeq,
        ...(share && { share }),
        ...(session && { session }),
      });
      if (scope.closed) return;
      const { details, presence, read } = answer;
      const { place = null, survey = null } = answer;
      store.setState({ details, presence, place, survey, failure: null });
      accept(answer.request);
      takeRead('customer', read.customer);
      takeRead('technician', read.technician);
      take(answer.entries);
      if (answer.more) await fill();
      store.setState({ complete: true });
      posts.resume();
    });
    following = false;
  }

  function lineChanged(connection: Connection): void {
    store.setState({ connection });
    if (connection.state === 'connected') void follow();
    else othersTyping.clear();
  }

  scope.add(signaling.onConnection(lineChanged));
  scope.add(
    signaling.on('chat:entry', ({ entry }) => {
      if (entry.requestId === requestId) take([entry]);
    }),
  );
  scope.add(
    signaling.on('request:changed', ({ request }) => {
      accept(request);
      // Told of again, it may be seen again.
      if (request.id === requestId && store.getState().failure) void follow();
    }),
  );
  scope.add(
    signaling.on('request:hidden', (message) => {
      if (message.requestId === requestId) hide(message.version);
    }),
  );
  scope.add(
    signaling.on('sight:changed', () => {
      if (store.getState().failure) void follow();
    }),
  );
  scope.add(
    signaling.on('presence:changed', (message) => {
      if (message.requestId === requestId) store.setState({ presence: message.presence });
    }),
  );
  scope.add(
    signaling.on('survey:sent', (message) => {
      if (message.requestId === requestId) takeSurvey(message.survey);
    }),
  );
  scope.add(
    signaling.on('chat:read', (message) => {
      if (message.requestId === requestId) takeRead(message.party, message.seq);
    }),
  );
  scope.add(
    signaling.on('chat:typing', (message) => {
      if (message.requestId === requestId) othersTyping.heard(message, message.typing);
    }),
  );
  scope.add(
    signaling.on('queue:position', ({ requestId: id, ...place }) => {
      if (id === requestId) store.setState({ place });
    }),
  );
  lineChanged(signaling.connection);

  const draftKey = `beside.draft.${requestId}`;
  return {
    requestId,
    state: store,
    post(text) {
      const trimmed = text.trim();
      if (trimmed !== '') posts.add(trimmed);
    },
    retry: (id) => posts.retry(id),
    discard: (id) => posts.discard(id),
    typing: () => ownTyping.keystroke(),
    markRead() {
      const seq = sequence.lastSeq;
      if (seq <= store.getState().read[signaling.party]) return;
      if (signaling.connection.state !== 'connected') return;
      takeRead(signaling.party, seq);
      signaling.notice('chat:read', { requestId, seq });
    },
    accept,
    refresh: () => void follow(),
    async end() {
      accept((await signaling.request('request:end', { requestId })).request);
    },
    async sendSurvey(rating, words) {
      takeSurvey((await signaling.request('survey:send', { requestId, rating, words })).survey);
    },
    draft: {
      read: () => storage.getItem(draftKey) ?? '',
      write(text) {
        if (text === '') storage.removeItem(draftKey);
        else storage.setItem(draftKey, text);
      },
    },
    close() {
      if (scope.closed) return;
      scope.close();
      if (signaling.connection.state === 'connected') {
        signaling.request('request:unfollow', { requestId }).catch(ignoreLateAnswer);
      }
    },
  };
}

/** Nobody waits any more: the server forgets who follows with the socket anyway. */
function ignoreLateAnswer(error: unknown): void {
  if (!(error instanceof RequestFailed)) throw error;
}
