import { Scope } from '@beside/shared/lib/scope';
import type { ClipAnswer, ClipboardMessage, InputRefusal } from '@beside/shared/protocol/input';
import { ClipboardParts, fitsClipboard, partsOf } from './clipboardText.ts';

/** What is asked of who shares about a clipboard; nothing moves before their own click. */
export type SharerClipboardView =
  /** The viewer hands over this text. */
  | { state: 'offered'; text: string; mayInsert: boolean; failed: boolean }
  /** The viewer asks for the own one; `draft` is what would be sent. */
  | { state: 'asked'; draft: string | null; problem: ClipboardProblem | null }
  | { state: 'sending' };
export type ClipboardProblem = 'unreadable' | 'private' | 'too-large' | 'not-sent';

/** Unanswered, what is sent goes out again: a path may have died with it. */
const resendMs = 1_000;
const mostSends = 5;

/** Whether what is in front of who shares is their own, and not agreed to yet. */
export function showsOwnText(view: SharerClipboardView | null): boolean {
  return view?.state === 'sending' || (view?.state === 'asked' && view.draft !== null);
}

type Said = Extract<ClipboardMessage, { type: 'clip' | 'clip-answer' }>;
type Unaddressed<T> = T extends unknown ? Omit<T, 'grantId'> : never;

/** Where text can be inserted: the page that shares, where it shares itself. */
export interface PageCaret {
  /** Whether the hand may type into what is shared. */
  mayInsert(): boolean;
  /** Keeps where the caret is: the question takes the focus. */
  keepCaret(): void;
  /** Types at the caret of the page, once no dialog lies over it any more. */
  insert(text: string): Promise<InputRefusal | undefined>;
}

interface Parts {
  page?: PageCaret | undefined;
  say(message: Unaddressed<Said>): void;
  /** Tells the session's story, without the text. */
  tell(to: 'sharer' | 'viewer'): void;
  /** Whether a text was copied out of what is private. */
  isPrivate(text: string): boolean;
  clipboard: Pick<Clipboard, 'readText' | 'writeText'> | undefined;
  onChange(view: SharerClipboardView | null): void;
}

export interface SharerClipboard {
  receive(message: ClipboardMessage): void;
  /** Each of these three has to be called from a click of who shares. */
  take(how: 'copy' | 'insert'): Promise<void>;
  read(): Promise<void>;
  send(text: string): void;
  decline(): void;
  /** The grant is over: so is everything that was asked under it. */
  reset(): void;
  close(): void;
}

export function createSharerClipboard(given: Parts): SharerClipboard {
  const { say, tell, onChange } = given;
  const scope = new Scope();
  let view: SharerClipboardView | null = null;
  let parts = new ClipboardParts();
  let sends = 0;
  let stopSending = (): void => undefined;

  const show = (next: SharerClipboardView | null): void => {
    if (view === next) return;
    view = next;
    onChange(view);
  };
  const answer = (word: ClipAnswer): void => say({ type: 'clip-answer', seq: 0, answer: word });

  const collect = (message: Extract<ClipboardMessage, { type: 'clip' }>): void => {
    if (message.part === 0) parts = new ClipboardParts();
    const text = parts.take(message);
    if (typeof text === 'object') {
      parts = new ClipboardParts();
      answer('too-large');
    } else if (text !== undefined && view?.state !== 'sending') {
      given.page?.keepCaret();
      const mayInsert = given.page?.mayInsert() ?? false;
      show({ state: 'offered', text, mayInsert, failed: false });
    }
  };

  return {
    receive(message) {
      if (message.type === 'clip') collect(message);
      else if (message.type === 'clip-ask') {
        if (view === null) show({ state: 'asked', draft: null, problem: null });
      } else if (message.answer === 'got' && view?.state === 'sending') {
        stopSending();
        tell('viewer');
        show(null);
      }
    },
    async take(how) {
      if (view?.state !== 'offered') return;
      const { text } = view;
      if (how === 'copy') {
        try {
          await given.clipboard?.writeText(text);
        } catch {
          // The browser keeps it shut: the text stands in the dialog, to be copied by hand.
          show({ ...view, failed: true });
          return;
        }
        answer('written');
      } else {
        if (!given.page) return;
        show(null);
        const refusal = await given.page.insert(text);
        answer(refusal ? 'failed' : 'inserted');
        if (refusal) return;
      }
      show(null);
      tell('sharer');
    },
    async read() {
      if (view?.state !== 'asked') return;
      try {
        const draft = (await given.clipboard?.readText()) ?? '';
        const problem = given.isPrivate(draft) ? 'private' : null;
        show({ state: 'asked', draft: problem ? '' : draft, problem });
      } catch {
        // Not allowed, or not there: the customer can still paste it themselves.
        show({ state: 'asked', draft: '', problem: 'unreadable' });
      }
    },
    send(text) {
      if (view?.state !== 'asked' || text === '') return;
      const problem = given.isPrivate(text) ? 'private' : fitsClipboard(text) ? null : 'too-large';
      if (problem) {
        show({ state: 'asked', draft: text, problem });
        return;
      }
      sends += 1;
      const seq = sends;
      let left = mostSends;
      const sendAll = (): void => {
        left -= 1;
        if (left < 0) {
          stopSending();
          show({ state: 'asked', draft: text, problem: 'not-sent' });
        } else for (const part of partsOf(text)) say({ type: 'clip', seq, ...part });
      };
      stopSending();
      stopSending = scope.every(resendMs, sendAll);
      show({ state: 'sending' });
      sendAll();
    },
    decline() {
      stopSending();
      if (view) answer('declined');
      show(null);
    },
    reset() {
      stopSending();
      parts = new ClipboardParts();
      show(null);
    },
    close: () => scope.close(),
  };
}
