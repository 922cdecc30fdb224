import type { ClipAnswer, ClipboardMessage } from '@beside/shared/protocol/input';
import type { Stroke } from '../control/inputSender.ts';
import { ClipboardParts, fitsClipboard, partsOf } from './clipboardText.ts';

/** What became of a clipboard that was offered or asked for. */
export type ViewerClipboardView =
  | { state: 'offered' | 'asked' }
  | { state: 'answered'; answer: Exclude<ClipAnswer, 'got'> | 'private'; at: number }
  | { state: 'received'; text: string };

interface Parts {
  stroke(stroke: Stroke): void;
  /** Whether a text was copied out of a private place of this page. */
  isPrivate?(text: string): boolean;
  onChange(view: ViewerClipboardView | null): void;
}

export interface ViewerClipboard {
  offer(text: string): void;
  ask(): void;
  receive(message: ClipboardMessage): void;
  /** The notice, or the text, was seen. */
  dismiss(): void;
  /** The grant is over: nothing is answered any more. A text that came stays. */
  lapse(): void;
}

export function createViewerClipboard(parts: Parts): ViewerClipboard {
  const { stroke, onChange } = parts;
  let view: ViewerClipboardView | null = null;
  let coming = { grantId: 0, seq: 0, parts: new ClipboardParts(), whole: false };
  const show = (next: ViewerClipboardView | null): void => {
    view = next;
    onChange(view);
  };
  const answered = (answer: Exclude<ClipAnswer, 'got'> | 'private'): void =>
    show({ state: 'answered', answer, at: Date.now() });

  return {
    offer(text) {
      if (parts.isPrivate?.(text)) return answered('private');
      if (!fitsClipboard(text)) return answered('too-large');
      for (const part of partsOf(text)) stroke({ type: 'clip', ...part });
      show({ state: 'offered' });
    },
    ask() {
      stroke({ type: 'clip-ask' });
      show({ state: 'asked' });
    },
    receive(message) {
      if (message.type === 'clip-answer' && message.answer !== 'got') answered(message.answer);
      if (message.type !== 'clip') return;
      const { grantId, seq } = message;
      if (grantId !== coming.grantId || seq !== coming.seq) {
        coming = { grantId, seq, parts: new ClipboardParts(), whole: false };
      }
      const text = coming.parts.take(message);
      if (typeof text !== 'string' || (coming.whole && !message.last)) return;
      stroke({ type: 'clip-answer', answer: 'got' });
      if (!coming.whole) show({ state: 'received', text });
      coming.whole = true;
    },
    dismiss: () => show(null),
    lapse() {
      if (view?.state === 'offered' || view?.state === 'asked') show(null);
    },
  };
}
