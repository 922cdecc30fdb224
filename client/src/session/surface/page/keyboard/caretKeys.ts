import { viewOf } from '../dom/composedTree.ts';
import { elementOf, type Editable } from './editable.ts';
import { bringSelectionInto } from '../dom/caret.ts';
import { isInput } from '../dom/elements.ts';
import type { KeyStroke, Outcome } from './keyStroke.ts';

type Step = [direction: 'left' | 'right' | 'backward' | 'forward', granularity: string];

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: ['left', 'character'],
  ArrowRight: ['right', 'character'],
  ArrowUp: ['backward', 'line'],
  ArrowDown: ['forward', 'line'],
  Home: ['backward', 'lineboundary'],
  End: ['forward', 'lineboundary'],
  PageUp: ['backward', 'line'],
  PageDown: ['forward', 'line'],
};

const byCommand: Readonly<Record<string, Step>> = {
  ArrowLeft: ['left', 'word'],
  ArrowRight: ['right', 'word'],
  ArrowUp: ['backward', 'paragraph'],
  ArrowDown: ['forward', 'paragraph'],
  Home: ['backward', 'documentboundary'],
  End: ['forward', 'documentboundary'],
};

/** Moves the caret in editable text, or with Shift the end of the selection. */
export function moveCaret(editable: Editable, stroke: KeyStroke): Outcome {
  const { key, shift, alt, command } = stroke;
  const step = (command ? byCommand : steps)[key];
  const element = elementOf(editable);
  if (!step || alt) return 'passed';
  // Up and down belong to the number, not to its digits.
  if (isInput(element) && element.type === 'number' && /^Arrow(Up|Down)$/.test(key))
    return 'passed';
  const selection = viewOf(element)?.getSelection();
  if ('control' in editable) bringSelectionInto(editable.control);
  const times = key.startsWith('Page') ? linesShown(element) : 1;
  for (let time = 0; time < times; time += 1) {
    selection?.modify(shift ? 'extend' : 'move', step[0], step[1]);
  }
  return 'done';
}

function linesShown(element: Element): number {
  const style = viewOf(element)?.getComputedStyle(element);
  const size = Number.parseFloat(style?.fontSize ?? '') || 16;
  const line = Number.parseFloat(style?.lineHeight ?? '') || size * 1.2;
  return Math.max(1, Math.floor(element.clientHeight / line) - 1);
}
