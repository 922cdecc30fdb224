import type { ClipAnswer, ClipboardMessage } from '@beside/shared/protocol/input';
import type { Stroke } from '../control/inputSender.ts';
import { ClipboardParts, fitsClipboard, partsOf } from './clipboardText.ts';

/** What became of a clipboard that was offered or asked for. */
export type TechnicianClipboardView =
  | { state: 'offered' | 'asked' }
  | { state: 'answered'; answer: Exclude<ClipAnswer, 'got'>; at: number }
  | { state: 'received'; text: string };

interface Parts {
  stroke(stroke: Stroke): void;
  onChange(view: TechnicianClipboardView | null): void;
}

export interface TechnicianClipboard {
  offer(text: string): void;
  ask(): void;
  receive(message: ClipboardMessage): void;
  /** The notice, or the text, was seen. */
  dismiss(): void;
  /** The grant is over: nothing is answered any more. A text that came stays. */
  lapse(): void;
}

export function createTechnicianClipboard({ stroke, onChange }: Parts): TechnicianClipboard {
  let view: TechnicianClipboardView | null = null;
  let coming = { grantId: 0, seq: 0, parts: new ClipboardParts(), whole: false };
  const show = (next: TechnicianClipboardView | null): void => {
    view = next;
    onChange(view);
  };
  const answered = (answer: Exclude<ClipAnswer, 'got'>): void =>
    show({ state: 'answered', answer, at: Date.now() });

  return {
    offer(text) {
      if (!fitsClipboard(text)) {
        answered('too-large');
        return;
      }
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
